/* The most urgent promise of a ticket on its card: how long is left, or how long it has been broken. */
import { useTranslation } from "react-i18next";
import { countdownTo } from "../../lib/countdown";
import { useFormat } from "../../lib/useFormat";
import { CountdownChip } from "../../ui/CountdownChip";
import type { TicketRow } from "./boardData";

export interface PromiseChipProps {
  readonly promise: NonNullable<TicketRow["nextDue"]>;
  readonly now: number;
  /** The largest unit alone, and what has long been broken without a ground: fresh trouble stands out among old. */
  readonly compact?: boolean;
}

const HOUR_MS = 3_600_000;
const LONG_LATE_MS = 2 * HOUR_MS;

/** Hours without their minutes, days without their hours. */
function largestUnit(lengthMs: number): number {
  const unit = lengthMs >= 24 * HOUR_MS ? 24 * HOUR_MS : lengthMs >= HOUR_MS ? HOUR_MS : 60_000;
  return Math.floor(lengthMs / unit) * unit;
}

export function PromiseChip({ promise, now, compact = false }: PromiseChipProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { urgency, lengthMs } = countdownTo(promise.dueAt, now);
  const length = format.duration(lengthMs);
  const text = urgency === "late" ? t("sla.clock.overdue", { length }) : t("sla.clock.running", { length });
  return (
    <CountdownChip
      urgency={urgency}
      text={compact ? format.duration(largestUnit(lengthMs)) : text}
      bare={compact && urgency === "late" && lengthMs >= LONG_LATE_MS}
      title={`${t(`sla.promises.${promise.code}`)}: ${text}`}
    />
  );
}
