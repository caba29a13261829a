/*
 * Groups the day's visits by technician and says what each technician is doing, for lanes and map alike.
 * Pure; takes the rows and the instant.
 */
import { shiftSpan } from "../../../shared/technicians/shift";
import { type ServiceDay, weekdayOf } from "../../../shared/time/zones";
import type { TechnicianRow, VisitRow } from "./boardData";

export type TimedVisit = VisitRow & { readonly startsAt: number; readonly endsAt: number };

export interface LaneRow {
  readonly technician: TechnicianRow;
  readonly timed: readonly TimedVisit[];
  readonly untimed: readonly VisitRow[];
  /** Hours of work on this day; null on a day off. */
  readonly shift: { readonly startsAt: number; readonly endsAt: number } | null;
  readonly state: TechnicianState;
}

/** One word for what a technician does now. */
export type TechnicianState = "available" | "busy" | "on_route" | "off_duty";

export function technicianState(technician: TechnicianRow): TechnicianState {
  if (technician.current?.travel === "en_route") return "on_route";
  if (technician.current?.travel === "arrived") return "busy";
  return technician.onDuty ? "available" : "off_duty";
}

function isTimed(visit: VisitRow): visit is TimedVisit {
  return visit.startsAt !== null && visit.endsAt !== null;
}

/** Rows in the order of the technicians: on duty first, then by employee number. */
export function laneRows(
  technicians: readonly TechnicianRow[],
  visits: readonly VisitRow[],
  day: ServiceDay,
  zone: string,
): LaneRow[] {
  const shown = new Map<string, VisitRow[]>();
  for (const visit of visits) {
    if (visit.travel === "called_off") continue;
    const own = shown.get(visit.technicianId);
    if (own) own.push(visit);
    else shown.set(visit.technicianId, [visit]);
  }
  const works = (technician: TechnicianRow) =>
    technician.active && technician.onDuty && technician.shift.weekdays.includes(weekdayOf(day));
  return technicians
    .filter((technician) => technician.active || shown.has(technician.technicianId))
    .map((technician) => {
      const own = shown.get(technician.technicianId) ?? [];
      return {
        technician,
        timed: own.filter(isTimed).sort((a, b) => a.startsAt - b.startsAt),
        untimed: own.filter((visit) => !isTimed(visit)),
        shift: shiftSpan(technician.shift, day, zone),
        state: technicianState(technician),
      };
    })
    .sort(
      (a, b) =>
        Number(works(b.technician)) - Number(works(a.technician)) ||
        a.technician.employeeId.localeCompare(b.technician.employeeId),
    );
}
