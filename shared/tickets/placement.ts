/**
 * planPlacement(): may this ticket be dropped on this technician, at this time or untimed, and which lifecycle actions
 * that drop means. The same function forecasts the drop on the board and decides it on the server.
 * Does not choose a technician and does not estimate travel; whether he fits is technicianFit.ts.
 */
import type { FlowProfile } from "../catalogue/workTypePolicy";
import { isOneOf } from "../access/roles";
import { edgeFrom } from "../core/lifecycle";
import { MINUTE_MS } from "../time/zones";
import type { Blocker } from "./blockers";
import { visitEffect } from "./effects";
import type { Actor, BranchFacts, PlacementTicketFacts, TechnicianFacts, VisitFacts } from "./facts";
import type { Reason } from "./inputs";
import { judgePlacementNeed } from "./needs";
import { commonBlockers } from "./plan";
import type { TicketStatus } from "./statuses";
import { fitBlockers, OVERRIDABLE, OVERRIDE_ROLES } from "./technicianFit";
import { type PlacementAction, TRANSITIONS } from "./transitions";
import { isLiveTravel, type VisitKind } from "./visits";

export interface PlacementRequest {
  readonly ticket: PlacementTicketFacts;
  readonly technician: TechnicianFacts;
  /** Timed live visits of that technician around the wanted time; this ticket's own visit may be among them. */
  readonly visits: readonly VisitFacts[];
  /** The customer does not want this technician [C-14]; boards do not know and let the server say so. */
  readonly unwanted?: boolean;
  readonly branch: BranchFacts;
  readonly actor: Actor;
  /** Wanted start, epoch ms; null means "this technician, time stays as it is". */
  readonly startsAt: number | null;
  /** Wanted length of the visit; absent means that it stays as it is. */
  readonly minutes?: number;
  readonly expectedVersion: number;
  readonly now: number;
  /** Why a time moves; people who are no planners must say so [C-10]. */
  readonly reason?: Reason;
  readonly note?: string;
  /** Why it is done although the technician does not fit; supervisors and above only [D-12]. */
  readonly override?: string;
}

export type PlacementPlan =
  | {
      readonly ok: true;
      /** One or two actions, taken in this order in one transaction. */
      readonly actions: readonly PlacementAction[];
      readonly technicianId: string;
      readonly startsAt: number | null;
      readonly endsAt: number | null;
      /** What was in the way and is done nevertheless; empty without an override. */
      readonly overridden: readonly Blocker[];
    }
  | { readonly ok: false; readonly blockers: readonly Blocker[] };

type Placed = Pick<PlacementTicketFacts, "status" | "technicianId" | "startsAt"> &
  Partial<Pick<PlacementTicketFacts, "travel" | "endsAt">>;

/** What a visit can be stretched or cut to, in steps of five minutes. */
export const SHORTEST_VISIT_MINUTES = 10;
export const LONGEST_VISIT_MINUTES = 720;

/** Whether a length may be asked for. */
export function isVisitLength(minutes: number): boolean {
  return Number.isInteger(minutes) && minutes >= SHORTEST_VISIT_MINUTES && minutes <= LONGEST_VISIT_MINUTES;
}

/** Whether a drop starts another visit instead of moving the present one. */
function startsAnother({ status, travel }: Placed): boolean {
  if (status === "waiting_parts" || status === "no_show") return true;
  return status === "ready_delivery" && !(travel !== undefined && travel !== null && isLiveTravel(travel));
}

/** The action by which a drop makes a visit; null where it changes the present one. */
function openingAction(ticket: Placed): PlacementAction | null {
  if (startsAnother(ticket)) return ticket.status === "ready_delivery" ? "plan_delivery" : "plan_return";
  return ticket.technicianId === null ? "assign" : null;
}

/**
 * The actions a drop stands for.
 * Untimed on somebody else keeps a time that exists: handing a visit over is not moving it.
 */
export function placementActions(
  ticket: Placed,
  technicianId: string,
  startsAt: number | null,
  minutes?: number,
): PlacementAction[] {
  const opening = openingAction(ticket);
  const moves = startsAt !== null && startsAt !== ticket.startsAt;
  if (opening !== null) return opening === "assign" && moves ? ["assign", "schedule"] : [opening];
  const sameTechnician = ticket.technicianId === technicianId;
  const timing: PlacementAction[] = moves
    ? [ticket.startsAt === null ? "schedule" : "reschedule"]
    : changesLength(ticket, minutes)
      ? ["change_duration"]
      : [];
  return sameTechnician ? timing : ["reassign", ...timing];
}

/** The start a drop leads to: another visit needs a time of its own, the present one may keep its. */
export function placedStart(ticket: Placed, startsAt: number | null): number | null {
  return startsAnother(ticket) ? startsAt : (startsAt ?? ticket.startsAt);
}

/** Length of the present visit where it has a time. */
function presentMinutes({ startsAt, endsAt }: Pick<Placed, "startsAt" | "endsAt">): number | null {
  return startsAt === null || endsAt === null || endsAt === undefined
    ? null
    : (endsAt - startsAt) / MINUTE_MS;
}

function changesLength(ticket: Placed, minutes: number | undefined): boolean {
  return minutes !== undefined && ticket.startsAt !== null && minutes !== presentMinutes(ticket);
}

