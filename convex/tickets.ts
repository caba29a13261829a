/**
 * One ticket: look at it, place it, take a step with it. All changes go through model/flows, which is the only writer
 * of a ticket's status; what is allowed is decided by shared/tickets.
 */
import { v } from "convex/values";
import { literals } from "convex-helpers/validators";
import { NEEDS, STEP_ACTIONS } from "../shared/tickets/transitions";
import { memberMutation, memberQuery } from "./lib/builders";
import { partyMutation, partyQuery } from "./lib/partyBuilders";
import {
  daySlot,
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
import { swapTechnicians } from "./model/flows/swapTechnicians";
import { customerSteps, moveOwnVisit, takeCustomerStep } from "./model/flows/customerSteps";
import { asGesture, isBoardStep } from "./model/flows/gesture";
import { requireBranch } from "./model/organization/access";
import { branchView } from "./model/organization/read";
import { getDetail } from "./model/tickets/detail";
import { ticketFactsView } from "./model/tickets/factsView";
import { findByNumber, listBench } from "./model/tickets/read";
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
    /** What the customer said with the request beside the problem. */
    asked: v.object({
      /** How to get in; empty when nothing was said. */
      accessNotes: v.string(),
      /** When he would like it [W-04]. */
      preferred: v.nullable(v.object({ serviceDay: v.string(), slot: daySlot })),
      /** His record, for roles that may look customers up. */
      contactId: v.nullable(v.id("contacts")),
    }),
    actor: v.object({ role: actorRole, technicianId: v.nullable(v.id("technicians")) }),
    /** Token of the customer's page (`/t/<token>`); null for roles that may not share it. */
    trackingToken: v.nullable(v.string()),
  }),
  handler: async (ctx, { ticketId }) => await getDetail(ctx, ctx.actor, ticketId),
});

/** The ticket with exactly this number in the actor's scope, or null. */
export const find = memberQuery("tickets.view")({
  args: { number: v.string() },
  returns: v.nullable(v.id("tickets")),
  handler: async (ctx, { number }) => await findByNumber(ctx, ctx.actor, number),
});

/** The workshop's bench of a branch [S-47], the longest untouched first. */
export const bench = memberQuery("workshop.view")({
  args: { branchId: v.id("branches") },
  returns: v.array(ticketCard),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await listBench(ctx, branchId);
  },
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
    /** Wanted length of the visit; without it, the visit keeps the one it has. */
    minutes: v.optional(v.number()),
    operationId: v.string(),
    /** Why a time moves; technicians must say so, planners may. */
    reason: v.optional(reason),
    note: v.optional(v.string()),
    /** Why somebody is sent who does not fit; supervisors and above, what is overridden stays on the timeline. */
    override: v.optional(v.string()),
  },
  returns: v.object({ ...changeResult, actions: v.array(placementAction) }),
  handler: async (ctx, args) =>
    await asGesture(ctx, ctx.actor, { ticketIds: [args.ticketId], operationId: args.operationId }, () =>
      applyPlacement(ctx, ctx.actor, args),
    ),
});

/**
 * Two planned visits exchange their technicians, each keeps its time; both or none. Fails like `place`, with the
 * number of the ticket that cannot be given.
 */
export const swap = memberMutation("tickets.act")({
  args: {
    ticketId: v.id("tickets"),
    expectedVersion: v.number(),
    withTicketId: v.id("tickets"),
    withExpectedVersion: v.number(),
    operationId: v.string(),
  },
  returns: v.object({ ...changeResult, with: v.object(changeResult) }),
  handler: async (ctx, args) => {
    const { ticketId, withTicketId, operationId } = args;
    return await asGesture(ctx, ctx.actor, { ticketIds: [ticketId, withTicketId], operationId }, () =>
      swapTechnicians(ctx, ctx.actor, args),
    );
  },
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
  handler: async (ctx, args) => {
    const step = () => applyStep(ctx, ctx.actor, args);
    if (!isBoardStep(args.action)) return await step();
    const { ticketId, operationId } = args;
    return await asGesture(ctx, ctx.actor, { ticketIds: [ticketId], operationId }, step);
  },
});

const need = literals(...NEEDS);

/**
 * What the customer of a ticket can do now: each step with what its form asks and whether something is in the way.
 * `at` is the reader's clock, rounded as he likes; the server judges again when a step is taken.
 */
export const customerOffers = partyQuery("ticket")({
  args: { at: v.number() },
  returns: v.object({
    version: v.number(),
    steps: v.array(
      v.object({
        action: literals(...STEP_ACTIONS),
        to: status,
        asks: v.array(need),
        live: v.boolean(),
        /** Hours of notice that are over, when that is what is in the way. */
        noticeHours: v.nullable(v.number()),
      }),
    ),
  }),
  handler: async (ctx, { at }) => {
    const { version, steps } = await customerSteps(ctx, ctx.party, at);
    return {
      version,
      steps: steps.map(({ action, to, asks, blockers }) => {
        const notice = blockers.find((blocker) => blocker.code === "noticeTooShort");
        return {
          action,
          to,
          asks: [...asks],
          live: blockers.length === 0,
          noticeHours: notice?.code === "noticeTooShort" ? notice.hours : null,
        };
      }),
    };
  },
});

/** A customer's step on his own ticket [C-04]: cancel, confirm or decline the visit, resume, call back. */
export const customerStep = partyMutation({
  args: { expectedVersion: v.number(), action: stepAction, input: stepInput, operationId: v.string() },
  returns: v.object({ ...changeResult, linkedTicketId: v.nullable(v.id("tickets")) }),
  handler: async (ctx, args) => await takeCustomerStep(ctx, ctx.party, args),
});

/** A customer moves his planned visit to another time of the same technician, with a reason [C-10]. */
export const customerMove = partyMutation({
  args: {
    expectedVersion: v.number(),
    startsAt: v.number(),
    reason,
    note: v.optional(v.string()),
    operationId: v.string(),
  },
  returns: v.object({ ...changeResult, actions: v.array(placementAction) }),
  handler: async (ctx, args) => await moveOwnVisit(ctx, ctx.party, args),
});
