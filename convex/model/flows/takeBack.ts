/**
 * Undo and redo of a gesture: the steps that lead back go through the one applier, so that timelines show both ways and
 * clocks and messages follow. Decided by planTakeBack; all tickets or none.
 * Race: two people undo the same gesture. Both read its row, the second is run again and finds it turned over.
 */
import { invariant } from "../../../shared/core/invariant";
import {
  type Direction,
  type HolderNow,
  mayTakeBack,
  planTakeBack,
  startsFrom,
  type TakeBackTicket,
  wayOf,
} from "../../../shared/boardActions/takeBack";
import { isLiveTravel } from "../../../shared/tickets/visits";
import { MINUTE_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { type StoredTicket, turnOver } from "../boardActions/record";
import { requireBranch, type StaffActor } from "../organization/access";
import { readSetting } from "../settings/read";
import { listAbsences } from "../technicians/absences";
import { actorFacts, branchFacts, visitsAround } from "../tickets/facts";
import { requireTicket } from "../tickets/read";
import { contentVersionOf } from "../tickets/views";
import { armOffer } from "./applyPlacement";
import { type AllowedStep, applySteps } from "./applyTransition";
import { findReplay, requireManyOperationId } from "./operations";
import { staffStepActor } from "./stepActor";

export interface TakeBackArguments {
  readonly actionId: Id<"boardActions">;
  readonly operationId: string;
}

export interface TakenBack {
  actionId: Id<"boardActions">;
  tickets: { ticketId: Id<"tickets">; version: number }[];
  replayed: boolean;
}

interface Part {
  readonly stored: StoredTicket;
  readonly ticket: Doc<"tickets">;
  /** Who gets the visit back. */
  readonly technician: Doc<"technicians"> | null;
}

/**
 * Takes a gesture back, or does it again. Fails with `access.denied`, `board.alreadyUndone` or `board.alreadyDone` when somebody did so before,
 * or `board.refused` with everything that is in the way of each ticket.
 */
export async function takeBack(
  ctx: MutationCtx,
  actor: StaffActor,
  direction: Direction,
  { actionId, operationId }: TakeBackArguments,
): Promise<TakenBack> {
  requireManyOperationId(operationId);
  const action = await ctx.db.get("boardActions", actionId);
  if (!action) throw appError("access.denied");
  const branch = await requireBranch(ctx, actor, action.branchId);
  const { userId, membership } = actor;
  if (!mayTakeBack({ userId, role: membership.role }, action.by.userId)) throw appError("access.denied");
  const replay = await replayOf(ctx, actor, action, operationId);
  if (replay) return replay;
  if (action.state !== startsFrom(direction))
    throw appError(direction === "undo" ? "board.alreadyUndone" : "board.alreadyDone", {
      by: action.changedBy.name,
      changedAt: action.changedAt,
    });
  const now = Date.now();
  const parts: Part[] = [];
  const judged: TakeBackTicket[] = [];
  for (const stored of action.tickets) {
    const ticket = await requireTicket(ctx, actor, stored.ticketId);
    const { technician, holder } = await holderOf(ctx, action, stored, direction, now);
    parts.push({ stored, ticket, technician });
    const { number, profile, branchId, lastChange } = ticket;
    const contentVersion = contentVersionOf(ticket);
    judged.push({
      ticket: stored,
      now: { number, profile, branchId, lastChange, contentVersion },
      holder,
    });
  }
  const decided = planTakeBack({
    direction,
    tickets: judged,
    actor: actorFacts(staffStepActor(actor)),
    branch: branchFacts(branch),
    changedAt: action.changedAt,
    now,
  });
  if (!decided.ok) throw appError("board.refused", { tickets: decided.refused });
  const tickets: TakenBack["tickets"] = [];
  for (const [index, part] of parts.entries()) {
    const { stored, ticket } = part;
    const offer = await offerAgain(ctx, part, direction, now);
    const steps = (decided.steps[index] ?? []).map((step, at, all): AllowedStep => {
      const { to, toVersion } = wayOf(stored, direction);
      return allowedStep(part, direction, step, offer, at === all.length - 1 ? toVersion : null, to);
    });
    const id = `${operationId}-${index}`;
    const { version } = await applySteps(ctx, staffStepActor(actor), ticket, steps, id, now);
    if (offer.state === "offered" && offer.expiresAt !== undefined)
      await armOffer(ctx, ticket._id, offer.expiresAt);
    tickets.push({ ticketId: ticket._id, version });
  }
  await turnOver(ctx, actor, actionId, direction === "undo" ? "undone" : "done", now);
  return { actionId, tickets, replayed: false };
}

/** What this operation id did already. */
async function replayOf(
  ctx: MutationCtx,
  { userId }: StaffActor,
  { _id: actionId, tickets }: Doc<"boardActions">,
  operationId: string,
): Promise<TakenBack | null> {
  const done: TakenBack["tickets"] = [];
  for (const [index, { ticketId }] of tickets.entries()) {
    const row = (await findReplay(ctx, `${operationId}-${index}`, ticketId, userId)).at(-1);
    if (!row) return null;
    done.push({ ticketId, version: row.version });
  }
  return { actionId, tickets: done, replayed: true };
}

/** Who gets the visit back, with what came into his day after the gesture; visits of the gesture itself move along. */
async function holderOf(
  ctx: MutationCtx,
  action: Doc<"boardActions">,
  stored: StoredTicket,
  direction: Direction,
  now: number,
): Promise<{ technician: Doc<"technicians"> | null; holder: HolderNow | null }> {
  const { visit } = wayOfStored(stored, direction);
  if (visit === null || !isLiveTravel(visit.travel)) return { technician: null, holder: null };
  const technician = await ctx.db.get("technicians", visit.technicianId);
  invariant(technician, "a technician is never deleted");
  const { _id: technicianId, name, active, branchId } = technician;
  const facts = { technicianId, name, active, branchId };
  const { startsAt, endsAt } = visit;
  if (startsAt === null || endsAt === null)
    return { technician, holder: { technician: facts, visits: [], absences: [] } };
  const around = await visitsAround(ctx, technicianId, startsAt, endsAt);
  const own = new Set(action.tickets.map(({ number }) => number));
  const absences = await listAbsences(ctx, technicianId, now);
  return {
    technician,
    holder: {
      technician: facts,
      visits: around.filter(({ number, changedAt }) => !own.has(number) && changedAt > action.changedAt),
      absences: absences.filter(({ _creationTime }) => _creationTime > action.changedAt),
    },
  };
}

function wayOfStored({ before, after }: StoredTicket, direction: Direction): StoredTicket["before"] {
  return direction === "undo" ? before : after;
}

type Offer = Doc<"appointments">["offer"];

/** The offer as it was; one that was open is made anew, with the whole time to think it over. */
async function offerAgain(
  ctx: MutationCtx,
  { stored, ticket }: Part,
  direction: Direction,
  now: number,
): Promise<Offer> {
  const { visit } = wayOfStored(stored, direction);
  if (visit?.offer !== "offered") return { state: visit?.offer ?? "none" };
  const minutes = await readSetting(ctx, ticket.orgId, "assignment.offerMinutes");
  return { state: "offered", version: ticket.version + 1, expiresAt: now + minutes * MINUTE_MS };
}

/** One step back, with everything the visit and the ticket get back. */
function allowedStep(
  { stored, technician }: Part,
  direction: Direction,
  action: AllowedStep["action"],
  offer: Offer,
  contentVersion: number | null,
  { priority }: { readonly priority: StoredTicket["before"]["priority"] },
): AllowedStep {
  const { visit } = wayOfStored(stored, direction);
  const live = visit !== null && isLiveTravel(visit.travel);
  return {
    action,
    technician,
    startsAt: visit?.startsAt ?? null,
    endsAt: visit?.endsAt ?? null,
    input: action === "change_priority" ? { priority } : {},
    takesBack: {
      direction,
      restore: {
        earlier:
          visit !== null && !live ? { appointmentId: visit.appointmentId, travel: visit.travel } : null,
        fields: live
          ? {
              kind: visit.kind,
              confirmation: visit.confirmation,
              offer,
              ...(visit.window ? { window: visit.window } : {}),
            }
          : null,
      },
      ...(contentVersion === null ? {} : { contentVersion }),
    },
  };
}
