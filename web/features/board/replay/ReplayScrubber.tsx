/*
 * The day as a line: drag or walk along it; every event is a tick in the colour of where its ticket went. Runs in the
 * direction time runs on the lanes.
 */
import { type KeyboardEvent, memo, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../../shared/tickets/statuses";
import { useFormat } from "../../../lib/useFormat";
import type { ReplayTick } from "./replayRows";

export interface ReplayScrubberProps {
  readonly at: number;
  readonly range: { readonly startsAt: number; readonly endsAt: number };
  readonly ticks: readonly ReplayTick[];
  readonly runs: "ltr" | "rtl";
  readonly zone: string;
  readonly onAt: (at: number) => void;
}

const MINUTE_MS = 60_000;
/** More ticks than this stand in one another's way; those of one place are one. */
const PLACES = 400;

const Ticks = memo(function Ticks({ ticks, range }: Pick<ReplayScrubberProps, "ticks" | "range">) {
  const length = Math.max(1, range.endsAt - range.startsAt);
  const places = useMemo(() => {
    const found = new Map<number, ReplayTick>();
    for (const tick of ticks) {
      const place = Math.round(((tick.at - range.startsAt) / length) * PLACES);
      if (place >= 0 && place <= PLACES) found.set(place, tick);
    }
    return [...found];
  }, [ticks, range.startsAt, length]);
  return (
    <span aria-hidden className="pointer-events-none absolute inset-x-2 top-0 h-2.5">
      {places.map(([place, tick]) => (
        <span
          key={place}
          data-phase={STATUS_META[tick.event.to].phase}
          className="absolute inset-y-0 w-0.5 rounded-full bg-p"
          style={{ insetInlineStart: `${(place / PLACES) * 100}%` }}
        />
      ))}
    </span>
  );
});

export function ReplayScrubber({ at, range, ticks, runs, zone, onAt }: ReplayScrubberProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const walk = (event: KeyboardEvent) => {
    const forward = runs === "rtl" ? "ArrowLeft" : "ArrowRight";
    const back = runs === "rtl" ? "ArrowRight" : "ArrowLeft";
    const steps: Record<string, number> = {
      [forward]: MINUTE_MS,
      [back]: -MINUTE_MS,
      ArrowUp: MINUTE_MS,
      ArrowDown: -MINUTE_MS,
      PageUp: 15 * MINUTE_MS,
      PageDown: -15 * MINUTE_MS,
      Home: range.startsAt - at,
      End: range.endsAt - at,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onAt(at + step);
  };
  return (
    <div dir={runs} className="relative min-w-40 flex-1 pt-1.5">
      <Ticks ticks={ticks} range={range} />
      <input
        type="range"
        aria-label={t("replay.moment")}
        aria-valuetext={format.time(at, zone)}
        min={range.startsAt}
        max={range.endsAt}
        step={1_000}
        value={at}
        onKeyDown={walk}
        onChange={(event) => onAt(Number(event.target.value))}
        className="h-6 w-full cursor-pointer accent-accent"
      />
    </div>
  );
}
