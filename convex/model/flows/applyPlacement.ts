/** The use case behind tickets.place: replay check, facts, planPlacement, apply one or two actions together. */
import { invariant } from "../../../shared/core/invariant";
import { isOneOf } from "../../../shared/access/roles";
import { NOTE_MAX_LENGTH, type Reason } from "../../../shared/tickets/inputs";
import {
  isVisitLength,
  placedMinutes,
  placedStart,
  type PlacementPlan,
  planPlacement,
} from "../../../shared/tickets/placement";
import type { VisitFacts } from "../../../shared/tickets/facts";
import { PLACEMENT_ACTIONS, type PlacementAction } from "../../../shared/tickets/transitions";
import { MINUTE_MS } from "../../../shared/time/zones";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { StaffActor } from "../organization/access";
import { branchOfTicket, readTechnician } from "../organization/ofTicket";
import { requireReason } from "../settings/lists";
import { readSetting } from "../settings/read";
import { actorFacts, branchFacts, technicianFacts, ticketFacts, visitsAround } from "../tickets/facts";
import { currentVisit, requireTicket } from "../tickets/read";
import { type AllowedStep, type AppliedResult, applySteps } from "./applyTransition";
import { findReplay } from "./operations";
import { refusal } from "./refusal";
import { staffStepActor, type StepActor } from "./stepActor";

export interface PlacementArguments {
  readonly expectedVersion: number;
  readonly technicianId: Id<"technicians">;
  readonly startsAt: number | null;
  /** Wanted length of the visit; absent means that it stays as it is. */
  readonly minutes?: number;
  /** Tickets whose visits leave their technicians in the same transaction. */
  readonly leaving?: readonly string[];
  readonly operationId: string;
  /** The caller has asked already whether this operation was carried out before. */
  readonly isNew?: boolean;
  /** Why a time moves; people who are no planners must say so. */
  readonly reason?: Reason;
  readonly note?: string;
  /** Why it is done although the technician does not fit. */
  readonly override?: string;
}

/** A member's placement of a ticket in his scope, or `access.denied`. */
export async function applyPlacement(
  ctx: MutationCtx,
  actor: StaffActor,
  { ticketId, ...args }: PlacementArguments & { readonly ticketId: Id<"tickets"> },
) {
  const ticket = await requireTicket(ctx, actor, ticketId);
  return await placeTicket(ctx, staffStepActor(actor), ticket, args);
}

/**
 * Places a ticket the actor may see, or refuses with every reason.
 * Race: two dispatchers drop the same ticket. Both read its document, so the later commit is run again, sees the
 * first one's version, and fails as a conflict that names the winner. Two drops of different tickets onto the same
 * hour both read that technician's index range, so the second is run again and finds the overlap.
 */
export async function placeTicket(
  ctx: MutationCtx,
  actor: StepActor,
  ticket: Doc<"tickets">,
  args: PlacementArguments,
) {
  const replay = args.isNew === true ? [] : await findReplay(ctx, args.operationId, ticket._id, actor.userId);
  const replayed = replay.at(-1);
  if (replayed)
    return {
      ticketId: ticket._id,
      status: replayed.to,
      version: replayed.version,
      replayed: true,
      actions: replay.map((row) => row.action).filter((action) => isOneOf(PLACEMENT_ACTIONS, action)),
    };
  checkArguments(args);
  await requireReason(ctx, ticket.orgId, args.reason);
  const technician = await readTechnician(ctx, args.technicianId);
  if (!technician || technician.orgId !== ticket.orgId) throw appError("access.denied");
  const branch = await branchOfTicket(ctx, ticket);
  invariant(branch, "a ticket's branch exists");
  const facts = await ticketFacts(ctx, ticket, { forPlacing: true });
  const startsAt = placedStart(facts, args.startsAt);
  const endsAt = (startsAt ?? 0) + placedMinutes(facts, args.minutes) * MINUTE_MS;
  const now = Date.now();
  const decided = planPlacement({
    ticket: facts,
    technician: await technicianFacts(ctx, technician, startsAt ?? now),
    unwanted: await isUnwanted(ctx, ticket, technician._id),
    visits: staying(
      startsAt === null ? [] : await visitsAround(ctx, technician._id, startsAt, endsAt),
      args.leaving,
    ),
    branch: branchFacts(branch),
    actor: actorFacts(actor),
    startsAt: args.startsAt,
    ...(args.minutes === undefined ? {} : { minutes: args.minutes }),
    expectedVersion: args.expectedVersion,
    now,
    ...(args.reason ? { reason: args.reason } : {}),
    ...(args.note ? { note: args.note } : {}),
    ...(args.override === undefined ? {} : { override: args.override }),
  });
  if (!decided.ok) throw await refusal(ctx, ticket, decided.blockers);
  const applied = await carryOutPlacement(ctx, actor, ticket, technician, decided, args, now);
  return { ticketId: ticket._id, ...applied, replayed: false, actions: [...decided.actions] };
}

