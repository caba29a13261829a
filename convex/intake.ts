/**
 * How requests come in by hand [W-01…W-07]: staff for a customer, a guest on the public page, a signed-in customer. Files
 * come in through imports.ts. The guest's number is his word until a code proves it [J-46].
 */
import { v } from "convex/values";
import { requesterSchema } from "../shared/intake/request";
import { marketPhone } from "../shared/market/phone";
import { marketOfZone } from "../shared/market/profiles";
import type { Doc, Id } from "./_generated/dataModel";
import type { MutationCtx } from "./_generated/server";
import { appError } from "./lib/appError";
import { customerMutation, memberMutation, publicMutation, publicQuery } from "./lib/builders";
import { partyMutation } from "./lib/partyBuilders";
import { parsed } from "./lib/parsed";
import { localizedName, point, priority } from "./lib/validators";
import { listWorkTypes } from "./model/catalogue/read";
import { listTrades } from "./model/catalogue/trades";
import { assetKind } from "./model/catalogue/tables";
import { adoptGuest, contactOfCustomer, createGuest } from "./model/contacts/guests";
import { customerName } from "./model/contacts/names";
import { requireContact } from "./model/contacts/read";
import { language } from "./model/contacts/tables";
import { addLocation, createContact } from "./model/contacts/write";
import { answerOf, created, placeInput, requestInput, takeRequest } from "./model/intake/create";
import { requireBranch } from "./model/organization/access";
import { staffAuthor } from "./model/records/actor";
import { MAX_BRANCHES } from "../shared/organization/branch";
import { once } from "./model/records/once";
import { proveCustomer } from "./model/records/proof";
import { readVocabulary, vocabularyView } from "./model/settings/vocabulary";
import { type LimitName, takeToken } from "./model/session/limits";

/** What the public page offers: branches, trades and the work types that can be asked for. */
export const options = publicQuery({
  args: {},
  returns: v.nullable(
    v.object({
      company: localizedName,
      branches: v.array(
        v.object({
          branchId: v.id("branches"),
          name: localizedName,
          city: v.string(),
          zone: v.string(),
          center: point,
        }),
      ),
      trades: v.array(v.object({ code: v.string(), labels: localizedName })),
      workTypes: v.array(
        v.object({
          code: v.string(),
          trade: v.string(),
          labels: localizedName,
          assetKinds: v.array(assetKind),
          price: v.nullable(v.object({ amountMinor: v.number(), currency: v.string() })),
        }),
      ),
      vocabulary: vocabularyView,
    }),
  ),
  handler: async (ctx) => {
    const organization = await ctx.db.query("organizations").first();
    if (!organization) return null;
    const branches = await ctx.db
      .query("branches")
      .withIndex("by_orgId_and_slug", (q) => q.eq("orgId", organization._id))
      .take(MAX_BRANCHES);
    const trades = await listTrades(ctx, organization._id);
    const types = await listWorkTypes(ctx, organization._id);
    return {
      company: organization.name,
      branches: branches.map(({ _id, name, city, zone, center }) => ({
        branchId: _id,
        name,
        city,
        zone,
        center,
      })),
      vocabulary: await readVocabulary(ctx, organization._id),
      trades: trades.filter((entry) => entry.active).map((entry) => entry.value),
      workTypes: types
        .filter((entry) => entry.active)
        .map(({ value: { code, trade, labels, assetKinds, price } }) => ({
          code,
          trade,
          labels,
          assetKinds: [...assetKinds],
          price,
        })),
    };
  },
});

/**
 * Staff take a request in. The customer is one of the list (`contactId`) or entered here (`requester`); the place is one
 * of his (`locationId`) or written here, and then kept with him. Fails with `contact.phoneKnown` when the number of a new
 * customer belongs to somebody.
 */
export const byStaff = memberMutation("tickets.create")({
  args: {
    branchId: v.id("branches"),
    contactId: v.nullable(v.id("contacts")),
    requester: v.nullable(v.object({ name: v.string(), phone: v.string() })),
    locationId: v.nullable(v.id("locations")),
    place: v.nullable(placeInput),
    assetIds: v.array(v.id("assets")),
    request: requestInput,
    priority,
    operationId: v.string(),
  },
  returns: created,
  handler: async (ctx, args) => {
    const branch = await requireBranch(ctx, ctx.actor, args.branchId);
    const who = staffAuthor(ctx.actor);
    const { operationId } = args;
    const operation = { operationId, by: who.key, purpose: `intake.byStaff ${args.branchId}` };
    const ticketId = await once(ctx, "tickets", operation, async () => {
      const now = Date.now();
      if ((args.contactId === null) === (args.requester === null))
        throw appError("input.invalid", { field: "contactId" });
      if ((args.locationId === null) === (args.place === null))
        throw appError("input.invalid", { field: "place" });
      const contactId =
        args.contactId ??
        (await createContact(
          ctx,
          ctx.actor,
          {
            name: args.requester?.name ?? "",
            phone: args.requester?.phone ?? "",
            email: "",
            language: "ar",
            channel: "sms",
            note: "",
          },
          now,
        ));
      const contact = await requireContact(ctx, ctx.actor, contactId);
      if (contact.erasedAt !== undefined) throw appError("record.closed");
      const assets = await ownAssets(ctx, contact, args.assetIds);
      const kept = args.place ? { label: "", ...args.place } : null;
      const locationId =
        args.locationId ??
        (kept ? await addLocation(ctx, ctx.actor.membership.name, contact, kept, now) : null);
      const location = locationId ? await ctx.db.get("locations", locationId) : null;
      if (location?.contactId !== contactId || location.removedAt !== undefined)
        throw appError("input.invalid", { field: "locationId" });
      const { address, city, point, accessNotes } = location;
      return await takeRequest(
        ctx,
        {
          branch,
          contact: { contactId, name: contact.name, phone: contact.phone },
          locationId,
          place: { address, city, point, accessNotes },
          request: args.request,
          assets,
          priority: args.priority,
        },
        { kind: "staff", actor: { userId: who.userId, name: who.name, role: who.role }, operationId, now },
      );
    });
    return await answerOf(ctx, ticketId);
  },
});

