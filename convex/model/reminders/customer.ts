/**
 * Where a ticket's customer can be reached, in which language, and the link that opens his page. Reads the ticket's own
 * snapshot first: it is what the customer gave with this request; his record adds the rest.
 */
import type { Locale } from "../../../shared/core/localized";
import type { Channel } from "../../../shared/messages/channels";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { readOnce } from "../../lib/readOnce";
import { workingToken } from "../tracking/own";

export interface CustomerAddress {
  readonly locale: Locale;
  /** Whether he wants to be reminded; what he must know is sent either way. */
  readonly reminders: boolean;
  /** The way he hears of appointments. */
  readonly newsBy: Channel;
  readonly address: (channel: Channel) => string | null;
}

/** The customer of a ticket as messages see him; Arabic and SMS when nothing else is known. */
export async function customerOf(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<CustomerAddress> {
  const { contactId } = ticket;
  const contact = contactId
    ? await readOnce(ctx, `contacts ${contactId}`, async () => await ctx.db.get("contacts", contactId))
    : null;
  const phone = ticket.contact.phone ?? contact?.phone ?? null;
  const email = contact && contact.email !== "" ? contact.email : null;
  return {
    locale: contact?.language ?? "ar",
    reminders: contact?.serviceReminders ?? true,
    newsBy: contact?.channel === "whatsapp" || contact?.channel === "email" ? contact.channel : "sms",
    address: (channel) => {
      if (channel === "email") return email;
      return channel === "sms" || channel === "whatsapp" ? phone : null;
    },
  };
}

/** The customer's page of a ticket, or empty when no link is open. */
export async function customerLink(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<string> {
  const token = await workingToken(ctx, ticket);
  return token === null ? "" : `${process.env["SITE_URL"] ?? ""}/t/${token}`;
}
