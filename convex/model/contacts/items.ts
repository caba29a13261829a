/** The things one ticket is about [M-08]: as described with it, or one of the customer's own devices and vehicles. */
import { type Infer, v } from "convex/values";
import { MAX_ITEMS, type RequestItem } from "../../../shared/intake/request";
import type { ItemState } from "../../../shared/records/items";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { assetKind } from "../catalogue/tables";
import { type RecordActor, snapshot } from "../records/actor";
import { requireVersion } from "../records/notes";
import { itemState, warranty } from "./tables";

/** One thing as it is described. */
export const itemInput = v.object({
  kind: assetKind,
  brand: v.string(),
  model: v.string(),
  identity: v.string(),
  problem: v.string(),
  warranty,
  invoiceNumber: v.string(),
});

export const itemView = itemInput.extend({
  itemId: v.id("ticketItems"),
  assetId: v.nullable(v.id("assets")),
  state: itemState,
  /** Grows with every change of its state; 0 while there was none. */
  version: v.number(),
});

/** The things of a ticket in the order they were named. */
export async function listItems(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Infer<typeof itemView>[]> {
  const rows = await ctx.db
    .query("ticketItems")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ITEMS);
  return rows.map(
    ({ _id, assetId, kind, brand, model, identity, problem, warranty: cover, invoiceNumber, settled }) => ({
      itemId: _id,
      assetId: assetId ?? null,
      kind,
      brand,
      model,
      identity,
      problem,
      warranty: cover,
      invoiceNumber,
      state: settled?.state ?? "open",
      version: settled?.version ?? 0,
    }),
  );
}

/**
 * Says how far one thing is, also after the ticket was closed: what was forgotten at the door is written down later.
 * Answers the new version. Fails with `record.changedMeanwhile` for a stale one.
 */
export async function settleItem(
  ctx: MutationCtx,
  item: Doc<"ticketItems">,
  who: RecordActor,
  state: ItemState,
  expectedVersion: number,
  now: number,
): Promise<number> {
  const { settled } = item;
  if (settled) requireVersion(settled, expectedVersion);
  else if (expectedVersion !== 0) throw appError("input.invalid", { field: "expectedVersion" });
  const version = (settled?.version ?? 0) + 1;
  await ctx.db.patch("ticketItems", item._id, {
    settled: { state, version, changedAt: now, changedBy: snapshot(who) },
  });
  return version;
}

/** Writes the things of a new ticket; `assets` are the customer's own ones, which describe themselves. */
export async function writeItems(
  ctx: MutationCtx,
  ticket: Pick<Doc<"tickets">, "_id" | "orgId">,
  described: readonly RequestItem[],
  assets: readonly Doc<"assets">[],
): Promise<void> {
  const { orgId, _id: ticketId } = ticket;
  for (const asset of assets)
    await ctx.db.insert("ticketItems", {
      orgId,
      ticketId,
      assetId: asset._id,
      kind: asset.kind,
      brand: asset.brand,
      model: asset.model,
      identity: asset.serial === "" ? asset.plate : asset.serial,
      problem: "",
      warranty: "unknown",
      invoiceNumber: "",
    });
  for (const item of described) await ctx.db.insert("ticketItems", { orgId, ticketId, ...item });
}
