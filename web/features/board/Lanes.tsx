/* Technicians by hours: one lane each, the now-line across all of them. */
import { Users } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ServiceDay } from "../../../shared/time/zones";
import { EmptyState } from "../../ui/EmptyState";
import { LaneHead } from "./LaneHead";
import { LaneRuler, isOnScale } from "./LaneRuler";
import { LaneTrack } from "./LaneTrack";
import { useCarryState } from "./carryContext";
import { technicianOf } from "./dropTarget";
import { rulesOutTechnician } from "./judgeDrop";
import type { LaneRow } from "./laneRows";
import { type LaneScale, fractionAt } from "./laneScale";
import { useNearRows } from "./useNearRows";

export interface LanesProps {
  readonly rows: readonly LaneRow[];
  readonly day: ServiceDay;
  readonly scale: LaneScale;
  readonly runs: "ltr" | "rtl";
  readonly now: number;
  readonly selectedTicket: string | null;
  readonly selectedTechnician: string | null;
  readonly onSelect: (ticketId: string) => void;
  readonly onLocate: (technicianId: string) => void;
}

/** Narrowest useful hour; below it the lanes scroll sideways. */
const HOUR_MIN_REM = 4.75;

/** Height of a lane, h-12. */
const LANE_PX = 48;
/** Width of the heads, w-52. */
const HEAD_PX = 208;
/** Where now stands in the pane when it opens: a little past behind it, the day ahead of it. */
const NOW_SHARE = 0.2;

export function Lanes(props: LanesProps) {
  const { rows, scale, runs, now, selectedTicket, selectedTechnician, onSelect, onLocate } = props;
  const { t } = useTranslation();
  const { carry, fitOf } = useCarryState();
  const pane = useRef<HTMLElement>(null);
  const isNear = useNearRows(pane, rows.length, LANE_PX);
  const { startsAt } = scale;
  const scrolledFor = useRef("");
  const spot = `${runs} ${startsAt}`;
  // Once per day and direction: begin where work is. Later scrolling belongs to the person.
  useLayoutEffect(() => {
    const element = pane.current;
    if (element === null || scrolledFor.current === spot) return;
    scrolledFor.current = spot;
    const target = isOnScale(scale, now) ? fractionAt(scale, now) : 0;
    const axis = element.scrollWidth - HEAD_PX;
    const from = Math.max(0, target * axis - (element.clientWidth - HEAD_PX) * NOW_SHARE);
    const pageRuns = getComputedStyle(element).direction;
    const offset = runs === pageRuns ? from : axis - (element.clientWidth - HEAD_PX) - from;
    element.scrollLeft = pageRuns === "rtl" ? -offset : offset;
  });
  if (rows.length === 0)
    return (
      <EmptyState icon={<Users aria-hidden className="size-6" />} title={t("board.lanes.emptyTitle")}>
        {t("board.lanes.emptyText")}
      </EmptyState>
    );
  const over = technicianOf(carry?.target ?? null);
  return (
    <section
      ref={pane}
      aria-label={t("board.lanes.label")}
      className="h-full overflow-auto bg-raised in-[:has([data-choice-bar])]:pb-16"
    >
      <div
        className="relative flex min-h-full flex-col"
        style={{ minWidth: `calc(13rem + ${scale.ticks.length * HOUR_MIN_REM}rem)` }}
      >
        <LaneRuler scale={scale} runs={runs} now={now} />
        <ul data-choices className="flex flex-1 flex-col">
          {rows.map((row, index) => {
            const { technicianId } = row.technician;
            const isOver = over === technicianId;
            const selected = selectedTechnician === technicianId;
            // Hundreds of lanes stand as empty strips until they come near.
            if (!isNear(index) && !isOver && !selected)
              return (
                <li
                  key={technicianId}
                  data-lane={technicianId}
                  className="max-h-20 min-h-12 flex-1 border-b border-line"
                />
              );
            const blocked = rulesOutTechnician(fitOf(technicianId));
            return (
              <li
                key={technicianId}
                data-lane={technicianId}
                className="flex max-h-20 min-h-12 flex-1 border-b border-line"
              >
                <LaneHead
                  row={row}
                  zone={scale.zone}
                  day={props.day}
                  over={isOver && carry?.target?.kind === "technician"}
                  selected={selected}
                  onLocate={onLocate}
                  blocked={blocked}
                  selectedTicket={selectedTicket}
                  onSelect={onSelect}
                />
                <LaneTrack
                  row={row}
                  scale={scale}
                  runs={runs}
                  carry={isOver ? carry : null}
                  blocked={blocked}
                  selectedTicket={selectedTicket}
                  onSelect={onSelect}
                />
              </li>
            );
          })}
        </ul>
        {isOnScale(scale, now) && (
          <div aria-hidden className="pointer-events-none absolute inset-y-0 start-52 end-0">
            <div dir={runs} className="relative h-full">
              <div
                className="absolute inset-y-0 w-px bg-ink"
                style={{ insetInlineStart: `${fractionAt(scale, now) * 100}%` }}
              />
            </div>
          </div>
        )}
      </div>
    </section>
  );
}
