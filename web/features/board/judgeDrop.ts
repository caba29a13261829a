/*
 * What a drop would mean and whether it would hold, judged with the same shared functions as the server and over
 * the rows on screen. Gathers facts only; every rule is in shared/tickets.
 */
import { edgeFrom } from "../../../shared/core/lifecycle";
import type { Blocker } from "../../../shared/tickets/blockers";
import type { Actor, PlacementTicketFacts, VisitFacts } from "../../../shared/tickets/facts";
import {
  placedMinutes,
  placedStart,
  placementActions,
  type PlacementRequest,
  planPlacement,
  unassignBlockers,
} from "../../../shared/tickets/placement";
import { OVERRIDABLE } from "../../../shared/tickets/technicianFit";
import { MOVING_ACTIONS, TRANSITIONS, type TicketAction } from "../../../shared/tickets/transitions";
import { MINUTE_MS } from "../../../shared/time/zones";
import { isLiveTravel } from "../../../shared/tickets/visits";
import type { Branch, TechnicianRow, TicketRow, VisitRow } from "./boardData";
import type { DropTarget } from "./dropTarget";

/** The rows a judgement rests on. */
export interface BoardWorld {
  readonly branch: Branch;
  readonly technicians: readonly TechnicianRow[];
  readonly visits: readonly VisitRow[];
  readonly actor: Actor;
  /** A draft: what a supervisor could decide against is drawn and named there, not refused. */
  readonly planning?: boolean;
}

export type Verdict =
  | {
      readonly ok: true;
      readonly actions: readonly TicketAction[];
      readonly startsAt: number | null;
      readonly endsAt: number | null;
      /** In a draft: what would be in the way of applying it. */
      readonly against?: readonly Blocker[];
    }
  | { readonly ok: false; readonly blockers: readonly Blocker[] };

/** The ticket as the rules see it. Another trip of the technician matters to the phone only, not to a drop. */
export function factsOf(ticket: TicketRow): PlacementTicketFacts {
  const { visit } = ticket;
  return {
    number: ticket.number,
    status: ticket.status,
    version: ticket.version,
    branchId: ticket.branchId,
    profile: ticket.profile,
    city: ticket.city,
    technicianId: visit?.technicianId ?? null,
    startsAt: visit?.startsAt ?? null,
    endsAt: visit?.endsAt ?? null,
    travel: visit?.travel ?? null,
    custody: ticket.custody,
    reviewed: ticket.reviewed,
    lastChange: ticket.lastChange,
    policy: ticket.policy,
  };
}

/** Timed visits that still claim a technician's time. */
export function busyTimes(visits: readonly VisitRow[], technicianId: string, without?: string): VisitFacts[] {
  return visits.flatMap((visit) =>
    visit.technicianId === technicianId &&
    visit.ticket.ticketId !== without &&
    visit.startsAt !== null &&
    visit.endsAt !== null &&
    isLiveTravel(visit.travel)
      ? [{ number: visit.ticket.number, startsAt: visit.startsAt, endsAt: visit.endsAt }]
      : [],
  );
}

/** What a drop may bring beside its target. */
export interface DropDetails {
  /** Another length of the visit. */
  readonly minutes?: number;
  /** Why it is done although he does not fit. */
  readonly override?: string;
  /** Ticket whose visit leaves the technician in the same moment. */
  readonly without?: string;
}

/** Judges putting a ticket onto a target at an instant. A drop that changes nothing is refused as such. */
export function judgeDrop(
  world: BoardWorld,
  ticket: TicketRow,
  target: DropTarget,
  now: number,
  details: DropDetails = {},
): Verdict {
  const facts = factsOf(ticket);
  if (target.kind === "queue") {
    const blockers = unassignBlockers(facts, world.actor, ticket.version, now);
    return blockers.length > 0
      ? { ok: false, blockers }
      : { ok: true, actions: ["unassign"], startsAt: null, endsAt: null };
  }
  const technician = world.technicians.find((row) => row.technicianId === target.technicianId);
  if (!technician) return { ok: false, blockers: [] };
  const request: PlacementRequest = {
    ticket: facts,
    technician,
    visits: busyTimes(world.visits, technician.technicianId, details.without),
    branch: world.branch,
    actor: world.actor,
    startsAt: target.kind === "lane" ? target.startsAt : null,
    expectedVersion: ticket.version,
    now,
    ...(details.minutes === undefined ? {} : { minutes: details.minutes }),
    ...(details.override === undefined ? {} : { override: details.override }),
  };
  const plan = planPlacement(request);
  return world.planning === true && !plan.ok ? leniently(request, plan.blockers) : plan;
}

/** A draft takes what could be decided against, so that two visits can change places one after the other. */
function leniently(request: PlacementRequest, blockers: readonly Blocker[]): Verdict {
  if (!blockers.every(({ code }) => OVERRIDABLE.includes(code))) return { ok: false, blockers };
  const { ticket, technician, minutes } = request;
  const startsAt = placedStart(ticket, request.startsAt);
  const endsAt = startsAt === null ? null : startsAt + placedMinutes(ticket, minutes) * MINUTE_MS;
  const actions = placementActions(ticket, technician.technicianId, request.startsAt, minutes);
  return { ok: true, actions, startsAt, endsAt, against: blockers };
}

/** Blockers that another time on the same lane could cure. */
const TIME_BLOCKERS: readonly Blocker["code"][] = [
  "alreadyPlaced",
  "overlap",
  "outsideShift",
  "dayOff",
  "startsInPast",
];

/** Whether a verdict rules the technician out whatever the time. */
export function rulesOutTechnician(verdict: Verdict | undefined): boolean {
  return verdict?.ok === false && verdict.blockers.some(({ code }) => !TIME_BLOCKERS.includes(code));
}

/** Whether the role and the status let this ticket be carried anywhere at all. */
export function canCarry(ticket: TicketRow, actor: Actor): boolean {
  const moves: readonly TicketAction[] = [...MOVING_ACTIONS, "unassign"];
  return moves.some(
    (action) =>
      edgeFrom(TRANSITIONS, action, ticket.status, ticket.profile)?.by.includes(actor.role) ?? false,
  );
}

/** How long the ticket's visit is drawn while it is carried: as long as it would be where it is dropped. */
export function carriedLengthMs(ticket: TicketRow): number {
  return placedMinutes(factsOf(ticket)) * MINUTE_MS;
}
