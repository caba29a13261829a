/** Takes a job back that was offered and not answered in time [J-08]. */
import { v } from "convex/values";
import { systemMutation } from "../lib/builders";
import { takeStep } from "../model/flows/applyStep";
import { SYSTEM_ACTOR } from "../model/flows/stepActor";

/**
 * Told the offer it was armed for; one that was answered, taken back or made anew since is left alone. Running twice
 * changes nothing.
 */
export const run = systemMutation({
  args: { appointmentId: v.id("appointments"), version: v.number() },
  returns: v.null(),
  handler: async (ctx, { appointmentId, version }) => {
    const visit = await ctx.db.get("appointments", appointmentId);
    if (!visit || visit.offer.state !== "offered" || visit.offer.version !== version) return null;
    const ticket = await ctx.db.get("tickets", visit.ticketId);
    if (!ticket || ticket.currentAppointmentId !== appointmentId) return null;
    if (visit.travel !== "planned") return null;
    await takeStep(ctx, SYSTEM_ACTOR, ticket, {
      expectedVersion: ticket.version,
      action: "expire_offer",
      input: {},
      operationId: `offer-${appointmentId}-${version}`,
    });
    return null;
  },
});
