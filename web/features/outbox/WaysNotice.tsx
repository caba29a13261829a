/* Says which ways of sending are set up, before anybody wonders why nothing arrives. */
import { CircleCheck, CircleSlash } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";
import { cx } from "../../ui/classNames";

export function WaysNotice() {
  const { t } = useTranslation();
  const ways = useLive(api.outbox.ways, {});
  if (ways === undefined) return null;
  return (
    <section aria-labelledby="ways-title" className="rounded-lg border border-line bg-paper p-4">
      <h2 id="ways-title" className="mb-2 text-sm font-semibold">
        {t("outbox.ways.title")}
      </h2>
      <ul className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2">
        {ways.map(({ channel, ready }) => {
          const Icon = ready ? CircleCheck : CircleSlash;
          return (
            <li key={channel} className="flex items-center gap-2">
              <Icon aria-hidden className={cx("size-4 shrink-0", ready ? "text-accent" : "text-ink-3")} />
              <span className="font-medium">{t(`outbox.channel.${channel}`)}</span>
              <span className="text-ink-2">{ready ? t("outbox.ways.ready") : t("outbox.ways.missing")}</span>
            </li>
          );
        })}
      </ul>
      {ways.some(({ ready }) => !ready) && <p className="mt-2 text-xs text-ink-3">{t("outbox.ways.hint")}</p>}
    </section>
  );
}
