/*
 * The board's rows as the forecast wants them: one day per technician. Pure; gathers facts, judges nothing.
 */
import type { VisitPromises } from "../../../../shared/forecast/atRisk";
import { forecastVisit } from "../../../../shared/forecast/dayForecast";
import type { TechnicianDay } from "../../../../shared/forecast/remedies";
import type { LaneRow } from "../laneRows";
import type { Positions } from "../usePositions";

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
