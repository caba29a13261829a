/**
 * Tidying up in the background: uploads nobody claimed, operation ids past their memory,
 * trails, changes of duty and gestures past their days, data on its way out.
 */
import { v } from "convex/values";
import { UNCLAIMED_LIFE_MS } from "../../shared/records/files";
import { internal } from "../_generated/api";
import { systemMutation } from "../lib/builders";
import { eraseSomeTickets } from "../model/contacts/personalData";
import { isClaimed } from "../model/records/files";
import { OPERATION_MEMORY_MS } from "../model/records/once";
import { forgetOldActions } from "../model/boardActions/record";
import { forgetOldTrails } from "../model/technicians/trails";
import { forgetOldDuty } from "../model/technicians/write";

/** Rows looked at in one transaction. */
const PER_RUN = 100;
/** A gesture may hold a hundred tickets. */
const ACTIONS_PER_RUN = 25;

/**
 * Removes uploaded files that nothing claimed within a day. Looks at every file once: how far it has come is remembered,
 * and a file that was claimed then is left to its record.
 */
export const uploads = systemMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const state = await ctx.db.query("fileSweeps").first();
    const files = await ctx.db.system
      .query("_storage")
      .withIndex("by_creation_time", (q) =>
        q.gt("_creationTime", state?.throughAt ?? 0).lt("_creationTime", Date.now() - UNCLAIMED_LIFE_MS),
      )
      .take(PER_RUN);
    const last = files.at(-1);
    if (!last) return null;
    for (const file of files) if (!(await isClaimed(ctx, file._id))) await ctx.storage.delete(file._id);
    const throughAt = last._creationTime;
    if (state) await ctx.db.patch("fileSweeps", state._id, { throughAt });
    else await ctx.db.insert("fileSweeps", { throughAt });
    if (files.length === PER_RUN) await ctx.scheduler.runAfter(0, internal.jobs.sweeps.uploads, {});
    return null;
  },
});

/** Forgets operation ids after their memory. */
export const operations = systemMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    const old = await ctx.db
      .query("recordOperations")
      .withIndex("by_at", (q) => q.lt("at", Date.now() - OPERATION_MEMORY_MS))
      .take(PER_RUN);
    for (const row of old) await ctx.db.delete("recordOperations", row._id);
    if (old.length === PER_RUN) await ctx.scheduler.runAfter(0, internal.jobs.sweeps.operations, {});
    return null;
  },
});

/** Removes trails of technicians past the days they are kept. */
export const trails = systemMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (await forgetOldTrails(ctx, Date.now(), PER_RUN))
      await ctx.scheduler.runAfter(0, internal.jobs.sweeps.trails, {});
    return null;
  },
});

/** Removes changes of duty past the days replays promise. */
export const duty = systemMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (await forgetOldDuty(ctx, Date.now(), PER_RUN))
      await ctx.scheduler.runAfter(0, internal.jobs.sweeps.duty, {});
    return null;
  },
});

/** Removes gestures of the board that can no longer be undone. */
export const actions = systemMutation({
  args: {},
  returns: v.null(),
  handler: async (ctx) => {
    if (await forgetOldActions(ctx, Date.now(), ACTIONS_PER_RUN))
      await ctx.scheduler.runAfter(0, internal.jobs.sweeps.actions, {});
    return null;
  },
});

/** Goes on removing the personal data of an erased customer, a few tickets at a time. */
export const eraseTickets = systemMutation({
  args: { contactId: v.id("contacts") },
  returns: v.null(),
  handler: async (ctx, { contactId }) => {
    if (await eraseSomeTickets(ctx, contactId))
      await ctx.scheduler.runAfter(0, internal.jobs.sweeps.eraseTickets, { contactId });
    return null;
  },
});
