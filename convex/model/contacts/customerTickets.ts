/**
 * Which tickets are a customer's own: those asked for with the number he has proven [J-46]. The number given with a ticket
 * is stored in E.164 where it is one, so that both are compared in the same form.
 */
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { CustomerActor } from "../session/customer";

/** A customer's latest tickets shown on his page. */
const MAX_TICKETS = 100;
/** Companies one number has asked something of. */
const MAX_ORGANIZATIONS = 10;

/** The ticket, or `access.denied` when it is unknown or somebody else's. */
export async function requireCustomerTicket(
  ctx: QueryCtx,
  customer: CustomerActor,
  ticketId: Id<"tickets">,
): Promise<Doc<"tickets">> {
  const ticket = await ctx.db.get("tickets", ticketId);
  if (!ticket || ticket.contact.phone !== customer.phone) throw appError("access.denied");
  return ticket;
}

/** The customer's tickets, newest first. */
export async function listCustomerTickets(ctx: QueryCtx, customer: CustomerActor): Promise<Doc<"tickets">[]> {
  const organizations = await ctx.db.query("organizations").take(MAX_ORGANIZATIONS);
  const found = await Promise.all(
    organizations.map((organization) =>
      ctx.db
        .query("tickets")
        .withIndex("by_orgId_and_phone", (q) =>
          q.eq("orgId", organization._id).eq("contact.phone", customer.phone),
        )
        .order("desc")
        .take(MAX_TICKETS),
    ),
  );
  return found
    .flat()
    .sort((a, b) => b.requestedAt - a.requestedAt)
    .slice(0, MAX_TICKETS);
}
