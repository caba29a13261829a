/**
 * What a replay of a past day is made of: timelines of the tickets there were, and trails of the technicians. Asked once
 * and not subscribed to: the past does not change. Rebuilding is shared/replay's, on the reader's side.
 */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { literals } from "convex-helpers/validators";
import { REPLAY_PARTS } from "../shared/replay/parts";
import { memberMutation, memberQuery } from "./lib/builders";
import { requireBranch } from "./model/organization/access";
import { technicianReach } from "./model/organization/reach";
import { dutyOfDay, pastDuty } from "./model/replay/around";
import { noteOpened } from "./model/replay/opened";
import { branchTrails, pageHistories, pastTicket, technicianTrail } from "./model/replay/read";

/**
 * Tickets of a branch that existed on a service day, each with its card as it is now, its whole timeline, and what was
 * ever open beside it: holds, promises, escalations. In two
 * parts: those open now, and those closed on that day or later; a page holds at most 200 tickets.
 */
export const tickets = memberQuery("board.replay")({
  args: {
    branchId: v.id("branches"),
    serviceDay: v.string(),
    part: literals(...REPLAY_PARTS),
    paginationOpts: paginationOptsValidator,
  },
  returns: paginationResultValidator(pastTicket),
  handler: async (ctx, { branchId, serviceDay, part, paginationOpts }) => {
    const branch = await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    const found = await pageHistories(ctx, branch, serviceDay, part, paginationOpts);
    return { ...found, page: found.page.filter(({ card }) => reaches(card.visit?.technicianId ?? null)) };
  },
});

/**
 * Trails of a branch's technicians from `from` up to `until` (epoch ms, at most an hour apart), each with the last point
 * of the twelve hours before. `complete` is false when there was more than one answer holds.
 */
export const trails = memberQuery("board.replay")({
  args: { branchId: v.id("branches"), from: v.number(), until: v.number() },
  returns: v.object({ complete: v.boolean(), technicians: v.array(technicianTrail) }),
  handler: async (ctx, { branchId, from, until }) => {
    const branch = await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    return await branchTrails(ctx, branch._id, from, until, reaches);
  },
});

/** Who was on duty on a service day of a branch, and when that changed. */
export const duty = memberQuery("board.replay")({
  args: { branchId: v.id("branches"), serviceDay: v.string() },
  returns: v.object({ complete: v.boolean(), technicians: v.array(pastDuty) }),
  handler: async (ctx, { branchId, serviceDay }) => {
    const branch = await requireBranch(ctx, ctx.actor, branchId);
    return await dutyOfDay(ctx, branch, serviceDay, await technicianReach(ctx, ctx.actor));
  },
});

/** Notes in the audit log that the caller looks back at a day; once per person and day, however often it is called. */
export const opened = memberMutation("board.replay")({
  args: { branchId: v.id("branches"), serviceDay: v.string() },
  returns: v.null(),
  handler: async (ctx, { branchId, serviceDay }) => {
    const branch = await requireBranch(ctx, ctx.actor, branchId);
    return await noteOpened(ctx, ctx.actor, branch, serviceDay, Date.now());
  },
});
