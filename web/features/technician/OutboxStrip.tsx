/* What is sent and what still waits; refused steps with every reason and what becomes of the later ones. */
import { useConvexConnectionState } from "convex/react";
import { CheckCheck, CloudOff, CloudUpload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { presentError } from "../../lib/presentError";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import type { FieldOutbox, OutboxItem } from "./fieldOutbox";

export interface OutboxStripProps {
  readonly items: readonly OutboxItem[];
  readonly outbox: Pick<FieldOutbox, "dismiss" | "retry">;
  readonly zone: string;
}

export function OutboxStrip({ items, outbox, zone }: OutboxStripProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const connected = useConvexConnectionState().isWebSocketConnected;
  const refused = items.filter((item) => item.state === "refused");
  const waiting = items.filter((item) => item.state !== "refused");
  const Icon = !connected ? CloudOff : waiting.length > 0 ? CloudUpload : CheckCheck;
  return (
    <>
      <section aria-live="polite" className="border-b border-line bg-paper px-4 py-2 text-sm text-ink-2">
        <p className="flex items-center gap-2">
          <Icon aria-hidden className="size-4.5 shrink-0" />
          <span className="font-medium">
            {waiting.length > 0
              ? t("technician.outbox.waiting", { count: waiting.length })
              : connected
                ? t("technician.outbox.sent")
                : t("shell.connection.offlineShort")}
          </span>
        </p>
        {!connected && <p className="mt-1">{t("technician.outbox.offline")}</p>}
        {waiting.length > 0 && (
          <ul className="mt-1 grid gap-0.5 text-xs text-ink-3">
            {waiting.map((item) => (
              <li key={item.operationId}>
                {t("technician.outbox.entry", {
                  number: item.number,
                  action: words.action(item.action),
                  time: format.time(item.takenAt, zone),
                })}
              </li>
            ))}
          </ul>
        )}
      </section>
      {refused.map((item) => {
        const shown = presentError(item.refusal, t, words, format, zone);
        const later = waiting.filter((other) => other.ticketId === item.ticketId).length;
        const again = shown.kind === "unexpected" || shown.kind === "unavailable" || shown.kind === "auth";
        return (
          <Notice
            key={item.operationId}
            tone="problem"
            className="mx-4 mt-3"
            title={t("technician.outbox.refusedTitle", {
              action: words.action(item.action),
              number: item.number,
            })}
          >
            <p>{shown.title}</p>
            {shown.reasons.length > 0 && (
              <ul className="ms-4 list-disc">
                {shown.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            )}
            {later > 0 && <p>{t("technician.outbox.later", { count: later })}</p>}
            <div className="mt-2 flex gap-2">
              {again && (
                <Button size="phone" onPress={() => outbox.retry(item.operationId)}>
                  {t("technician.outbox.retry")}
                </Button>
              )}
              <Button size="phone" onPress={() => outbox.dismiss(item.operationId)}>
                {t("technician.outbox.dismiss")}
              </Button>
            </div>
          </Notice>
        );
      })}
    </>
  );
}