async function ownAssets(
  ctx: MutationCtx,
  contact: Doc<"contacts">,
  assetIds: readonly Id<"assets">[],
): Promise<Doc<"assets">[]> {
  if (assetIds.length > 10) throw appError("input.invalid", { field: "assetIds" });
  const assets = await Promise.all([...new Set(assetIds)].map((id) => ctx.db.get("assets", id)));
  return assets.map((asset) => {
    if (asset?.contactId !== contact._id || asset.removedAt !== undefined)
      throw appError("input.invalid", { field: "assetIds" });
    return asset;
  });
}

async function limit(ctx: MutationCtx, name: LimitName, subject: string, now: number): Promise<void> {
  const retryAfterMs = await takeToken(ctx, name, subject, now);
  if (retryAfterMs !== null) throw appError("auth.tooManyAttempts", { retryAfterMs });
}

/**
 * A stranger asks for work and gets the number and the link of his page. A pin on the map is required [W-01]. Limited per
 * number and overall: `auth.tooManyAttempts`.
 */
export const byGuest = publicMutation({
  args: {
    branchId: v.id("branches"),
    requester: v.object({ name: v.string(), phone: v.string() }),
    language,
    place: placeInput,
    request: requestInput,
    operationId: v.string(),
  },
  returns: created,
  handler: async (ctx, { branchId, requester, language: speaks, place, request, operationId }) => {
    const branch = await ctx.db.get("branches", branchId);
    if (!branch) throw appError("access.denied");
    const { name, phone: typed } = parsed(requesterSchema, requester, "requester");
    const phone = marketPhone(typed, marketOfZone(branch.zone));
    if (phone === null) throw appError("input.invalid", { field: "phone" });
    if (place.point === null) throw appError("input.invalid", { field: "point" });
    const operation = { operationId, by: `guest:${phone}`, purpose: `intake.byGuest ${branchId}` };
    const ticketId = await once(ctx, "tickets", operation, async () => {
      const now = Date.now();
      await limit(ctx, "guestPerPhone", phone, now);
      await limit(ctx, "guestOverall", branch.orgId, now);
      const contactId = await createGuest(ctx, branch.orgId, { name, phone, language: speaks }, now);
      return await takeRequest(
        ctx,
        {
          branch,
          contact: { contactId, name, phone },
          locationId: null,
          place,
          request,
          assets: [],
          priority: "normal",
        },
        {
          kind: "guest",
          actor: { userId: null, name: customerName(name), role: "customer" },
          operationId,
          now,
        },
      );
    });
    return await answerOf(ctx, ticketId);
  },
});

/** A signed-in customer asks for work. */
export const byCustomer = customerMutation({
  args: {
    branchId: v.id("branches"),
    name: v.string(),
    place: placeInput,
    request: requestInput,
    operationId: v.string(),
  },
  returns: created,
  handler: async (ctx, { branchId, name: typed, place, request, operationId }) => {
    const branch = await ctx.db.get("branches", branchId);
    if (!branch) throw appError("access.denied");
    const { userId, phone } = ctx.customer;
    const { name } = parsed(requesterSchema, { name: typed, phone }, "requester");
    const operation = { operationId, by: `customer:${userId}`, purpose: `intake.byCustomer ${branchId}` };
    const ticketId = await once(ctx, "tickets", operation, async () => {
      const now = Date.now();
      await limit(ctx, "guestPerPhone", phone, now);
      const contactId = await contactOfCustomer(ctx, branch.orgId, ctx.customer, name, now);
      return await takeRequest(
        ctx,
        {
          branch,
          contact: { contactId, name, phone },
          locationId: null,
          place,
          request,
          assets: [],
          priority: "normal",
        },
        { kind: "customer", actor: { userId, name: customerName(name), role: "customer" }, operationId, now },
      );
    });
    return await answerOf(ctx, ticketId);
  },
});

/**
 * Proves the number with a code (estimates.customerCode): the guest's ticket now belongs to the person who has it. A
 * wrong code answers `false`.
 */
export const proveNumber = partyMutation({
  args: { code: v.string() },
  returns: v.object({ accepted: v.boolean() }),
  handler: async (ctx, { code }) => {
    const { ticket, who } = ctx.party;
    const now = Date.now();
    if ((await proveCustomer(ctx, ticket, who, code, now)) === null) return { accepted: false };
    await adoptGuest(ctx, ticket, now);
    return { accepted: true };
  },
});
