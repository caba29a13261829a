/**
 * From a stranger's word to a person [J-46]. A guest's request makes a contact of its own, whatever number he types; when
 * a code proves the number, his tickets move to the person who has it, or he becomes that person.
 */
import { customerName } from "./names";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { findByPhone } from "./read";

/** Tickets of one guest row; a guest makes one, and perhaps a few more through the same page. */
const MAX_MOVED = 50;

/** A contact nobody has vouched for. */
export async function createGuest(
  ctx: MutationCtx,
  orgId: Id<"organizations">,
  guest: { readonly name: string; readonly phone: string; readonly language: "ar" | "en" },
  now: number,
): Promise<Id<"contacts">> {
  return await ctx.db.insert("contacts", {
    orgId,
    ...guest,
    email: "",
    channel: "sms",
    note: "",
    standing: "guest",
    preferredTechnicianIds: [],
    blockedTechnicianIds: [],
    serviceReminders: true,
    marketing: false,
    version: 1,
    changedAt: now,
    changedBy: customerName(guest.name),
  });
}

/** The contact of a signed-in customer in a company; made, or found by his proven number. */
export async function contactOfCustomer(
  ctx: MutationCtx,
  orgId: Id<"organizations">,
  customer: { readonly userId: Id<"users">; readonly phone: string },
  name: string,
  now: number,
): Promise<Doc<"contacts">["_id"]> {
  const known = await findByPhone(ctx, orgId, customer.phone);
  if (known) {
    if (known.standing !== "verified" || known.userId !== customer.userId)
      await ctx.db.patch("contacts", known._id, {
        standing: "verified",
        userId: customer.userId,
        version: known.version + 1,
        changedAt: now,
        changedBy: customerName(known.name),
      });
    return known._id;
  }
  const guest = { name, phone: customer.phone, language: "ar" as const };
  const contactId = await createGuest(ctx, orgId, guest, now);
  await ctx.db.patch("contacts", contactId, { standing: "verified", userId: customer.userId });
  return contactId;
}

/** Called when the number of a guest's ticket was proven. Answers the contact the ticket belongs to afterwards. */
export async function adoptGuest(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  now: number,
): Promise<Id<"contacts"> | null> {
  const guest = ticket.contactId ? await ctx.db.get("contacts", ticket.contactId) : null;
  if (!guest || guest.phone === null) return null;
  if (guest.standing !== "guest") {
    if (guest.standing === "known")
      await ctx.db.patch("contacts", guest._id, { standing: "verified", version: guest.version + 1 });
    return guest._id;
  }
  const person = await findByPhone(ctx, guest.orgId, guest.phone);
  const stamp = { changedAt: now, changedBy: customerName(guest.name) };
  if (!person) {
    await ctx.db.patch("contacts", guest._id, {
      ...stamp,
      standing: "verified",
      version: guest.version + 1,
    });
    return guest._id;
  }
  const tickets = await ctx.db
    .query("tickets")
    .withIndex("by_contactId", (q) => q.eq("contactId", guest._id))
    .take(MAX_MOVED);
  for (const one of tickets) await ctx.db.patch("tickets", one._id, { contactId: person._id });
  await ctx.db.patch("contacts", guest._id, {
    ...stamp,
    mergedInto: person._id,
    version: guest.version + 1,
  });
  if (person.standing === "known")
    await ctx.db.patch("contacts", person._id, {
      ...stamp,
      standing: "verified",
      version: person.version + 1,
    });
  return person._id;
}
