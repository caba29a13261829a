/**
 * Customers of the company: who they are, where they live, what they wish, what they had done. Their devices and vehicles
 * are in assets.ts.
 */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import type { Doc, Id } from "./_generated/dataModel";
import type { QueryCtx } from "./_generated/server";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery } from "./lib/builders";
import { status, workType } from "./lib/validators";
import { eraseContact, exportContact, personalData } from "./model/contacts/personalData";
import {
  assetView,
  contactView,
  listAssets,
  listLocations,
  locationView,
  pageContacts,
  requireContact,
  searchContacts,
  toAssetView,
  toContactView,
  toLocationView,
} from "./model/contacts/read";
import {
  addLocation,
  changeContact,
  changeLocation,
  changePreferences,
  contactInput,
  createContact,
  locationInput,
  preferencesInput,
} from "./model/contacts/write";
import type { StaffActor } from "./model/organization/access";
import { once } from "./model/records/once";
import { staffAuthor } from "./model/records/actor";
import { ticketInScope } from "./model/tickets/read";

const MAX_TICKETS = 50;

/** By phone number in any form, or by words of the name; at most 20, guests last. */
export const search = memberQuery("contacts.view")({
  args: { text: v.string() },
  returns: v.array(contactView),
  handler: async (ctx, { text }) =>
    (await searchContacts(ctx, ctx.actor.membership.orgId, text)).map(toContactView),
});

/** One page of the company's customers, the one that changed last first; merged and erased ones are left out. */
export const list = memberQuery("contacts.view")({
  args: { paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(contactView),
  handler: async (ctx, { paginationOpts }) =>
    await pageContacts(ctx, ctx.actor.membership.orgId, paginationOpts),
});

/** One customer with places and things. */
export const get = memberQuery("contacts.view")({
  args: { contactId: v.id("contacts") },
  returns: v.object({
    contact: contactView,
    locations: v.array(locationView),
    assets: v.array(assetView),
  }),
  handler: async (ctx, { contactId }) => {
    const contact = await requireContact(ctx, ctx.actor, contactId);
    return {
      contact: toContactView(contact),
      locations: (await listLocations(ctx, contactId)).map(toLocationView),
      assets: (await listAssets(ctx, contactId)).map(toAssetView),
    };
  },
});

/** His tickets in the reader's scope, newest first, at most 50. */
export const tickets = memberQuery("contacts.view")({
  args: { contactId: v.id("contacts") },
  returns: v.array(
    v.object({
      ticketId: v.id("tickets"),
      number: v.string(),
      status,
      workType,
      problem: v.string(),
      requestedAt: v.number(),
    }),
  ),
  handler: async (ctx, { contactId }) => {
    await requireContact(ctx, ctx.actor, contactId);
    const rows = await ctx.db
      .query("tickets")
      .withIndex("by_contactId", (q) => q.eq("contactId", contactId))
      .order("desc")
      .take(MAX_TICKETS);
    const seen = await Promise.all(
      rows.map(async (row) => ((await ticketInScope(ctx, ctx.actor, row)) ? row : null)),
    );
    return seen
      .filter((row) => row !== null)
      .map(({ _id, number, status: at, workType: type, problem, requestedAt }) => ({
        ticketId: _id,
        number,
        status: at,
        workType: type,
        problem,
        requestedAt,
      }));
  },
});

/** Enters a customer. Fails with `contact.phoneKnown` or `input.invalid` naming the field. */
export const create = memberMutation("contacts.manage")({
  args: { contact: contactInput, operationId: v.string() },
  returns: v.id("contacts"),
  handler: async (ctx, { contact, operationId }) => {
    const operation = { operationId, by: staffAuthor(ctx.actor).key, purpose: "contacts.create" };
    return await once(ctx, "contacts", operation, () => createContact(ctx, ctx.actor, contact, Date.now()));
  },
});

/** Changes name, number and how to reach him; a changed number is not proven any more. */
export const change = memberMutation("contacts.manage")({
  args: { contactId: v.id("contacts"), contact: contactInput, expectedVersion: v.number() },
  returns: v.null(),
  handler: async (ctx, { contactId, contact: input, expectedVersion }) => {
    const contact = await requireContact(ctx, ctx.actor, contactId);
    return await changeContact(ctx, ctx.actor, contact, input, expectedVersion, Date.now());
  },
});

/** Preferred and unwanted technicians, reminders, offers [C-14]. */
export const setPreferences = memberMutation("contacts.manage")({
  args: { contactId: v.id("contacts"), preferences: preferencesInput, expectedVersion: v.number() },
  returns: v.null(),
  handler: async (ctx, { contactId, preferences, expectedVersion }) => {
    const contact = await requireContact(ctx, ctx.actor, contactId);
    const { name } = ctx.actor.membership;
    return await changePreferences(ctx, name, contact, preferences, expectedVersion, Date.now());
  },
});

/** Adds a place. */
export const addPlace = memberMutation("contacts.manage")({
  args: { contactId: v.id("contacts"), location: locationInput, operationId: v.string() },
  returns: v.id("locations"),
  handler: async (ctx, { contactId, location, operationId }) => {
    const contact = await requireContact(ctx, ctx.actor, contactId);
    const operation = {
      operationId,
      by: staffAuthor(ctx.actor).key,
      purpose: `contacts.addPlace ${contactId}`,
    };
    const { name } = ctx.actor.membership;
    return await once(ctx, "locations", operation, () =>
      addLocation(ctx, name, contact, location, Date.now()),
    );
  },
});

async function requireLocation(
  ctx: QueryCtx,
  actor: StaffActor,
  locationId: Id<"locations">,
): Promise<Doc<"locations">> {
  const location = await ctx.db.get("locations", locationId);
  if (location?.orgId !== actor.membership.orgId) throw appError("access.denied");
  return location;
}

/** Changes a place, or takes it away when `location` is null. */
export const changePlace = memberMutation("contacts.manage")({
  args: {
    locationId: v.id("locations"),
    location: v.nullable(locationInput),
    expectedVersion: v.number(),
  },
  returns: v.null(),
  handler: async (ctx, { locationId, location: input, expectedVersion }) => {
    const location = await requireLocation(ctx, ctx.actor, locationId);
    const { name } = ctx.actor.membership;
    return await changeLocation(ctx, name, location, input, expectedVersion, Date.now());
  },
});

/** Everything the customer may have of himself [C-15]; audited. */
export const exportData = memberMutation("contacts.erase")({
  args: { contactId: v.id("contacts") },
  returns: personalData,
  handler: async (ctx, { contactId }) =>
    await exportContact(ctx, ctx.actor, await requireContact(ctx, ctx.actor, contactId)),
});

/** Removes a customer's personal data [C-15]; audited. Fails with `contact.ticketsOpen` while work is going on. */
export const erase = memberMutation("contacts.erase")({
  args: { contactId: v.id("contacts") },
  returns: v.null(),
  handler: async (ctx, { contactId }) =>
    await eraseContact(ctx, ctx.actor, await requireContact(ctx, ctx.actor, contactId), Date.now()),
});
