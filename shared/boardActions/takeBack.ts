/**
 * planTakeBack(): may a gesture on the board be undone, or done again, and by which lifecycle steps; if not, everything
 * that is in the way, ticket by ticket. The board asks it to word its buttons, the server to decide.
 *
 * An undo gives back what was, so it is judged by what has changed since and by nothing else: that a technician's skills
 * did not fit was accepted then. All tickets of a gesture go back together or none does.
 */
import { isOneOf, type Role } from "../access/roles";
import { edgeFrom } from "../core/lifecycle";
import type { Blocker } from "../tickets/blockers";
import type {
  AbsenceFacts,
  Actor,
  BranchFacts,
  PlacementTicketFacts,
  TechnicianFacts,
  VisitFacts,
} from "../tickets/facts";
import { PAST_TOLERANCE_MS } from "../tickets/technicianFit";
import { type TicketAction, TRANSITIONS } from "../tickets/transitions";
import { isLiveTravel } from "../tickets/visits";
import { type ActionTicket, type Held, stepsBetween } from "./held";

export const DIRECTIONS = ["undo", "redo"] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const ACTION_STATES = ["done", "undone"] as const;
export type ActionState = (typeof ACTION_STATES)[number];

/** The state a gesture must be in to go this way. */
export function startsFrom(direction: Direction): ActionState {
  return direction === "undo" ? "done" : "undone";
}

/** Roles that may undo what somebody else did. */
export const UNDO_OTHERS = ["supervisor", "admin", "owner"] as const satisfies readonly Role[];

/** Whether this person may undo that person's gesture; what each ticket needs of his role is judged beside it. */
export function mayTakeBack(actor: { userId: string; role: Role }, authorId: string): boolean {
  return actor.userId === authorId || isOneOf(UNDO_OTHERS, actor.role);
}

/** A ticket as it is now. */
export interface TicketNow
  extends Pick<PlacementTicketFacts, "number" | "profile" | "branchId" | "lastChange"> {
  readonly contentVersion: number;
}

/** The technician who gets the visit back, with what came into his day since. */
export interface HolderNow {
  readonly technician: Pick<TechnicianFacts, "technicianId" | "name" | "active" | "branchId">;
  readonly visits: readonly VisitFacts[];
  readonly absences: readonly AbsenceFacts[];
}

export interface TakeBackTicket {
  readonly ticket: Pick<ActionTicket, "number" | "before" | "after" | "versionBefore" | "versionAfter">;
  /** Null when it is not in sight; then only the server can say. */
  readonly now: TicketNow | null;
  /** Null where nobody gets it back, or he is not in sight. */
  readonly holder: HolderNow | null;
}

export interface TakeBackRequest {
  readonly direction: Direction;
  readonly tickets: readonly TakeBackTicket[];
  readonly actor: Actor;
  readonly branch: BranchFacts;
  /** When the gesture was made, undone or done again, whichever came last; epoch ms. */
  readonly changedAt: number;
  readonly now: number;
}

export interface TicketRefusal {
  readonly number: string;
  readonly blockers: readonly Blocker[];
}

export type TakeBackPlan =
  | { readonly ok: true; readonly steps: readonly (readonly TicketAction[])[] }
  | { readonly ok: false; readonly refused: readonly TicketRefusal[] };

/** Where a ticket of a gesture goes, and from where. */
export function wayOf(
  { before, after, versionBefore, versionAfter }: TakeBackTicket["ticket"],
  direction: Direction,
): { from: Held; to: Held; fromVersion: number; toVersion: number } {
  return direction === "undo"
    ? { from: after, to: before, fromVersion: versionAfter, toVersion: versionBefore }
    : { from: before, to: after, fromVersion: versionBefore, toVersion: versionAfter };
}

/** Judges a whole gesture; `steps` has one list per ticket, in their order. */
export function planTakeBack(request: TakeBackRequest): TakeBackPlan {
  const judged = request.tickets.map((ticket) => judge(ticket, request));
  const refused = judged.flatMap(({ number, blockers }) =>
    blockers.length > 0 ? [{ number, blockers }] : [],
  );
  return refused.length > 0 ? { ok: false, refused } : { ok: true, steps: judged.map(({ steps }) => steps) };
}

interface Judged extends TicketRefusal {
  readonly steps: readonly TicketAction[];
}

function judge(one: TakeBackTicket, request: TakeBackRequest): Judged {
  const { number } = one.ticket;
  const { from, to, fromVersion } = wayOf(one.ticket, request.direction);
  const steps = stepsBetween(from, to);
  if (one.now === null) return { number, steps, blockers: [] };
  if (one.now.contentVersion !== fromVersion) {
    // Everything else would be a guess about a world that is gone.
    const { by, at, action } = one.now.lastChange;
    return { number, steps, blockers: [{ code: "changedMeanwhile", number, by, changedAt: at, action }] };
  }
  const edges = edgeBlockers(steps, from, one.now, request.actor);
  return { number, steps, blockers: [...edges, ...holderBlockers(one, from, to, request)] };
}

/** Whether the table has the way, for this role. */
function edgeBlockers(steps: readonly TicketAction[], from: Held, now: TicketNow, actor: Actor): Blocker[] {
  let { status } = from;
  const found: Blocker[] = [];
  for (const action of steps) {
    const edge = edgeFrom(TRANSITIONS, action, status, now.profile);
    if (!edge) return [...found, { code: "statusForbids", action, status }];
    if (!edge.by.includes(actor.role)) found.push({ code: "roleForbids", action, role: actor.role });
    status = edge.to;
  }
  return found;
}

/** What has come since and would be in the way of the visit that comes back. */
function holderBlockers(
  { holder, ticket }: TakeBackTicket,
  from: Held,
  to: Held,
  { branch, changedAt, now }: TakeBackRequest,
): Blocker[] {
  const { visit } = to;
  if (visit === null || !isLiveTravel(visit.travel)) return [];
  const sameHolder = from.visit?.technicianId === visit.technicianId;
  const sameTime = from.visit?.startsAt === visit.startsAt && from.visit.endsAt === visit.endsAt;
  const heldAlready = sameHolder && from.visit !== null && isLiveTravel(from.visit.travel);
  if (heldAlready && sameTime) return [];
  const found: Blocker[] = [];
  const { startsAt, endsAt } = visit;
  if (startsAt !== null && from.visit?.startsAt !== startsAt) {
    const [wasPast, isPast] = [changedAt, now].map((at) => startsAt < at - PAST_TOLERANCE_MS);
    if (isPast && !wasPast) found.push({ code: "startsInPast", startsAt });
  }
  if (holder === null) return found;
  const { technician, absences, visits } = holder;
  const { name } = technician;
  if (!technician.active) found.push({ code: "technicianInactive", technician: name });
  if (technician.branchId !== branch.branchId)
    found.push({ code: "otherBranch", technician: name, branch: branch.name });
  if (startsAt === null || endsAt === null) return found;
  for (const absence of absences)
    if (absence.from < endsAt && startsAt < absence.until)
      found.push({
        code: "technicianAbsent",
        technician: name,
        startsAt: absence.from,
        endsAt: absence.until,
      });
  for (const other of visits)
    if (other.number !== ticket.number && other.startsAt < endsAt && startsAt < other.endsAt)
      found.push({
        code: "overlap",
        technician: name,
        number: other.number,
        startsAt: other.startsAt,
        endsAt: other.endsAt,
      });
  return found;
}
