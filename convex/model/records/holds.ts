/** Holds [G-04]: opening and resolving them, and what they mean for steps and clocks. */
import { type Infer, v } from "convex/values";
import { isOneOf, PLANNERS } from "../../../shared/access/roles";
import { holdSchema, resolutionSchema, stopsClockByDefault } from "../../../shared/records/holds";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot, priority } from "../../lib/validators";
import { syncClocks } from "../clocks/sync";
import { type RecordActor, snapshot } from "./actor";
import { MAX_OPEN_HOLDS, recountHolds } from "./summary";
import { holdKind } from "./tables";

const MAX_HOLDS = 100;

export const holdInput = v.object({
  kind: holdKind,
  impact: priority,
  blocksWork: v.boolean(),
  note: v.string(),
});

export const holdView = holdInput.extend({
  holdId: v.id("holds"),
  stopsClock: v.boolean(),
  by: actorSnapshot,
  openedAt: v.number(),
  version: v.number(),
  resolved: v.nullable(v.object({ at: v.number(), by: actorSnapshot, resolution: v.string() })),
});

async function openHolds(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"holds">[]> {
  return await ctx.db
    .query("holds")
    .withIndex("by_ticketId_and_resolvedAt", (q) => q.eq("ticketId", ticketId).eq("resolvedAt", undefined))
    .take(MAX_OPEN_HOLDS);
}

/** Whether some open hold makes the ticket's clocks stand still. */
export async function holdsStopClocks(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<boolean> {
  return (await openHolds(ctx, ticketId)).some((hold) => hold.stopsClock);
}

/** Opens a hold. `stopsClock` is a planner's to decide; others get what the kind says. */
export async function openHold(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  input: Infer<typeof holdInput>,
  stopsClock: boolean | null,
  now: number,
): Promise<Id<"holds">> {
  const fields = parsed(holdSchema, input);
  if (ticket.closedDay !== undefined) throw appError("record.closed");
  if ((await openHolds(ctx, ticket._id)).length >= MAX_OPEN_HOLDS)
    throw appError("record.limitReached", { max: MAX_OPEN_HOLDS });
  const decided = isOneOf(PLANNERS, who.role) ? stopsClock : null;
  const holdId = await ctx.db.insert("holds", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    branchId: ticket.branchId,
    ...fields,
    stopsClock: decided ?? stopsClockByDefault(fields.kind),
    by: snapshot(who),
    openedAt: now,
    version: 1,
  });
  await recountHolds(ctx, ticket._id);
  await syncClocks(ctx, ticket, now);
  return holdId;
}

/** Says how a hold was removed; the clocks go on from here. */
export async function resolveHold(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  hold: Doc<"holds">,
  who: RecordActor,
  input: { resolution: string },
  expectedVersion: number,
  now: number,
): Promise<Id<"holds">> {
  const { resolution } = parsed(resolutionSchema, input);
  if (hold.version !== expectedVersion) {
    const last = hold.resolvedBy ?? hold.by;
    const changedAt = hold.resolvedAt ?? hold.openedAt;
    throw appError("record.changedMeanwhile", { by: last.name, changedAt, version: hold.version });
  }
  if (hold.resolvedAt !== undefined) throw appError("record.closed");
  await ctx.db.patch("holds", hold._id, {
    resolvedAt: now,
    resolvedBy: snapshot(who),
    resolution,
    version: hold.version + 1,
  });
  await recountHolds(ctx, ticket._id);
  await syncClocks(ctx, ticket, now);
  return hold._id;
}

/** Open ones first, then the latest resolved. */
export async function listHolds(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Infer<typeof holdView>[]> {
  const open = await openHolds(ctx, ticketId);
  const resolved = await ctx.db
    .query("holds")
    .withIndex("by_ticketId_and_resolvedAt", (q) => q.eq("ticketId", ticketId).gt("resolvedAt", 0))
    .order("desc")
    .take(MAX_HOLDS);
  return [...open, ...resolved].map((hold) => ({
    holdId: hold._id,
    kind: hold.kind,
    impact: hold.impact,
    blocksWork: hold.blocksWork,
    stopsClock: hold.stopsClock,
    note: hold.note,
    by: hold.by,
    openedAt: hold.openedAt,
    version: hold.version,
    resolved:
      hold.resolvedAt !== undefined && hold.resolvedBy
        ? { at: hold.resolvedAt, by: hold.resolvedBy, resolution: hold.resolution ?? "" }
        : null,
  }));
}
