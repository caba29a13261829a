/**
 * One ticket: look at it, place it, take a step with it. All changes go through model/flows, which is the only writer
 * of a ticket's status; what is allowed is decided by shared/tickets.
 */
import { v } from "convex/values";
import { memberMutation, memberQuery } from "./lib/builders";
import {
  actorRole,
  localizedName,
  placementAction,
  reason,
  status,
  stepAction,
  stepInput,
} from "./lib/validators";
import { applyPlacement } from "./model/flows/applyPlacement";
import { applyStep } from "./model/flows/applyStep";
import { branchView } from "./model/organization/read";
import { getDetail } from "./model/tickets/detail";
import { ticketFactsView } from "./model/tickets/factsView";
import { ticketCard, timelineRow } from "./model/tickets/views";

/**
 * Everything a screen needs of one ticket, with the facts and the actor to judge steps by (`offeredSteps`, `plan`).
 * Unknown and out of scope answer the same: `access.denied`.
 */
export const get = memberQuery("tickets.view")({
  args: { ticketId: v.id("tickets") },
  returns: v.object({
    ticket: ticketCard,
    branch: branchView,
    technician: v.nullable(
      v.object({ technicianId: v.id("technicians"), name: localizedName, phone: v.string() }),
    ),
    /** Newest last. */
    timeline: v.array(timelineRow),
    facts: ticketFactsView,
    actor: v.object({ role: actorRole, technicianId: v.nullable(v.id("technicians")) }),
    /** Token of the customer's page (`/t/<token>`); null for roles that may not share it. */
    trackingToken: v.nullable(v.string()),
  }),
  handler: async (ctx, { ticketId }) => await getDetail(ctx, ctx.actor, ticketId),
});

/** What a change answers; `replayed` is true when this operation id had already been carried out. */
const changeResult = {
  ticketId: v.id("tickets"),
  status,
  version: v.number(),
  replayed: v.boolean(),
};

/**
 * The drop: give the ticket to a technician, at a time or untimed. Assign, reassign, schedule and reschedule follow
 * from it in one transaction. Fails with `ticket.changedMeanwhile` or `ticket.blocked` (all blockers).
 */
export const place = memberMutation("tickets.act")({
  args: {
    ticketId: v.id("tickets"),
    expectedVersion: v.number(),
    technicianId: v.id("technicians"),
    startsAt: v.nullable(v.number()),
    operationId: v.string(),
    /** Why a time moves; technicians must say so, planners may. */
    reason: v.optional(reason),
    note: v.optional(v.string()),
    /** Why somebody is sent who does not fit; supervisors and above, what is overridden stays on the timeline. */
    override: v.optional(v.string()),
  },
  returns: v.object({ ...changeResult, actions: v.array(placementAction) }),
  handler: async (ctx, args) => await applyPlacement(ctx, ctx.actor, args),
});

/**
 * Every other step. Fails with `ticket.changedMeanwhile` or `ticket.blocked` (all blockers). A call-back also answers the
 * ticket it made.
 */
export const transition = memberMutation("tickets.act")({
  args: {
    ticketId: v.id("tickets"),
    expectedVersion: v.number(),
    action: stepAction,
    input: stepInput,
    operationId: v.string(),
  },
  returns: v.object({ ...changeResult, linkedTicketId: v.nullable(v.id("tickets")) }),
  handler: async (ctx, args) => await applyStep(ctx, ctx.actor, args),
});
