/** A customer's tickets as rows of his list, each with the link that opens its page. */
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { listCustomerTickets } from "../contacts/customerTickets";
import { currentVisit } from "../tickets/read";
import type { CustomerActor } from "./customer";

/** A ticket has one link, a few more when links were renewed. */
const MAX_LINKS = 20;

async function workingToken(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<string | null> {
  const links = await ctx.db
    .query("trackingLinks")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticket._id))
    .order("desc")
    .take(MAX_LINKS);
  return links.find((link) => !link.revoked && link.scope === "ticket")?.token ?? null;
}

/** Rows of the list, newest request first. */
export async function ownTicketRows(ctx: QueryCtx, customer: CustomerActor) {
  const tickets = await listCustomerTickets(ctx, customer);
  return await Promise.all(
    tickets.map(async (ticket) => {
      const branch = await ctx.db.get("branches", ticket.branchId);
      const visit = ticket.closedDay === undefined ? await currentVisit(ctx, ticket) : null;
      return {
        ticketId: ticket._id,
        number: ticket.number,
        status: ticket.status,
        workType: ticket.workType,
        requestedAt: ticket.requestedAt,
        zone: branch?.zone ?? "UTC",
        startsAt: visit?.startsAt ?? null,
        token: await workingToken(ctx, ticket),
      };
    }),
  );
}
