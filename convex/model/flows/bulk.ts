/**
 * One gesture over many tickets: assign or schedule, unassign, another priority. Each ticket is judged and changed by the
 * use case a single gesture has; all of it happens or nothing does, and a refusal says what is in the way of each.
 */
import type { Infer } from "convex/values";
import { v } from "convex/values";
import { MAX_TICKETS_PER_ACTION } from "../../../shared/boardActions/held";
import { invariant } from "../../../shared/core/invariant";
import { parseAppError } from "../../../shared/errors/catalog";
import type { Blocker } from "../../../shared/tickets/blockers";
import { isLiveTravel } from "../../../shared/tickets/visits";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { priority } from "../../lib/validators";
import type { StaffActor } from "../organization/access";
import { currentVisit, requireTicket } from "../tickets/read";
import { placeTicket } from "./applyPlacement";
import { takeStep } from "./applyStep";
import { asGesture, lyingAs } from "./gesture";
import { findReplay, requireManyOperationId } from "./operations";
import { staffStepActor, type StepActor } from "./stepActor";

const looked = { ticketId: v.id("tickets"), expectedVersion: v.number() };

export const bulkChange = v.union(
  v.object({
    kind: v.literal("place"),
    /** In the order in which they take their places. */
    tickets: v.array(
      v.object({ ...looked, technicianId: v.id("technicians"), startsAt: v.nullable(v.number()) }),
    ),
    /** Why somebody is sent who does not fit; supervisors and above. */
    override: v.optional(v.string()),
  }),
  v.object({ kind: v.literal("unassign"), tickets: v.array(v.object(looked)) }),
  v.object({ kind: v.literal("priority"), priority, tickets: v.array(v.object(looked)) }),
);
export type BulkChange = Infer<typeof bulkChange>;

interface Attempt {
  readonly ticketId: Id<"tickets">;
  readonly ticket: Doc<"tickets">;
  readonly visit: Doc<"appointments"> | null;
  readonly operationId: string;
  /** Whether the ticket already is what is wanted; then it is left alone. */
  readonly needless: boolean;
  readonly run: () => Promise<unknown>;
}

interface Refusal {
  readonly number: string;
  readonly blockers: readonly Blocker[];
}

/** Carries a change out on all of its tickets, or fails with `board.refused` and changes none. */
export async function applyBulk(
  ctx: MutationCtx,
  actor: StaffActor,
  { change, operationId }: { change: BulkChange; operationId: string },
): Promise<{ changed: number; unchanged: number; replayed: boolean }> {
  requireManyOperationId(operationId);
  const ticketIds = change.tickets.map(({ ticketId }) => ticketId);
  if (ticketIds.length > MAX_TICKETS_PER_ACTION)
    throw appError("record.limitReached", { max: MAX_TICKETS_PER_ACTION });
  if (ticketIds.length === 0 || new Set(ticketIds).size < ticketIds.length)
    throw appError("input.invalid", { field: "change.tickets" });
  const attempts = await attemptsOf(ctx, actor, change, operationId);
  const replayed = await countReplayed(ctx, actor, attempts);
  if (replayed > 0) return { changed: replayed, unchanged: attempts.length - replayed, replayed: true };
  const wanted = attempts.filter(({ needless }) => !needless);
  const gesture = {
    ticketIds: wanted.map(({ ticketId }) => ticketId),
    operationId,
    known: wanted.map(({ ticket, visit }) => lyingAs(ticket, visit)),
  };
  await asGesture(ctx, actor, gesture, () => runAll(wanted));
  return { changed: wanted.length, unchanged: attempts.length - wanted.length, replayed: false };
}

