/* That a technician is away now, or all of the shown day's shift; lanes shade the hours, this says it in words. */
import { useTranslation } from "react-i18next";
import { DAY_MS } from "../../../../shared/time/zones";
import { useFormat } from "../../../lib/useFormat";
import { useNow } from "../../../lib/useNow";
import { usePastMap } from "../replay/replayContext";
import type { LaneRow } from "../laneRows";

/** "away until 14:00", or null while he is there. */
export function useAwayWords({ technician, shift }: LaneRow, zone: string): string | null {
  const { t } = useTranslation();
  const format = useFormat();
  const present = useNow(60_000);
  const at = usePastMap()?.at ?? present;
  if (shift === null) return null;
  // On another day than today: away all the shift long, or not worth a word beside the shading.
  const from = Math.min(Math.max(at, shift.startsAt), shift.endsAt);
  const isShown = at >= shift.startsAt && at < shift.endsAt;
  const absence = technician.absences.find(
    (one) => one.from <= from && one.until > from && (isShown || one.until >= shift.endsAt),
  );
  if (!absence) return null;
  const { until } = absence;
  const time = until - from < DAY_MS ? format.time(until, zone) : format.dateTime(until, zone);
  return t("late.reason.absent", { time });
}
