/* The few letters on a card that say its visit will be late. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { useLateVisit } from "./forecastContext";

export function LateMark({ ticketId }: { readonly ticketId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const late = useLateVisit(ticketId);
  if (late === null || !late.risk.broken) return null;
  const length = format.duration(Math.max(60_000, late.risk.forecast.lateMs, late.risk.promises[0].overMs));
  return (
    <span
      title={t("late.mark", { length })}
      className="shrink-0 rounded-sm bg-urgent-soft px-1 text-2xs font-medium text-urgent-ink"
    >
      <span className="sr-only">{t("late.mark", { length })}</span>
      <bdi aria-hidden>{`+${length}`}</bdi>
    </span>
  );
}
