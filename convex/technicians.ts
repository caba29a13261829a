/** The technician's own day, duty and position. */
import { v } from "convex/values";
import { memberMutation, memberQuery } from "./lib/builders";
import { reportPosition as savePosition } from "./model/technicians/positions";
import { changeDuty, changeOwnDuty } from "./model/technicians/write";
import { listOwnDay, ownDay } from "./model/tickets/ownDay";

/**
 * Jobs of the signed-in technician for a local service day: everything live that is due by its end (overdue and
 * untimed ones too) and what was finished on it. Sorted as they will be driven.
 */
export const today = memberQuery("field.work")({
  args: { serviceDay: v.string() },
  returns: ownDay,
  handler: async (ctx, { serviceDay }) => await listOwnDay(ctx, ctx.actor, serviceDay),
});

/**
 * A fix of the signed-in technician's phone. Stored when it moved far enough or enough time passed; an older fix than
 * the stored one and one sent off duty are dropped. Answers whether it was stored.
 */
export const reportPosition = memberMutation("field.work")({
  args: {
    lat: v.number(),
    lng: v.number(),
    accuracyM: v.number(),
    headingDeg: v.optional(v.number()),
    speedMps: v.optional(v.number()),
    recordedAt: v.number(),
  },
  returns: v.object({ stored: v.boolean() }),
  handler: async (ctx, fix) => await savePosition(ctx, ctx.actor, fix),
});

/** Puts the signed-in technician on or off duty. */
export const setDuty = memberMutation("field.work")({
  args: { onDuty: v.boolean() },
  returns: v.null(),
  handler: async (ctx, { onDuty }) => await changeOwnDuty(ctx, ctx.actor, onDuty),
});

/** Puts a technician of the actor's branches on or off duty. */
export const setDutyFor = memberMutation("technicians.duty")({
  args: { technicianId: v.id("technicians"), onDuty: v.boolean() },
  returns: v.null(),
  handler: async (ctx, { technicianId, onDuty }) => await changeDuty(ctx, ctx.actor, technicianId, onDuty),
});
