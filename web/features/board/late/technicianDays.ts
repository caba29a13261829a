/*
 * The board's rows as the forecast wants them: one day per technician. Pure; gathers facts, judges nothing.
 */
import type { VisitPromises } from "../../../../shared/forecast/atRisk";
import type { ForecastVisit } from "../../../../shared/forecast/dayForecast";
import type { TechnicianDay } from "../../../../shared/forecast/remedies";
import { STATUS_META } from "../../../../shared/tickets/statuses";
import type { LaneRow, TimedVisit } from "../laneRows";
import type { Positions } from "../usePositions";

/** A visit on a lane as one link of the chain. */
function forecastVisit(visit: TimedVisit): ForecastVisit {
  const { ticket, kind, travel, startsAt, endsAt, departedAt, arrivedAt, finishedAt } = visit;
  return {
    key: ticket.ticketId,
    number: ticket.number,
    point: ticket.point,
    startsAt,
    endsAt,
    travel,
    withoutTrip: kind === "drop_off" || kind === "session",
    // A vehicle left at the workshop keeps nobody, and neither does a customer's answer.
    waits: kind === "drop_off" || STATUS_META[ticket.status].clock !== "running",
    departedAt,
    arrivedAt,
    finishedAt,
  };
}

/** One technician's day at an instant. */
export function technicianDay(row: LaneRow, positions: Positions, now: number): TechnicianDay {
  const { technicianId, onDuty, absences } = row.technician;
  const seen = positions.get(technicianId);
  return {
    technicianId,
    onDuty,
    position: seen ? { point: { lat: seen.lat, lng: seen.lng }, at: seen.recordedAt } : null,
    shift: row.shift,
    absences,
    visits: row.timed.map(forecastVisit),
    now,
  };
}

const NO_PROMISES: VisitPromises = { window: null, nextDue: null };

/** What was promised of each visit on the lanes, by ticket id. */
export function promisesOn(lanes: readonly LaneRow[]): (key: string) => VisitPromises {
  const found = new Map<string, VisitPromises>();
  for (const { timed } of lanes)
    for (const { ticket, window } of timed) found.set(ticket.ticketId, { window, nextDue: ticket.nextDue });
  return (key) => found.get(key) ?? NO_PROMISES;
}
