/**
 * Gestures as the board sees them: the list of a branch, and the two the keyboard means. Bounded, by index. Does not read
 * the tickets: whether a gesture can still be undone is judged from their cards, and by the server when it is tried.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import { mayTakeBack } from "../../../shared/boardActions/takeBack";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { localizedName } from "../../lib/validators";
import type { StaffActor } from "../organization/access";
import { technicianReach } from "../organization/reach";
import { actionState, actionTicket } from "./tables";

export const actionView = v.object({
  actionId: v.id("boardActions"),
  by: localizedName,
  /** The reader made it. */
  mine: v.boolean(),
  /** The operation id of an own gesture. */
  gestureId: v.nullable(v.string()),
  /** His role lets him undo it. */
  reversible: v.boolean(),
  at: v.number(),
  state: actionState,
  changedAt: v.number(),
  changedBy: localizedName,
  tickets: v.array(actionTicket),
});
export type ActionView = Infer<typeof actionView>;

function toActionView(actor: StaffActor, row: Doc<"boardActions">): ActionView {
  const { userId, membership } = actor;
  return {
    actionId: row._id,
    by: row.by.name,
    mine: row.by.userId === userId,
    gestureId: row.by.userId === userId ? row.operationId : null,
    reversible: mayTakeBack({ userId, role: membership.role }, row.by.userId),
    at: row.at,
    state: row.state,
    changedAt: row.changedAt,
    changedBy: row.changedBy.name,
    tickets: row.tickets,
  };
}

/** Whether all of a gesture lies within the technicians somebody reaches. */
function inReach(
  { tickets }: Doc<"boardActions">,
  reaches: (technicianId: Id<"technicians"> | null) => boolean,
): boolean {
  return tickets.every(
    ({ before, after }) =>
      reaches(before.visit?.technicianId ?? null) && reaches(after.visit?.technicianId ?? null),
  );
}

/** One page of a branch's gestures, newest first. */
export async function pageActions(
  ctx: QueryCtx,
  actor: StaffActor,
  branchId: Id<"branches">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<ActionView>> {
  const reaches = await technicianReach(ctx, actor);
  const found = await ctx.db
    .query("boardActions")
    .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
    .order("desc")
    .paginate(paginationOpts);
  const page = found.page.filter((row) => inReach(row, reaches)).map((row) => toActionView(actor, row));
  return { ...found, page };
}

/** The own gesture made with this operation id, or `access.denied`. */
export async function findOwnAction(
  ctx: QueryCtx,
  { userId }: StaffActor,
  operationId: string,
): Promise<Id<"boardActions">> {
  const rows = await ctx.db
    .query("boardActions")
    .withIndex("by_operationId", (q) => q.eq("operationId", operationId))
    .take(10);
  const own = rows.find((row) => row.by.userId === userId);
  if (!own) throw appError("access.denied");
  return own._id;
}

/**
 * What "undo" and "redo" mean for this person now: the last own gesture that stands; the own one he undid last, unless he
 * has made another since.
 */
export async function ownActions(
  ctx: QueryCtx,
  actor: StaffActor,
  branchId: Id<"branches">,
): Promise<{ undo: ActionView | null; redo: ActionView | null }> {
  const { userId } = actor;
  const last = async (state: "done" | "undone") =>
    await ctx.db
      .query("boardActions")
      .withIndex("by_branchId_and_userId_and_state_and_changedAt", (q) =>
        q.eq("branchId", branchId).eq("by.userId", userId).eq("state", state),
      )
      .order("desc")
      .first();
  const newest = await ctx.db
    .query("boardActions")
    .withIndex("by_branchId_and_userId", (q) => q.eq("branchId", branchId).eq("by.userId", userId))
    .order("desc")
    .first();
  const [undo, undone] = await Promise.all([last("done"), last("undone")]);
  const redo = undone?.changedBy.userId === userId && undone.changedAt >= (newest?.at ?? 0) ? undone : null;
  return { undo: undo && toActionView(actor, undo), redo: redo && toActionView(actor, redo) };
}
