/**
 * One customer's data handed out, or removed on request [C-15]. Removing takes away what says who he was and where; what
 * the books need stays: tickets with number, type, times and outcome, amounts, ratings, parts. It goes ticket by ticket in
 * the background, because a faithful customer has many.
 */
import { type Infer, v } from "convex/values";
import { MAX_FILES } from "../../../shared/records/files";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { forgetSubject, record } from "../audit/record";
import type { StaffActor } from "../organization/access";
import { estimateView, listEstimates } from "../records/estimates";
import { indexTicket } from "../tickets/search";
import { itemView, listItems } from "./items";
import { customerName } from "./names";
import {
  assetView,
  contactView,
  listAssets,
  listLocations,
  locationView,
  toAssetView,
  toContactView,
  toLocationView,
} from "./read";

const MAX_TICKETS = 100;
const MAX_ROWS = 200;
const TICKETS_PER_RUN = 5;

export const personalData = v.object({
  contact: contactView,
  locations: v.array(locationView),
  assets: v.array(assetView),
  tickets: v.array(
    v.object({
      number: v.string(),
      workType: v.string(),
      status: v.string(),
      requestedAt: v.number(),
      address: v.string(),
      city: v.string(),
      problem: v.string(),
      items: v.array(itemView),
      messages: v.array(v.object({ at: v.number(), side: v.string(), body: v.string() })),
      estimates: v.array(estimateView),
      files: v.array(v.object({ kind: v.string(), caption: v.string(), url: v.nullable(v.string()) })),
      review: v.nullable(v.object({ rating: v.number(), text: v.string(), at: v.number() })),
    }),
  ),
  /** Whether there are more tickets than are listed here. */
  more: v.boolean(),
});

async function ticketsOf(ctx: QueryCtx, contactId: Id<"contacts">, count: number): Promise<Doc<"tickets">[]> {
  return await ctx.db
    .query("tickets")
    .withIndex("by_contactId", (q) => q.eq("contactId", contactId))
    .order("desc")
    .take(count);
}

async function ticketData(ctx: QueryCtx, ticket: Doc<"tickets">) {
  const ticketId = ticket._id;
  const messages = await ctx.db
    .query("messages")
    .withIndex("by_ticketId_and_audience", (q) => q.eq("ticketId", ticketId).eq("audience", "customer"))
    .take(MAX_ROWS);
  const files = await ctx.db
    .query("attachments")
    .withIndex("by_ticketId_and_removedAt", (q) => q.eq("ticketId", ticketId).eq("removedAt", undefined))
    .take(MAX_FILES);
  const review = await ctx.db
    .query("reviews")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .unique();
  const { number, workType, status, requestedAt, address, city, problem } = ticket;
  return {
    number,
    workType,
    status,
    requestedAt,
    address,
    city,
    problem,
    items: await listItems(ctx, ticketId),
    messages: messages.map(({ _creationTime: at, side, body }) => ({ at, side, body })),
    estimates: await listEstimates(ctx, ticketId, "customer"),
    files: await Promise.all(
      files
        .filter((file) => file.visibility === "customer")
        .map(async ({ kind, caption, storageId }) => ({
          kind,
          caption,
          url: await ctx.storage.getUrl(storageId),
        })),
    ),
    review: review ? { rating: review.rating, text: review.text, at: review._creationTime } : null,
  };
}

/** Everything the customer may have of himself; written to the audit log. */
export async function exportContact(
  ctx: MutationCtx,
  actor: StaffActor,
  contact: Doc<"contacts">,
): Promise<Infer<typeof personalData>> {
  const tickets = await ticketsOf(ctx, contact._id, MAX_TICKETS + 1);
  await record(ctx, actor, {
    action: "contact.exported",
    subject: { kind: "contact", id: contact._id, label: contact.name },
  });
  return {
    contact: toContactView(contact),
    locations: (await listLocations(ctx, contact._id)).map(toLocationView),
    assets: (await listAssets(ctx, contact._id)).map(toAssetView),
    tickets: await Promise.all(tickets.slice(0, MAX_TICKETS).map((ticket) => ticketData(ctx, ticket))),
    more: tickets.length > MAX_TICKETS,
  };
}

