/* Hours above the lanes and the line that is now. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { type LaneScale, fractionAt } from "./laneScale";

export interface LaneRulerProps {
  readonly scale: LaneScale;
  readonly runs: "ltr" | "rtl";
  readonly now: number;
}

/** An hour's number stands a little after its line and gives way to the label of now. */
const TEXT_MS = 10 * 60_000;
const CROWDED_MS = 32 * 60_000;

export function isOnScale(scale: LaneScale, at: number): boolean {
  return at >= scale.startsAt && at < scale.endsAt;
}

export function LaneRuler({ scale, runs, now }: LaneRulerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="sticky top-0 z-30 flex h-7 border-b border-line-strong bg-paper text-xs text-ink-2">
      <div className="sticky start-0 z-10 flex w-52 shrink-0 items-center border-e border-line-strong bg-paper ps-3 font-medium">
        {t("board.lanes.technician")}
      </div>
      <div dir={runs} className="relative min-w-0 flex-1">
        {scale.ticks.map(({ at, hour }) => (
          <span
            key={at}
            className="absolute inset-y-0 flex items-center border-s border-line ps-1"
            style={{ insetInlineStart: `${fractionAt(scale, at) * 100}%` }}
          >
            {Math.abs(at + TEXT_MS - now) > CROWDED_MS && format.hour(hour)}
          </span>
        ))}
        {isOnScale(scale, now) && (
          <span
            className="absolute inset-y-1 z-10 flex -translate-x-1/2 items-center rounded-sm bg-ink px-1.5 font-medium text-paper rtl:translate-x-1/2"
            style={{ insetInlineStart: `${fractionAt(scale, now) * 100}%` }}
          >
            <span className="sr-only">{t("board.lanes.now")} </span>
            {format.time(now, scale.zone)}
          </span>
        )}
      </div>
    </div>
  );
}
