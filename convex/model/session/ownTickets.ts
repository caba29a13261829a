/** A customer's tickets as rows of his list, each with the link that opens its page. */
import type { QueryCtx } from "../../_generated/server";
import { listCustomerTickets } from "../contacts/customerTickets";
import { customerAuthor } from "../records/actor";
import { countUnread } from "../records/messages";
import { currentVisit } from "../tickets/read";
import { workingToken } from "../tracking/own";
import type { CustomerActor } from "./customer";

/** A list says "9 or more" beyond this. */
const MAX_UNREAD = 9;

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
        unread: await countUnread(
          ctx,
          ticket._id,
          customerAuthor(ticket, customer.userId),
          "customer",
          MAX_UNREAD,
        ),
        open: ticket.closedDay === undefined,
      };
    }),
  );
}