/** Removes the personal data. Fails with `contact.ticketsOpen` while work is going on. */
export async function eraseContact(
  ctx: MutationCtx,
  actor: StaffActor,
  contact: Doc<"contacts">,
  now: number,
): Promise<null> {
  if (contact.erasedAt !== undefined) return null;
  const latest = await ticketsOf(ctx, contact._id, MAX_ROWS);
  if (latest.some((ticket) => ticket.closedDay === undefined)) throw appError("contact.ticketsOpen");
  const stamp = { changedAt: now, changedBy: customerName("") };
  await ctx.db.patch("contacts", contact._id, {
    ...stamp,
    name: "",
    phone: null,
    email: "",
    note: "",
    userId: undefined,
    serviceReminders: false,
    marketing: false,
    standing: "known",
    version: contact.version + 1,
    erasedAt: now,
  });
  const locations = await ctx.db
    .query("locations")
    .withIndex("by_contactId", (q) => q.eq("contactId", contact._id))
    .take(MAX_ROWS);
  for (const location of locations)
    await ctx.db.patch("locations", location._id, {
      ...stamp,
      label: "",
      address: "",
      point: null,
      accessNotes: "",
      removedAt: location.removedAt ?? now,
      version: location.version + 1,
    });
  const assets = await ctx.db
    .query("assets")
    .withIndex("by_contactId", (q) => q.eq("contactId", contact._id))
    .take(MAX_ROWS);
  for (const asset of assets)
    await ctx.db.patch("assets", asset._id, {
      ...stamp,
      serial: "",
      plate: "",
      vin: "",
      note: "",
      identityKey: "",
      removedAt: asset.removedAt ?? now,
      version: asset.version + 1,
    });
  await forgetSubject(ctx, contact.orgId, "contact", contact._id);
  // The log says that it happened and to which record, not to whom.
  await record(ctx, actor, {
    action: "contact.erased",
    subject: { kind: "contact", id: contact._id, label: "" },
  });
  await ctx.scheduler.runAfter(0, internal.jobs.sweeps.eraseTickets, { contactId: contact._id });
  return null;
}

/** Removes the personal data of some of an erased contact's tickets; answers whether there are more. */
export async function eraseSomeTickets(ctx: MutationCtx, contactId: Id<"contacts">): Promise<boolean> {
  const tickets = await ctx.db
    .query("tickets")
    .withIndex("by_contactId", (q) => q.eq("contactId", contactId))
    .take(TICKETS_PER_RUN);
  for (const ticket of tickets) await eraseTicket(ctx, ticket);
  return tickets.length === TICKETS_PER_RUN;
}

async function eraseTicket(ctx: MutationCtx, ticket: Doc<"tickets">): Promise<void> {
  const ticketId = ticket._id;
  // Taken off the contact as well: what is done is not found again.
  await ctx.db.patch("tickets", ticketId, {
    contact: { name: "", phone: null },
    contactId: undefined,
    locationId: undefined,
    accessNotes: undefined,
    address: "",
    point: null,
    problem: "",
  });
  const erased = await ctx.db.get("tickets", ticketId);
  if (erased) await indexTicket(ctx, erased);
  const messages = await ctx.db
    .query("messages")
    .withIndex("by_ticketId_and_audience", (q) => q.eq("ticketId", ticketId).eq("audience", "customer"))
    .take(MAX_ROWS);
  for (const message of messages)
    await ctx.db.patch("messages", message._id, {
      body: "",
      by: message.side === "customer" ? { ...message.by, userId: null, name: customerName("") } : message.by,
    });
  const dealings = await ctx.db
    .query("interactions")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ROWS);
  for (const dealing of dealings)
    await ctx.db.patch("interactions", dealing._id, { summary: "", answer: "" });
  const files = await ctx.db
    .query("attachments")
    .withIndex("by_ticketId_and_removedAt", (q) => q.eq("ticketId", ticketId).eq("removedAt", undefined))
    .take(MAX_FILES);
  for (const file of files) {
    await ctx.storage.delete(file.storageId);
    if (file.thumbnailId) await ctx.storage.delete(file.thumbnailId);
    await ctx.db.patch("attachments", file._id, {
      caption: "",
      removedAt: Date.now(),
      ...(file.by.role === "customer" ? { by: { ...file.by, userId: null, name: customerName("") } } : {}),
    });
  }
  const items = await ctx.db
    .query("ticketItems")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ROWS);
  for (const item of items)
    await ctx.db.patch("ticketItems", item._id, { identity: "", invoiceNumber: "", problem: "" });
  const signOffs = await ctx.db
    .query("signOffs")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ROWS);
  for (const signOff of signOffs)
    await ctx.db.patch("signOffs", signOff._id, { signerName: "", phoneHint: undefined });
  const review = await ctx.db
    .query("reviews")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .unique();
  if (review)
    await ctx.db.patch("reviews", review._id, {
      text: "",
      by: { ...review.by, userId: null, name: customerName("") },
    });
  const events = await ctx.db
    .query("statusEvents")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ROWS);
  for (const event of events)
    if (event.actor.role === "customer")
      await ctx.db.patch("statusEvents", event._id, {
        actor: { ...event.actor, userId: null, name: customerName("") },
        note: undefined,
      });
  // The outbox keeps that a message went out, not to which number; a complaint keeps its outcome, not its words.
  const sent = await ctx.db
    .query("outbox")
    .withIndex("by_ticketId_and_state", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ROWS);
  for (const message of sent)
    if (message.audience === "customer" && message.to !== null)
      await ctx.db.patch("outbox", message._id, { to: null });
  const escalations = await ctx.db
    .query("escalations")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ROWS);
  for (const escalation of escalations)
    if (escalation.words !== undefined)
      await ctx.db.patch("escalations", escalation._id, { words: undefined });
  const links = await ctx.db
    .query("trackingLinks")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_ROWS);
  for (const link of links)
    if (!link.revoked) await ctx.db.patch("trackingLinks", link._id, { revoked: true });
}
