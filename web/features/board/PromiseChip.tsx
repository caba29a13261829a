/* The most urgent promise of a ticket on its card: how long is left, or how long it has been broken. */
import { useTranslation } from "react-i18next";
import { countdownTo } from "../../lib/countdown";
import { useFormat } from "../../lib/useFormat";
import { CountdownChip } from "../../ui/CountdownChip";
import type { TicketRow } from "./boardData";

export interface PromiseChipProps {
  readonly promise: NonNullable<TicketRow["nextDue"]>;
  readonly now: number;
}

export function PromiseChip({ promise, now }: PromiseChipProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { urgency, lengthMs } = countdownTo(promise.dueAt, now);
  const length = format.duration(lengthMs);
  const text = urgency === "late" ? t("sla.clock.overdue", { length }) : t("sla.clock.running", { length });
  return (
    <CountdownChip urgency={urgency} text={text} title={`${t(`sla.promises.${promise.code}`)}: ${text}`} />
  );
}
