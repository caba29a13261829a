/* Some of several tickets cannot go: which and why, and whether the others shall go without them. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Ltr } from "../../../ui/Ltr";
import type { PartOffer } from "./useBulk";

export interface PartDialogProps {
  readonly part: PartOffer | null;
  readonly zone: string;
  readonly onClose: () => void;
}

export function PartDialog({ part, zone, onClose }: PartDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  if (part === null) return null;
  const { refused } = part;
  const [fit, all] = [format.number(part.fit), format.number(part.all)];
  return (
    <Dialog
      open
      title={part.fit > 0 ? t("boardActions.bulk.partTitle", { fit, all }) : t("boardActions.bulk.noneTitle")}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("boardActions.bulk.cancel")}</Button>
          {part.fit > 0 && (
            <Button
              tone="primary"
              onPress={() => {
                onClose();
                part.sendFitting();
              }}
            >
              {t("boardActions.bulk.moveFitting", { count: part.fit })}
            </Button>
          )}
        </>
      }
    >
      <p className="mb-2 text-sm text-ink-2">{t("boardActions.bulk.partText")}</p>
      <ul className="flex flex-col gap-2 text-sm">
        {refused.map(({ number, blockers }) => (
          <li key={number} className="rounded-md border border-line bg-raised px-3 py-2">
            <Ltr className="font-medium">{number}</Ltr>
            <ul className="mt-0.5 list-disc ps-5 text-ink-2">
              {blockers.map((blocker) => {
                const reason = words.blocker(blocker, zone);
                return <li key={reason}>{reason}</li>;
              })}
            </ul>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
