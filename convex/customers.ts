/** The signed-in customer's own tickets [C-02]. What he does with one of them goes through its page. */
import { v } from "convex/values";
import { customerQuery } from "./lib/builders";
import { status } from "./lib/validators";
import { ownTicketRows } from "./model/session/ownTickets";

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
        /** Opens the tracking page; null once the link's time is over. */
        token: v.nullable(v.string()),
      }),
    ),
  }),
  handler: async (ctx) => ({
    phone: ctx.customer.phone,
    tickets: await ownTicketRows(ctx, ctx.customer),
  }),
});
