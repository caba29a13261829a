/**
 * technicians: who can be sent. Written by the seed and by setDuty; read by board, placement and tracking.
 * dutyChanges: append-only, when somebody went on or off duty. Written by write.ts with the change; read by the replay,
 * removed by jobs/sweeps after DUTY_KEPT_DAYS.
 * absences: when somebody is away. Written by absences.ts, read by placement and the board.
 * technicianPositions: the last known point, one row per technician, alone in its table so that a moving van never
 * re-runs a board query. Written only by positions.ts, forgotten when the technician goes off duty, read by the
 * tracking page and by positionSheets.ts.
 * positionSheets, positionBeats: the points of a branch as boards receive them, and when they are collected next.
 * Written only by positionSheets.ts; boards read the sheets and never the rows, so that a fix costs no board anything.
 * technicianTrails: where somebody was, one row per technician and five minutes with thinned points. Written only by
 * trails.ts, which positions.ts calls; read by the map's trails and the replay; removed by jobs/sweeps after
 * TRAIL_KEPT_DAYS. No board query reads it.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { ABSENCE_REASONS } from "../../../shared/technicians/absence";
import { localizedName, shift, skill } from "../../lib/validators";

export const absenceReason = literals(...ABSENCE_REASONS);

export const sheetKind = literals("base", "moving");

/**
 * Positions of several technicians, column by column and row by row in the same order: keys are written once and not
 * for every person. Degrees are rounded to about a metre.
 */
export const positionColumns = v.object({
  technicianIds: v.array(v.id("technicians")),
  lat: v.array(v.number()),
  lng: v.array(v.number()),
  accuracyM: v.array(v.number()),
  /** Where he goes, degrees clockwise from north; -1 when unknown. */
  headingDeg: v.array(v.number()),
  /** When his phone measured it, epoch ms. */
  recordedAt: v.array(v.number()),
  /** Since when his page is out of sight, epoch ms; 0 while it is not. */
  hiddenSince: v.array(v.number()),
});

export const technicianTables = {
  technicians: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    employeeId: v.string(),
    name: localizedName,
    phone: v.string(),
    skills: v.array(skill),
    active: v.boolean(),
    onDuty: v.boolean(),
    shift,
    /** City codes he is sent to; none named means the whole branch. */
    areas: v.optional(v.array(v.string())),
    /** Whose team he is in. */
    teamId: v.optional(v.id("teams")),
    /** What he is found by, folded; written by model/people/search.ts. */
    text: v.optional(v.string()),
  })
    .index("by_branchId", ["branchId"])
    .index("by_branchId_and_employeeId", ["branchId", "employeeId"])
    .index("by_branchId_and_active_and_onDuty_and_employeeId", ["branchId", "active", "onDuty", "employeeId"])
    .index("by_orgId_and_active_and_onDuty_and_employeeId", ["orgId", "active", "onDuty", "employeeId"])
    .index("by_teamId", ["teamId"])
    .index("by_orgId_and_employeeId", ["orgId", "employeeId"])
    .searchIndex("search_text", { searchField: "text", filterFields: ["orgId", "branchId"] }),
  dutyChanges: defineTable({
    technicianId: v.id("technicians"),
    branchId: v.id("branches"),
    at: v.number(),
    onDuty: v.boolean(),
  })
    .index("by_branchId_and_at", ["branchId", "at"])
    .index("by_at", ["at"]),
  absences: defineTable({
    technicianId: v.id("technicians"),
    branchId: v.id("branches"),
    /** Epoch ms; `until` is the first moment back. */
    from: v.number(),
    until: v.number(),
    reason: absenceReason,
    note: v.optional(v.string()),
    by: localizedName,
    operationId: v.string(),
  })
    .index("by_technicianId_and_until", ["technicianId", "until"])
    .index("by_branchId_and_until", ["branchId", "until"])
    .index("by_operationId", ["operationId"]),
  technicianPositions: defineTable({
    technicianId: v.id("technicians"),
    branchId: v.id("branches"),
    lat: v.number(),
    lng: v.number(),
    accuracyM: v.number(),
    headingDeg: v.optional(v.number()),
    speedMps: v.optional(v.number()),
    /** When the phone measured it. */
    recordedAt: v.number(),
    /** When the server wrote it. */
    receivedAt: v.number(),
    /** Since when his page is out of sight and can measure nothing; gone with the next fix. */
    hiddenSince: v.optional(v.number()),
  })
    .index("by_technicianId", ["technicianId"])
    .index("by_branchId_and_receivedAt", ["branchId", "receivedAt"]),
  positionSheets: defineTable({
    branchId: v.id("branches"),
    /** `base`: everybody as of a moment; `moving`: whoever reported after it. */
    kind: sheetKind,
    ...positionColumns.fields,
  }).index("by_branchId_and_kind", ["branchId", "kind"]),
  positionBeats: defineTable({
    branchId: v.id("branches"),
    /** When the next beat is scheduled; null while nobody moves. */
    dueAt: v.nullable(v.number()),
    /** `receivedAt` up to which the base sheet holds everybody. */
    baseAt: v.number(),
    /** `receivedAt` up to which the last beat collected; later fixes are stamped later than this. */
    through: v.number(),
  }).index("by_branchId", ["branchId"]),
  technicianTrails: defineTable({
    technicianId: v.id("technicians"),
    branchId: v.id("branches"),
    /** First instant of the five minutes. */
    bucketAt: v.number(),
    /** Three numbers a point, as shared/geo/trail.ts reads them. */
    points: v.array(v.number()),
    /** When he last went off duty while this was his newest row. */
    offDutyAt: v.optional(v.number()),
  })
    .index("by_technicianId_and_bucketAt", ["technicianId", "bucketAt"])
    .index("by_branchId_and_bucketAt", ["branchId", "bucketAt"])
    .index("by_bucketAt", ["bucketAt"]),
};
