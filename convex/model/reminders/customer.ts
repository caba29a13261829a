/**
 * Where a ticket's customer can be reached, in which language, and the link that opens his page. Reads the ticket's own
 * snapshot first: it is what the customer gave with this request.
 */
import type { Channel } from "../../../shared/messages/channels";
import type { Locale } from "../../../shared/core/localized";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";

export interface CustomerAddress {
  readonly locale: Locale;
  /** Whether he wants to be reminded; what he must know is sent either way. */
  readonly reminders: boolean;
  address(channel: Channel): string | null;
}

/** The customer of a ticket as messages see him. */
export async function customerOf(_ctx: QueryCtx, ticket: Doc<"tickets">): Promise<CustomerAddress> {
  const { phone } = ticket.contact;
  return await Promise.resolve({
    locale: "ar",
    reminders: true,
    address: (channel: Channel) => (channel === "sms" || channel === "whatsapp" ? phone : null),
  });
}

/** The customer's page of a ticket, or empty when no link is open. */
export async function customerLink(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<string> {
  const links = await ctx.db
    .query("trackingLinks")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticket._id))
    .order("desc")
    .take(10);
  const token = links.find((link) => !link.revoked)?.token;
  return token === undefined ? "" : `${process.env["SITE_URL"] ?? ""}/t/${token}`;
}
