/** Service promises: the rules of a company and the clocks of one ticket. Deadlines are stored; countdowns are drawn. */
import { v } from "convex/values";
import { memberMutation, memberQuery } from "./lib/builders";
import { localizedName, role } from "./lib/validators";
import { calendarFields, calendarView, changeCalendar, toCalendarView } from "./model/clocks/calendar";
import { clocksOfTicket, clockView } from "./model/clocks/read";
import { changeRule, listRules } from "./model/clocks/rules";
import { escalationLevel, escalationType, slaCode, timeBase } from "./model/clocks/tables";
import { requireBranch } from "./model/organization/access";
import { listBranches } from "./model/organization/read";
import { requireTicket } from "./model/tickets/read";

/** Every promise in force, with its default and its bounds. */
export const rules = memberQuery("settings.view")({
  args: {},
  returns: v.array(
    v.object({
      code: slaCode,
      type: escalationType,
      level: escalationLevel,
      owners: v.array(role),
      enabled: v.boolean(),
      /** Null for the complaint: it has no clock. */
      clock: v.nullable(
        v.object({
          thresholdMs: v.number(),
          timeBase,
          defaultThresholdMs: v.number(),
          defaultTimeBase: timeBase,
          minMs: v.number(),
          maxMs: v.number(),
        }),
      ),
      version: v.number(),
      changedAt: v.nullable(v.number()),
      changedBy: v.nullable(localizedName),
    }),
  ),
  handler: async (ctx) => await listRules(ctx, ctx.actor.membership.orgId),
});

/**
 * Changes a promise; open clocks are planned again right afterwards. Answers the rule's new version. Fails with
 * `input.invalid` outside the bounds and `record.changedMeanwhile` for a stale version.
 */
export const updateRule = memberMutation("sla.manage")({
  args: {
    code: slaCode,
    enabled: v.boolean(),
    thresholdMs: v.number(),
    timeBase,
    expectedVersion: v.number(),
  },
  returns: v.number(),
  handler: async (ctx, change) => await changeRule(ctx, ctx.actor, change, Date.now()),
});

/** Opening hours, days off and holidays of the branches in the actor's scope. */
export const calendars = memberQuery("settings.view")({
  args: {},
  returns: v.array(calendarView),
  handler: async (ctx) => (await listBranches(ctx, ctx.actor)).map(toCalendarView),
});

/** Changes a branch's calendar; its open clocks are planned again. Fails with `input.invalid` naming the field. */
export const updateCalendar = memberMutation("sla.manage")({
  args: { branchId: v.id("branches"), ...calendarFields.fields },
  returns: v.null(),
  handler: async (ctx, { branchId, ...wanted }) => {
    const branch = await requireBranch(ctx, ctx.actor, branchId);
    await changeCalendar(ctx, ctx.actor, branch, wanted);
    return null;
  },
});

/** The clocks of a ticket, those still open first. */
export const clocks = memberQuery("tickets.view")({
  args: { ticketId: v.id("tickets") },
  returns: v.array(clockView),
  handler: async (ctx, { ticketId }) => {
    await requireTicket(ctx, ctx.actor, ticketId);
    return await clocksOfTicket(ctx, ticketId);
  },
});
