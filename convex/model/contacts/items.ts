/** The things one ticket is about [M-08]: as described with it, or one of the customer's own devices and vehicles. */
import { type Infer, v } from "convex/values";
import { MAX_ITEMS, type RequestItem } from "../../../shared/intake/request";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { assetKind } from "../catalogue/tables";
import { warranty } from "./tables";

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
});

/** The things of a ticket in the order they were named. */
export async function listItems(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Infer<typeof itemView>[]> {
  const rows = await ctx.db
    .query("ticketItems")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ITEMS);
  return rows.map(
    ({ _id, assetId, kind, brand, model, identity, problem, warranty: cover, invoiceNumber }) => ({
      itemId: _id,
      assetId: assetId ?? null,
      kind,
      brand,
      model,
      identity,
      problem,
      warranty: cover,
      invoiceNumber,
    }),
  );
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
