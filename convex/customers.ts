/** The signed-in customer's own tickets [C-02]. What he does with one of them goes through its page. */
import { v } from "convex/values";
import { appError } from "./lib/appError";
import { customerMutation, customerQuery } from "./lib/builders";
import { status } from "./lib/validators";
import { requireCustomerTicket } from "./model/contacts/customerTickets";
import { takeToken } from "./model/session/limits";
import { ownTicketRows } from "./model/session/ownTickets";
import { openOwnLink } from "./model/tracking/own";

/** Who he is and what he asked for with his proven number, newest first. */
export const tickets = customerQuery({
  args: {},
  returns: v.object({
    phone: v.string(),
    tickets: v.array(
      v.object({
        ticketId: v.id("tickets"),
        number: v.string(),
        status,
        workType: v.string(),
        requestedAt: v.number(),
        zone: v.string(),
        /** Start of the planned visit. */
        startsAt: v.nullable(v.number()),
        /** Opens the tracking page; null once the link's time is over, see {@link openPage}. */
        token: v.nullable(v.string()),
        /** Messages of the company not read yet, counted up to 9. */
        unread: v.number(),
        /** Whether something is still to come. */
        open: v.boolean(),
      }),
    ),
  }),
  handler: async (ctx) => ({
    phone: ctx.customer.phone,
    tickets: await ownTicketRows(ctx, ctx.customer),
  }),
});

/**
 * Token of the page of one's own ticket, made anew when the link that was sent works no longer. Asking again answers the
 * same one. Fails with `access.denied` for a ticket that is not his, `auth.tooManyAttempts` for a flood.
 */
export const openPage = customerMutation({
  args: { ticketId: v.id("tickets") },
  returns: v.object({ token: v.string() }),
  handler: async (ctx, { ticketId }) => {
    const ticket = await requireCustomerTicket(ctx, ctx.customer, ticketId);
    const now = Date.now();
    const retryAfterMs = await takeToken(ctx, "linkWrites", ticketId, now);
    if (retryAfterMs !== null) throw appError("auth.tooManyAttempts", { retryAfterMs });
    return { token: await openOwnLink(ctx, ticket, now) };
  },
});
