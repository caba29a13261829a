/** Holds of a ticket [G-04]. Reading: records.holds. */
import { v } from "convex/values";
import { appError } from "./lib/appError";
import { memberMutation } from "./lib/builders";
import { staffAuthor } from "./model/records/actor";
import { holdInput, openHold, resolveHold } from "./model/records/holds";
import { once } from "./model/records/once";
import { requireTicket } from "./model/tickets/read";

/** Puts a ticket on hold. `stopsClock` null means what the kind says; only planners decide otherwise. */
export const open = memberMutation("records.write")({
  args: {
    ticketId: v.id("tickets"),
    hold: holdInput,
    stopsClock: v.nullable(v.boolean()),
    operationId: v.string(),
  },
  returns: v.id("holds"),
  handler: async (ctx, { ticketId, hold, stopsClock, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `holds.open ${ticketId}` };
    return await once(ctx, "holds", operation, () =>
      openHold(ctx, ticket, who, hold, stopsClock, Date.now()),
    );
  },
});

/** Removes a hold, saying how. Fails with `record.closed` when it is gone already. */
export const resolve = memberMutation("records.write")({
  args: {
    holdId: v.id("holds"),
    resolution: v.string(),
    expectedVersion: v.number(),
    operationId: v.string(),
  },
  returns: v.id("holds"),
  handler: async (ctx, { holdId, resolution, expectedVersion, operationId }) => {
    const hold = await ctx.db.get("holds", holdId);
    if (!hold) throw appError("access.denied");
    const ticket = await requireTicket(ctx, ctx.actor, hold.ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `holds.resolve ${holdId}` };
    return await once(ctx, "holds", operation, () =>
      resolveHold(ctx, ticket, hold, who, { resolution }, expectedVersion, Date.now()),
    );
  },
});
