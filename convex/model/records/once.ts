/**
 * Replays of record mutations: an operation id a client made is carried out once, and a second try answers what the first
 * one made. Steps and placements keep their own memory in the timeline (flows/operations.ts).
 */
import { DAY_MS } from "../../../shared/time/zones";
import type { Id, TableNames } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";

const OPERATION_ID = /^[\w-]{8,64}$/;
/** A client that comes back later than this has long shown the reader what became of his change. */
export const OPERATION_MEMORY_MS = 30 * DAY_MS;

export interface Operation {
  readonly operationId: string;
  /** Key of the author and what he does to what; the same id for anything else is `operation.reused`. */
  readonly by: string;
  readonly purpose: string;
}

async function find(ctx: QueryCtx, { operationId, by, purpose }: Operation) {
  if (!OPERATION_ID.test(operationId)) throw appError("input.invalid", { field: "operationId" });
  const known = await ctx.db
    .query("recordOperations")
    .withIndex("by_operationId", (q) => q.eq("operationId", operationId))
    .unique();
  if (known && known.purpose !== `${by} ${purpose}`) throw appError("operation.reused");
  return known;
}

/** Whether an operation was carried out already; for doors that must not be opened twice, like one-time codes. */
export async function wasDone(ctx: QueryCtx, operation: Operation): Promise<boolean> {
  return (await find(ctx, operation)) !== null;
}

/** Carries `run` out unless this operation was, and answers the id of the row it is about. */
export async function once<T extends TableNames>(
  ctx: MutationCtx,
  table: T,
  operation: Operation,
  run: () => Promise<Id<T>>,
): Promise<Id<T>> {
  const known = await find(ctx, operation);
  if (known) {
    const result = ctx.db.normalizeId(table, known.result);
    if (result === null) throw appError("operation.reused");
    return result;
  }
  const result = await run();
  const { operationId, by, purpose } = operation;
  await ctx.db.insert("recordOperations", {
    operationId,
    purpose: `${by} ${purpose}`,
    result,
    at: Date.now(),
  });
  return result;
}
