/* Says unmistakably that the view is somebody else's: a frame in his colour and a bar with the way out. */
import { useTranslation } from "react-i18next";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { PersonMark, personColour } from "../../../ui/PersonMark";
import { useFollow } from "./followContext";

export function FollowBar() {
  const { t } = useTranslation();
  const words = useWords();
  const { leader, stop } = useFollow();
  const name = leader === null ? "" : words.name(leader.name);
  return (
    <>
      <p role="status" className="sr-only">
        {leader !== null && `${t("together.following", { name })}. ${t("together.followHint")}`}
      </p>
      {leader !== null && (
        <div
          data-follow
          style={{ borderColor: personColour(leader.userId) }}
          className="pointer-events-none fixed inset-0 z-40 border-3"
        >
          <div className="pointer-events-auto absolute start-1/2 bottom-4 flex max-w-[90%] -translate-x-1/2 items-center gap-2.5 rounded-lg border border-line bg-raised py-1.5 ps-2 pe-1.5 text-sm shadow-lift rtl:translate-x-1/2">
            <PersonMark userId={leader.userId} name={name} />
            <span className="min-w-0">
              <bdi className="block font-medium">{t("together.following", { name })}</bdi>
              <span className="block text-xs text-ink-2">{t("together.followHint")}</span>
            </span>
            <Button size="small" onPress={stop}>
              {t("together.stop")}
            </Button>
          </div>
        </div>
      )}
    </>
  );
}
