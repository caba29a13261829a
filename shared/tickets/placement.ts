/**
 * planPlacement(): may this ticket be dropped on this technician, at this time or untimed, and which lifecycle actions
 * that drop means. The same function forecasts the drop on the board and decides it on the server.
 * Does not choose a technician and does not estimate travel.
 */
import { builtInPolicy } from "../catalogue/defaults";
import { visitMs } from "../catalogue/workTypePolicy";
import { edgeFrom } from "../core/lifecycle";
import { clockText, minuteOfDay, MINUTE_MS, serviceDayOf, weekdayOf } from "../time/zones";
import type { Blocker } from "./blockers";
import type { Actor, BranchFacts, TechnicianFacts, TicketFacts, VisitFacts } from "./facts";
import { commonBlockers } from "./plan";
import type { TicketStatus } from "./statuses";
import { type PlacementAction, TRANSITIONS } from "./transitions";

/** A visit may be put this far into the past, so that one that just began can still be written down. */
export const PAST_TOLERANCE_MS = 30 * MINUTE_MS;

export interface PlacementRequest {
  readonly ticket: TicketFacts;
  readonly technician: TechnicianFacts;
  /** Timed live visits of that technician around the wanted time; this ticket's own visit may be among them. */
  readonly visits: readonly VisitFacts[];
  readonly branch: BranchFacts;
  readonly actor: Actor;
  /** Wanted start, epoch ms; null means "this technician, time stays as it is". */
  readonly startsAt: number | null;
  readonly expectedVersion: number;
  readonly now: number;
}

export type PlacementPlan =
  | {
      readonly ok: true;
      /** One or two actions, taken in this order in one transaction. */
      readonly actions: readonly PlacementAction[];
      readonly technicianId: string;
      readonly startsAt: number | null;
      readonly endsAt: number | null;
    }
  | { readonly ok: false; readonly blockers: readonly Blocker[] };

/**
 * The actions a drop stands for.
 * Untimed on somebody else keeps a time that exists: handing a visit over is not moving it.
 */
export function placementActions(
  ticket: Pick<TicketFacts, "status" | "technicianId" | "startsAt">,
  technicianId: string,
  startsAt: number | null,
): PlacementAction[] {
  const sameTechnician = ticket.technicianId === technicianId;
  const moves = startsAt !== null && startsAt !== ticket.startsAt;
  if (ticket.technicianId === null) return moves ? ["assign", "schedule"] : ["assign"];
  const timing: PlacementAction[] = moves ? [ticket.startsAt === null ? "schedule" : "reschedule"] : [];
  return sameTechnician ? timing : ["reassign", ...timing];
}

function technicianBlockers(request: PlacementRequest, startsAt: number | null): Blocker[] {
  const { ticket, technician, branch, now } = request;
  const name = technician.name;
  const found: Blocker[] = [];
  if (!technician.active) found.push({ code: "technicianInactive", technician: name });
  if (technician.branchId !== ticket.branchId)
    found.push({ code: "otherBranch", technician: name, branch: branch.name });
  // Off duty speaks of now: it blocks work for today, not a visit planned for another day.
  const forToday =
    startsAt === null || serviceDayOf(startsAt, branch.zone) === serviceDayOf(now, branch.zone);
  if (technician.active && !technician.onDuty && forToday)
    found.push({ code: "technicianOffDuty", technician: name });
  const missing = builtInPolicy(ticket.workType).skills.filter((s) => !technician.skills.includes(s));
  if (missing.length > 0) found.push({ code: "skillMissing", technician: name, skills: missing });
  return found;
}

function timeBlockers(request: PlacementRequest, startsAt: number, endsAt: number): Blocker[] {
  const { ticket, technician, branch, visits, now } = request;
  const name = technician.name;
  const found: Blocker[] = [];
  if (startsAt !== ticket.startsAt && startsAt < now - PAST_TOLERANCE_MS)
    found.push({ code: "startsInPast", startsAt });
  const { shift } = technician;
  const day = serviceDayOf(startsAt, branch.zone);
  const startMinute = minuteOfDay(startsAt, branch.zone);
  const lastMinute = minuteOfDay(endsAt - 1, branch.zone);
  const weekday = weekdayOf(day);
  if (!shift.weekdays.includes(weekday)) found.push({ code: "dayOff", technician: name, weekday });
  else if (
    startMinute < shift.startMinute ||
    serviceDayOf(endsAt - 1, branch.zone) !== day ||
    lastMinute >= shift.endMinute
  )
    found.push({
      code: "outsideShift",
      technician: name,
      shiftStart: clockText(shift.startMinute),
      shiftEnd: clockText(shift.endMinute),
    });
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

/** Judges one drop. All blockers are reported, not the first. */
export function planPlacement(request: PlacementRequest): PlacementPlan {
  const { ticket, technician, actor, expectedVersion } = request;
  const actions = placementActions(ticket, technician.technicianId, request.startsAt);
  const startsAt = request.startsAt ?? ticket.startsAt;
  const endsAt = startsAt === null ? null : startsAt + visitMs(builtInPolicy(ticket.workType));
  const blockers: Blocker[] = [];
  const first = actions[0];
  if (first === undefined) {
    blockers.push(...commonBlockers(ticket, actor, "reassign", expectedVersion).filter(isStale));
    blockers.push({ code: "alreadyPlaced", technician: technician.name });
    return { ok: false, blockers };
  }
  blockers.push(...commonBlockers(ticket, actor, first, expectedVersion));
  blockers.push(...secondBlockers(ticket.status, actions, actor));
  blockers.push(...technicianBlockers(request, startsAt));
  if (startsAt !== null && endsAt !== null) blockers.push(...timeBlockers(request, startsAt, endsAt));
  if (blockers.length > 0) return { ok: false, blockers };
  return { ok: true, actions, technicianId: technician.technicianId, startsAt, endsAt };
}

/** The second action starts where the first one ends; its own edge and role count, once the first is open at all. */
function secondBlockers(
  status: TicketStatus,
  [first, second]: readonly PlacementAction[],
  actor: Actor,
): Blocker[] {
  const opening = first && edgeFrom(TRANSITIONS, first, status);
  if (second === undefined || !opening?.by.includes(actor.role)) return [];
  const edge = edgeFrom(TRANSITIONS, second, opening.to);
  if (!edge) return [{ code: "statusForbids", action: second, status: opening.to }];
  return edge.by.includes(actor.role) ? [] : [{ code: "roleForbids", action: second, role: actor.role }];
}

function isStale(blocker: Blocker): boolean {
  return blocker.code === "changedMeanwhile";
}