/** Writes a placement that planPlacement allowed, in the caller's transaction; asks nothing again. */
export async function carryOutPlacement(
  ctx: MutationCtx,
  actor: StepActor,
  ticket: Doc<"tickets">,
  technician: Doc<"technicians">,
  decided: Extract<PlacementPlan, { ok: true }>,
  args: Pick<PlacementArguments, "operationId" | "reason" | "note" | "override">,
  now: number,
): Promise<AppliedResult> {
  const { overridden, actions } = decided;
  const offerExpiresAt =
    args.override === undefined ? await offerEnd(ctx, actor, ticket, actions, now) : null;
  const steps = actions.map(
    (action, index): AllowedStep => ({
      action,
      technician,
      startsAt: decided.startsAt,
      endsAt: decided.endsAt,
      input: { ...(args.reason ? { reason: args.reason } : {}), ...(args.note ? { note: args.note } : {}) },
      ...(offerExpiresAt === null ? {} : { offerExpiresAt }),
      ...(overridden.length > 0 && index === 0 && args.override !== undefined
        ? { override: { codes: overridden.map((one) => one.code), note: args.override.trim() } }
        : {}),
    }),
  );
  const applied = await applySteps(ctx, actor, ticket, steps, args.operationId, now);
  if (offerExpiresAt !== null) await armOffer(ctx, ticket._id, offerExpiresAt);
  return applied;
}

function staying(visits: readonly VisitFacts[], leaving: readonly string[] = []): readonly VisitFacts[] {
  return visits.filter((visit) => !leaving.includes(visit.number));
}

function checkArguments({ startsAt, minutes, note, override }: PlacementArguments): void {
  if (minutes !== undefined && !isVisitLength(minutes)) throw appError("input.invalid", { field: "minutes" });
  if (startsAt !== null && !Number.isSafeInteger(startsAt))
    throw appError("input.invalid", { field: "startsAt" });
  if ((note ?? "").length > NOTE_MAX_LENGTH) throw appError("input.invalid", { field: "note" });
  if ((override ?? "").length > NOTE_MAX_LENGTH) throw appError("input.invalid", { field: "override" });
}

/** When the offer made by these actions ends, or null where the technician is not asked [J-08]. */
async function offerEnd(
  ctx: MutationCtx,
  actor: StepActor,
  ticket: Doc<"tickets">,
  actions: readonly PlacementAction[],
  now: number,
): Promise<number | null> {
  const given = actions.includes("assign") || actions.includes("reassign");
  if (!given || ticket.status === "ready_delivery" || actor.role === "technician") return null;
  if (!(await readSetting(ctx, ticket.orgId, "assignment.offers"))) return null;
  return now + (await readSetting(ctx, ticket.orgId, "assignment.offerMinutes")) * MINUTE_MS;
}

/** Lets the offer run out by itself; an answer or another assignment before makes the timer do nothing. */
export async function armOffer(ctx: MutationCtx, ticketId: Id<"tickets">, expiresAt: number): Promise<void> {
  const ticket = await ctx.db.get("tickets", ticketId);
  const visit = ticket ? await currentVisit(ctx, ticket) : null;
  invariant(visit?.offer.version !== undefined, "an offer just made has a version");
  await ctx.scheduler.runAt(expiresAt, internal.jobs.expireOffer.run, {
    appointmentId: visit._id,
    version: visit.offer.version,
  });
}

/** Whether the ticket's customer asked not to be sent this technician [C-14]. */
export async function isUnwanted(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  technicianId: Id<"technicians">,
): Promise<boolean> {
  const contact = ticket.contactId ? await ctx.db.get("contacts", ticket.contactId) : null;
  return contact?.blockedTechnicianIds.includes(technicianId) ?? false;
}