async function attemptsOf(
  ctx: MutationCtx,
  actor: StaffActor,
  change: BulkChange,
  operationId: string,
): Promise<Attempt[]> {
  const by = staffStepActor(actor);
  const attempts: Attempt[] = [];
  for (const [index, { ticketId }] of change.tickets.entries()) {
    const ticket = await requireTicket(ctx, actor, ticketId);
    if (index > 0 && ticket.branchId !== attempts[0]?.ticket.branchId)
      throw appError("input.invalid", { field: "change.tickets" });
    const visit = await currentVisit(ctx, ticket);
    const id = `${operationId}-${index}`;
    attempts.push({
      ticketId,
      ticket,
      visit,
      operationId: id,
      needless: isNeedless(change, index, ticket, visit),
      // Read again when its turn comes: a step of an earlier ticket may have reached this one.
      run: async () => await runOne(ctx, by, change, index, await requireTicket(ctx, actor, ticketId), id),
    });
  }
  return attempts;
}

function isNeedless(
  change: BulkChange,
  index: number,
  ticket: Doc<"tickets">,
  visit: Doc<"appointments"> | null,
): boolean {
  const live = visit !== null && isLiveTravel(visit.travel);
  switch (change.kind) {
    case "priority":
      return ticket.priority === change.priority;
    case "unassign":
      return !live;
    case "place": {
      const wanted = change.tickets[index];
      if (!live || visit.technicianId !== wanted?.technicianId) return false;
      return wanted.startsAt === null || wanted.startsAt === visit.startsAt;
    }
  }
}

async function runOne(
  ctx: MutationCtx,
  by: StepActor,
  change: BulkChange,
  index: number,
  ticket: Doc<"tickets">,
  operationId: string,
): Promise<unknown> {
  if (change.kind === "place") {
    const placement = change.tickets[index];
    invariant(placement, "an attempt has its placement");
    const { expectedVersion, technicianId, startsAt } = placement;
    return await placeTicket(ctx, by, ticket, {
      expectedVersion,
      technicianId,
      startsAt,
      operationId,
      isNew: true,
      ...(change.override === undefined ? {} : { override: change.override }),
    });
  }
  const expectedVersion = change.tickets[index]?.expectedVersion;
  invariant(expectedVersion !== undefined, "an attempt has its version");
  return change.kind === "priority"
    ? await takeStep(ctx, by, ticket, {
        expectedVersion,
        action: "change_priority",
        input: { priority: change.priority },
        operationId,
      })
    : await takeStep(ctx, by, ticket, { expectedVersion, action: "unassign", input: {}, operationId });
}

/** How many of these an earlier call with the same operation id carried out. */
async function countReplayed(
  ctx: MutationCtx,
  { userId }: StaffActor,
  attempts: readonly Attempt[],
): Promise<number> {
  let found = 0;
  for (const { operationId, ticketId } of attempts)
    found += (await findReplay(ctx, operationId, ticketId, userId)).length > 0 ? 1 : 0;
  return found;
}

/**
 * Takes every attempt. One that is refused comes round again after the others: the ticket that lies where it wants to go
 * may have been moved away by then. A use case that refuses has written nothing.
 */
async function runAll(attempts: readonly Attempt[]): Promise<void> {
  let pending = attempts;
  for (;;) {
    const left: { attempt: Attempt; refusal: Refusal }[] = [];
    for (const attempt of pending) {
      const refusal = await refusalOf(attempt);
      if (refusal) left.push({ attempt, refusal });
    }
    if (left.length === 0) return;
    if (left.length === pending.length) {
      const inOrder = left.toSorted((a, b) => attempts.indexOf(a.attempt) - attempts.indexOf(b.attempt));
      throw appError("board.refused", { tickets: inOrder.map(({ refusal }) => refusal) });
    }
    // The other way round: of visits that all go to a later hour the last one has to go first.
    pending = left.map(({ attempt }) => attempt).reverse();
  }
}

async function refusalOf({ ticket, run }: Attempt): Promise<Refusal | null> {
  try {
    await run();
    return null;
  } catch (error) {
    const data = parseAppError(error);
    if (data?.code === "ticket.blocked") return data.params;
    if (data?.code !== "ticket.changedMeanwhile") throw error;
    const { by, changedAt, action } = data.params;
    const { number } = ticket;
    return { number, blockers: [{ code: "changedMeanwhile", number, by, changedAt, action }] };
  }
}
