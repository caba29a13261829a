/** Devices and vehicles of customers [J-51]. Reading one customer's: contacts.get. */
import { v } from "convex/values";
import { identityKey } from "../shared/contacts/contact";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery } from "./lib/builders";
import { assetView, requireContact, toAssetView } from "./model/contacts/read";
import { addAsset, assetInput, changeAsset } from "./model/contacts/write";
import { staffAuthor } from "./model/records/actor";
import { once } from "./model/records/once";

const MAX_FOUND = 20;

/** Adds a device or vehicle. Fails with `input.invalid` naming the field. */
export const add = memberMutation("contacts.manage")({
  args: { contactId: v.id("contacts"), asset: assetInput, operationId: v.string() },
  returns: v.id("assets"),
  handler: async (ctx, { contactId, asset, operationId }) => {
    const contact = await requireContact(ctx, ctx.actor, contactId);
    const operation = {
      operationId,
      by: staffAuthor(ctx.actor).key,
      purpose: `assets.add ${contactId}`,
    };
    const { name } = ctx.actor.membership;
    return await once(ctx, "assets", operation, () => addAsset(ctx, name, contact, asset, Date.now()));
  },
});

/** Changes it, or takes it away when `asset` is null; earlier tickets keep how it was described. */
export const change = memberMutation("contacts.manage")({
  args: { assetId: v.id("assets"), asset: v.nullable(assetInput), expectedVersion: v.number() },
  returns: v.null(),
  handler: async (ctx, { assetId, asset: input, expectedVersion }) => {
    const asset = await ctx.db.get("assets", assetId);
    if (asset?.orgId !== ctx.actor.membership.orgId) throw appError("access.denied");
    const { name } = ctx.actor.membership;
    return await changeAsset(ctx, name, asset, input, expectedVersion, Date.now());
  },
});

/** By plate or serial number, however it is written; at most 20, with whose they are. */
export const byIdentity = memberQuery("contacts.view")({
  args: { text: v.string() },
  returns: v.array(assetView.extend({ contactId: v.id("contacts"), contactName: v.string() })),
  handler: async (ctx, { text }) => {
    const key = identityKey(text.slice(0, 60));
    if (key === "") return [];
    const found = await ctx.db
      .query("assets")
      .withIndex("by_orgId_and_identityKey", (q) =>
        q.eq("orgId", ctx.actor.membership.orgId).eq("identityKey", key),
      )
      .take(MAX_FOUND);
    return await Promise.all(
      found
        .filter((asset) => asset.removedAt === undefined)
        .map(async (asset) => {
          const contact = await ctx.db.get("contacts", asset.contactId);
          return {
            ...toAssetView(asset),
            contactId: asset.contactId,
            contactName: contact?.name ?? "",
          };
        }),
    );
  },
});
