/**
 * Replays: an operation id a client made is carried out once. The timeline itself is the memory, there is no second
 * table to fall out of step.
 */
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";

const OPERATION_ID = /^[\w-]{8,64}$/;

/** An operation over several tickets gives each its own id, `<id>-0` and on; this leaves room for the number. */
const MANY_OPERATION_ID = /^[\w-]{8,60}$/;

/** Refuses an operation id that cannot be told apart per ticket. */
export function requireManyOperationId(operationId: string): void {
  if (!MANY_OPERATION_ID.test(operationId)) throw appError("input.invalid", { field: "operationId" });
}

/**
 * The rows an operation id already wrote on this ticket by this user; empty when it is new.
 * Fails with `operation.reused` when the id belongs to another ticket or person.
 */
export async function findReplay(
  ctx: MutationCtx,
  operationId: string,
  ticketId: Id<"tickets">,
  userId: Id<"users"> | null,
): Promise<Doc<"statusEvents">[]> {
  if (!OPERATION_ID.test(operationId)) throw appError("input.invalid", { field: "operationId" });
  const rows = await ctx.db
    .query("statusEvents")
    .withIndex("by_operationId", (q) => q.eq("operationId", operationId))
    .take(4);
  if (rows.some((row) => row.ticketId !== ticketId || row.actor.userId !== userId))
    throw appError("operation.reused");
  return rows;
}
