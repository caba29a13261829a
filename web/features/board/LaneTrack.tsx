/* The hours of one technician: shift, visits, and the outline of what is being carried over it. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { cx } from "../../ui/classNames";
import { LaneVisit, spanStyle } from "./LaneVisit";
import { LivePlaces } from "./plan/LivePlaces";
import { StackGhosts } from "./bulk/StackGhosts";
import type { Carry } from "./carryContext";
import { carriedLengthMs } from "./judgeDrop";
import type { LaneRow } from "./laneRows";
import { type LaneScale, fractionAt } from "./laneScale";
import { useLaneReasons } from "./fit/useLaneReasons";
import { useBoardActions } from "./late/boardActions";
import { LaneOverlay, LaneUnderlay } from "./late/LaneLayers";

export interface LaneTrackProps {
  readonly row: LaneRow;
  readonly scale: LaneScale;
  readonly runs: "ltr" | "rtl";
  /** The carried ticket while it is over this technician. */
  readonly carry: Carry | null;
  /** No time on this lane is possible for the carried ticket. */
  readonly blocked: boolean;
  readonly selectedTicket: string | null;
  readonly onSelect: (ticketId: string) => void;
}

export function LaneTrack({ row, scale, runs, carry, blocked, selectedTicket, onSelect }: LaneTrackProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { shift } = row;
  const ghost =
    carry?.target?.kind === "lane"
      ? {
          startsAt: carry.target.startsAt,
          endsAt: carry.target.startsAt + carriedLengthMs(carry.parts?.[0]?.ticket ?? carry.ticket),
        }
      : null;
  const fits = carry?.verdict?.ok === true;
  const actions = useBoardActions();
  const reasons = useLaneReasons(actions, carry);
  return (
    <div
      dir={runs}
      data-drop="lane"
      data-technician={row.technician.technicianId}
      className={cx(
        "lane-grid relative min-w-0 flex-1",
        carry !== null && fits && "bg-accent-soft/50",
        blocked && "opacity-60",
      )}
      style={{ backgroundSize: `${100 / scale.ticks.length}% 100%` }}
    >
      {shift === null ? (
        <div aria-hidden className="hatched absolute inset-0" />
      ) : (
        <>
          <div
            aria-hidden
            className="hatched absolute inset-y-0"
            style={spanStyle(scale, scale.startsAt, shift.startsAt)}
          />
          <div
            aria-hidden
            className="hatched absolute inset-y-0"
            style={spanStyle(scale, shift.endsAt, scale.endsAt)}
          />
        </>
      )}
      <LaneUnderlay row={row} scale={scale} />
      <LivePlaces technicianId={row.technician.technicianId} scale={scale} />
      {row.timed.map((visit) => (
        <LaneVisit
          key={visit.ticket.ticketId}
          visit={visit}
          scale={scale}
          selected={visit.ticket.ticketId === selectedTicket}
          onSelect={onSelect}
        />
      ))}
      <LaneOverlay row={row} scale={scale} />
      {carry !== null && <StackGhosts carry={carry} scale={scale} />}
      {ghost !== null && (
        <div
          aria-hidden
          style={spanStyle(scale, ghost.startsAt, ghost.endsAt)}
          className={cx(
            "pointer-events-none absolute inset-y-0.5 z-10 flex min-w-24 items-center gap-1 rounded-sm border-2 px-1.5 text-xs font-medium",
            fits
              ? "border-accent bg-accent-soft text-ink"
              : "border-dashed border-urgent bg-urgent-soft text-urgent-ink",
          )}
        >
          <span aria-hidden>{fits ? "✓" : "✕"}</span>
          <bdi className="truncate">{format.span(ghost.startsAt, ghost.endsAt, scale.zone)}</bdi>
          {reasons.length > 0 && (
            <span
              data-reasons
              className={cx(
                "absolute top-0 z-20 rounded-sm border bg-raised px-1.5 py-0.5 text-2xs font-normal whitespace-nowrap shadow-rest",
                fits ? "border-accent" : "border-urgent",
                fractionAt(scale, ghost.startsAt) > 0.6 ? "end-full me-1" : "start-full ms-1",
              )}
            >
              {reasons.map((reason) => (
                <bdi key={reason} className="block">
                  {reason}
                </bdi>
              ))}
            </span>
          )}
          <span className="sr-only">{fits ? t("board.carry.fits") : t("board.carry.blocked")}</span>
        </div>
      )}
    </div>
  );
}
