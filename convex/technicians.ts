/** The technician's own day, duty and position. */
import { v } from "convex/values";
import { appError } from "./lib/appError";
import { memberMutation, memberQuery } from "./lib/builders";
import { requireOwnTechnician } from "./model/organization/access";
import { requireTechnician } from "./model/people/technicians";
import {
  absenceView,
  addAbsence,
  latestAbsences,
  removeAbsence,
  toAbsenceView,
} from "./model/technicians/absences";
import { reportHidden as saveHidden, reportPosition as savePosition } from "./model/technicians/positions";
import { absenceReason } from "./model/technicians/tables";
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

/** The signed-in technician's page went out of sight and measures nothing until it is seen again. */
export const reportHidden = memberMutation("field.work")({
  args: { hiddenSince: v.number() },
  returns: v.null(),
  handler: async (ctx, { hiddenSince }) => await saveHidden(ctx, ctx.actor, hiddenSince),
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

const absenceArgs = {
  /** Epoch ms; `until` is the first moment back. */
  from: v.number(),
  until: v.number(),
  reason: absenceReason,
  note: v.optional(v.string()),
  operationId: v.string(),
};

/**
 * The signed-in technician will be away [F-12]. Visits already planned inside stay for the dispatcher to move; new ones
 * are refused there.
 */
export const declareAbsence = memberMutation("field.work")({
  args: absenceArgs,
  returns: v.id("absences"),
  handler: async (ctx, args) => {
    const technician = await requireOwnTechnician(ctx, ctx.actor);
    return await addAbsence(ctx, ctx.actor, technician, args);
  },
});

/** The signed-in technician comes after all, or is back earlier; an absence that is gone already is fine. */
export const withdrawAbsence = memberMutation("field.work")({
  args: { absenceId: v.id("absences") },
  returns: v.null(),
  handler: async (ctx, { absenceId }) => {
    const [technician, absence] = [
      await requireOwnTechnician(ctx, ctx.actor),
      await ctx.db.get("absences", absenceId),
    ];
    if (!absence) return null;
    if (absence.technicianId !== technician._id) throw appError("access.denied");
    return await removeAbsence(ctx, ctx.actor, technician, absence);
  },
});

/** Writes down that a technician of the actor's branches will be away. */
export const recordAbsence = memberMutation("technicians.manage")({
  args: { technicianId: v.id("technicians"), ...absenceArgs },
  returns: v.id("absences"),
  handler: async (ctx, { technicianId, ...args }) => {
    const technician = await requireTechnician(ctx, ctx.actor, technicianId);
    return await addAbsence(ctx, ctx.actor, technician, args);
  },
});

/** Takes an absence of a technician of the actor's branches back. */
export const cancelAbsence = memberMutation("technicians.manage")({
  args: { absenceId: v.id("absences") },
  returns: v.null(),
  handler: async (ctx, { absenceId }) => {
    const absence = await ctx.db.get("absences", absenceId);
    if (!absence) throw appError("access.denied");
    const technician = await requireTechnician(ctx, ctx.actor, absence.technicianId);
    return await removeAbsence(ctx, ctx.actor, technician, absence);
  },
});

/** The latest absences of a technician of the actor's branches, the first to end first. */
export const absences = memberQuery("people.view")({
  args: { technicianId: v.id("technicians") },
  returns: v.array(absenceView),
  handler: async (ctx, { technicianId }) => {
    await requireTechnician(ctx, ctx.actor, technicianId);
    return (await latestAbsences(ctx, technicianId)).map(toAbsenceView);
  },
});
