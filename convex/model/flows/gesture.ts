/**
 * One gesture on the board: runs a change and writes down, in the same transaction, how each ticket lay before and after
 * it. A replay changes nothing and so leaves no second row; nor does a change that moves nothing a planner moves.
 */
import { isOneOf, PLANNERS } from "../../../shared/access/roles";
import type { StepAction } from "../../../shared/tickets/transitions";
import { stepsBetween } from "../../../shared/boardActions/held";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { heldOf, recordAction, type StoredTicket } from "../boardActions/record";
import type { StaffActor } from "../organization/access";
import { currentVisit } from "../tickets/read";
import { contentVersionOf } from "../tickets/views";

/** Steps outside of a drop that are gestures of the board. */
const BOARD_STEPS = ["unassign", "release", "change_priority"] as const satisfies readonly StepAction[];

/** Whether a step is one of the board's gestures, which can be undone. */
export function isBoardStep(action: StepAction): boolean {
  return isOneOf(BOARD_STEPS, action);
}

interface Lying {
  readonly ticket: Doc<"tickets">;
  readonly held: ReturnType<typeof heldOf>;
}

/** How a ticket lies, with its current visit. */
export function lyingAs(ticket: Doc<"tickets">, visit: Doc<"appointments"> | null): Lying {
  return { ticket, held: heldOf(ticket, visit) };
}

async function lying(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<Lying | null> {
  const ticket = await ctx.db.get("tickets", ticketId);
  return ticket && lyingAs(ticket, await currentVisit(ctx, ticket));
}

export interface GestureOn {
  readonly ticketIds: readonly Id<"tickets">[];
  readonly operationId: string;
  /** How these tickets lie, where the caller has just read it. */
  readonly known?: readonly Lying[];
}

/** Runs `change` as one gesture over these tickets, all of one branch. Technicians' own steps are not the board's. */
export async function asGesture<T>(
  ctx: MutationCtx,
  actor: StaffActor,
  { ticketIds, operationId, known }: GestureOn,
  change: () => Promise<T>,
): Promise<T> {
  if (!isOneOf(PLANNERS, actor.membership.role)) return await change();
  const before = known ?? (await Promise.all(ticketIds.map(async (ticketId) => await lying(ctx, ticketId))));
  const result = await change();
  const moved: StoredTicket[] = [];
  let branchId: Doc<"tickets">["branchId"] | null = null;
  for (const was of before) {
    const is = was && (await lying(ctx, was.ticket._id));
    if (!is || is.ticket.version === was.ticket.version) continue;
    if (stepsBetween(was.held, is.held).length === 0) continue;
    branchId = is.ticket.branchId;
    moved.push({
      ticketId: is.ticket._id,
      number: is.ticket.number,
      before: was.held,
      after: is.held,
      versionBefore: contentVersionOf(was.ticket),
      versionAfter: contentVersionOf(is.ticket),
    });
  }
  if (branchId) await recordAction(ctx, actor, { branchId, operationId, tickets: moved }, Date.now());
  return result;
}
