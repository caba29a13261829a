/**
 * Whether a technician can take a visit: works here, belongs to the branch and area, holds the skills, is on duty,
 * present, inside his shift and free at that time. Every reason comes with the facts its sentence needs.
 */
import { isOneOf, type Role } from "../access/roles";
import { shiftSpan } from "../technicians/shift";
import { addDays, clockText, instantAt, MINUTE_MS, serviceDayOf, weekdayOf } from "../time/zones";
import type { Blocker, BlockerCode } from "./blockers";
import type { ActorRole, BranchFacts, PlacementTicketFacts, TechnicianFacts, VisitFacts } from "./facts";

/** A visit may be put this far into the past, so that one that just began can still be written down. */
export const PAST_TOLERANCE_MS = 30 * MINUTE_MS;

/** Who may send somebody who does not fit [D-12]. */
export const OVERRIDE_ROLES = ["supervisor", "admin", "owner"] as const satisfies readonly Role[];

/** What a supervisor may decide against. Somebody who has left or of another branch cannot be sent by deciding so. */
export const OVERRIDABLE: readonly BlockerCode[] = [
  "technicianOffDuty",
  "unwantedByCustomer",
  "technicianAbsent",
  "otherArea",
  "skillMissing",
  "overlap",
  "outsideShift",
  "dayOff",
];

/** Whether all that is in the way can be decided against by this role, with a note. */
export function canOverride(role: ActorRole, blockers: readonly Blocker[]): boolean {
  return (
    blockers.length > 0 &&
    isOneOf(OVERRIDE_ROLES, role) &&
    blockers.every(({ code }) => OVERRIDABLE.includes(code))
  );
}

export interface FitRequest {
  readonly ticket: PlacementTicketFacts;
  readonly technician: TechnicianFacts;
  readonly visits: readonly VisitFacts[];
  /** The customer does not want this technician; only the server knows. */
  readonly unwanted?: boolean;
  readonly branch: BranchFacts;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  /** The time is the one the visit already has: that it has begun is no fault of this drop. */
  readonly keepsTime: boolean;
  readonly now: number;
}

/** Everything that speaks against this technician for this visit, the person first and then the time. */
export function fitBlockers(request: FitRequest): Blocker[] {
  const { startsAt, endsAt } = request;
  const found = personBlockers(request);
  return startsAt === null || endsAt === null
    ? found
    : [...found, ...timeBlockers(request, startsAt, endsAt)];
}

function personBlockers({ ticket, technician, branch, startsAt, now, unwanted }: FitRequest): Blocker[] {
  const { name } = technician;
  const found: Blocker[] = [];
  if (!technician.active) found.push({ code: "technicianInactive", technician: name });
  if (technician.branchId !== ticket.branchId)
    found.push({ code: "otherBranch", technician: name, branch: branch.name });
  if (technician.areas.length > 0 && !technician.areas.includes(ticket.city))
    found.push({ code: "otherArea", technician: name, city: ticket.city });
  // Off duty speaks of now: it blocks work for today, not a visit planned for another day.
  const forToday =
    startsAt === null || serviceDayOf(startsAt, branch.zone) === serviceDayOf(now, branch.zone);
  if (technician.active && !technician.onDuty && forToday)
    found.push({ code: "technicianOffDuty", technician: name });
  if (unwanted === true) found.push({ code: "unwantedByCustomer", technician: name });
  const missing = ticket.policy.skills.filter((skill) => !technician.skills.includes(skill));
  if (missing.length > 0) found.push({ code: "skillMissing", technician: name, skills: missing });
  return found;
}

function timeBlockers(request: FitRequest, startsAt: number, endsAt: number): Blocker[] {
  const { ticket, technician, visits, now } = request;
  const { name } = technician;
  const found: Blocker[] = [];
  if (!request.keepsTime && startsAt < now - PAST_TOLERANCE_MS)
    found.push({ code: "startsInPast", startsAt });
  found.push(...shiftBlockers(request, startsAt, endsAt));
  for (const { from, until } of technician.absences)
    if (from < endsAt && startsAt < until)
      found.push({ code: "technicianAbsent", technician: name, startsAt: from, endsAt: until });
  for (const visit of visits) {
    if (visit.number === ticket.number) continue;
    if (visit.startsAt < endsAt && startsAt < visit.endsAt)
      found.push({
        code: "overlap",
        technician: name,
        number: visit.number,
        startsAt: visit.startsAt,
        endsAt: visit.endsAt,
      });
  }
  return found;
}

/** Every local day the visit touches must lie in a shift: one that goes over midnight needs both days. */
function shiftBlockers({ technician, branch }: FitRequest, startsAt: number, endsAt: number): Blocker[] {
  const { shift, name } = technician;
  const { zone } = branch;
  const first = serviceDayOf(startsAt, zone);
  const last = serviceDayOf(endsAt - 1, zone);
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const span = shiftSpan(shift, day, zone);
    if (span === null) return [{ code: "dayOff", technician: name, weekday: weekdayOf(day) }];
    // What lies on other days is judged there.
    const from = day === first ? startsAt : instantAt(day, 0, zone);
    const until = day === last ? endsAt : instantAt(addDays(day, 1), 0, zone);
    if (from < span.startsAt || until > span.endsAt) {
      const [shiftStart, shiftEnd] = [clockText(shift.startMinute), clockText(shift.endMinute)];
      return [{ code: "outsideShift", technician: name, shiftStart, shiftEnd }];
    }
  }
  return [];
}