/** How long the visit a drop leads to takes: as asked, else as it is, and as its work type says where it is a new one. */
export function placedMinutes(
  ticket: Placed & { readonly policy: { readonly visitMinutes: number } },
  minutes?: number,
): number {
  const kept = startsAnother(ticket) ? null : presentMinutes(ticket);
  return minutes ?? kept ?? ticket.policy.visitMinutes;
}

/** What the visit a drop leads to is for; the same for whoever gets it. */
export function placedKind(
  ticket: Placed & { readonly profile: FlowProfile; readonly visitKind: VisitKind | null },
): VisitKind {
  const opening = openingAction(ticket);
  const effect = opening && visitEffect(opening, { profile: ticket.profile, travel: ticket.travel ?? null });
  return effect?.kind === "open" ? effect.visitKind : (ticket.visitKind ?? "visit");
}

/** Judges one drop. All blockers are reported, not the first. */
export function planPlacement(request: PlacementRequest): PlacementPlan {
  const { ticket, technician, actor, expectedVersion, now, override } = request;
  const actions = placementActions(ticket, technician.technicianId, request.startsAt, request.minutes);
  const startsAt = placedStart(ticket, request.startsAt);
  const endsAt = startsAt === null ? null : startsAt + placedMinutes(ticket, request.minutes) * MINUTE_MS;
  const first = actions[0];
  if (first === undefined) {
    const stale = commonBlockers(ticket, actor, "reassign", expectedVersion).filter(isStale);
    return { ok: false, blockers: [...stale, { code: "alreadyPlaced", technician: technician.name }] };
  }
  const blockers = [
    ...commonBlockers(ticket, actor, first, expectedVersion),
    ...secondBlockers(ticket, actions, actor),
    ...needBlockers(request, actions, now),
  ];
  if (startsAt === null && first !== "assign" && first !== "reassign") blockers.push({ code: "timeMissing" });
  const unfit =
    first === "change_duration"
      ? lengthBlockers(request, endsAt)
      : fitBlockers({ ...request, startsAt, endsAt, keepsTime: startsAt === ticket.startsAt });
  if (override === undefined) blockers.push(...unfit);
  else {
    if (!isOneOf(OVERRIDE_ROLES, actor.role)) blockers.push({ code: "overrideForbidden" });
    if (override.trim() === "") blockers.push({ code: "noteMissing" });
    blockers.push(...unfit.filter((blocker) => !OVERRIDABLE.includes(blocker.code)));
  }
  if (blockers.length > 0) return { ok: false, blockers };
  const overridden = override === undefined ? [] : unfit;
  return { ok: true, actions, technicianId: technician.technicianId, startsAt, endsAt, overridden };
}

/**
 * What is in the way of the part that is added. That the visit stands where it stands was decided before, and a shorter
 * one is in nobody's way.
 */
function lengthBlockers(request: PlacementRequest, endsAt: number | null): Blocker[] {
  const before = request.ticket.endsAt;
  if (before === null || endsAt === null || endsAt <= before) return [];
  return fitBlockers({ ...request, startsAt: before, endsAt, keepsTime: true }).filter(
    ({ code }) => code === "overlap" || code === "technicianAbsent" || code === "outsideShift",
  );
}

/** What stands in the way of taking a ticket back from whoever holds it, judged from its card. */
export function unassignBlockers(
  ticket: PlacementTicketFacts,
  actor: Actor,
  expectedVersion: number,
  now: number,
): Blocker[] {
  const edge = edgeFrom(TRANSITIONS, "unassign", ticket.status, ticket.profile);
  const judgement = { actor, action: "unassign", input: {}, now } as const;
  return [
    ...commonBlockers(ticket, actor, "unassign", expectedVersion),
    ...(edge?.needs ?? []).flatMap((need) => judgePlacementNeed(need, ticket, judgement)),
  ];
}

/** The second action starts where the first one ends; its own edge and role count, once the first is open at all. */
function secondBlockers(
  { status, profile }: { status: TicketStatus; profile: string },
  [first, second]: readonly PlacementAction[],
  actor: Actor,
): Blocker[] {
  const opening = first && edgeFrom(TRANSITIONS, first, status, profile);
  if (second === undefined || !opening?.by.includes(actor.role)) return [];
  const edge = edgeFrom(TRANSITIONS, second, opening.to, profile);
  if (!edge) return [{ code: "statusForbids", action: second, status: opening.to }];
  return edge.by.includes(actor.role) ? [] : [{ code: "roleForbids", action: second, role: actor.role }];
}

/** Needs of the edges themselves, each judged once. */
function needBlockers(
  request: PlacementRequest,
  actions: readonly PlacementAction[],
  now: number,
): Blocker[] {
  const { ticket, actor, reason, note } = request;
  let status = ticket.status;
  const found: Blocker[] = [];
  for (const action of actions) {
    const edge = edgeFrom(TRANSITIONS, action, status, ticket.profile);
    if (!edge) return found;
    const input = { ...(reason ? { reason } : {}), ...(note ? { note } : {}) };
    for (const need of edge.needs)
      found.push(...judgePlacementNeed(need, ticket, { actor, action, input, now }));
    status = edge.to;
  }
  return found;
}

function isStale(blocker: Blocker): boolean {
  return blocker.code === "changedMeanwhile";
}
