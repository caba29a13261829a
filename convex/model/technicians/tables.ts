/**
 * technicians: who can be sent. Written by the seed and by setDuty; read by board, placement and tracking.
 * absences: when somebody is away. Written by absences.ts, read by placement and the board.
 * technicianPositions: the last known point, one row per technician, alone in its table so that a moving van never
 * re-runs a board query. Written only by positions.ts, forgotten when the technician goes off duty, read by the map and
 * the tracking page.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { ABSENCE_REASONS } from "../../../shared/technicians/absence";
import { localizedName, shift, skill } from "../../lib/validators";

export const absenceReason = literals(...ABSENCE_REASONS);

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
  })
    .index("by_branchId", ["branchId"])
    .index("by_teamId", ["teamId"])
    .index("by_orgId_and_employeeId", ["orgId", "employeeId"]),
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
  })
    .index("by_technicianId", ["technicianId"])
    .index("by_branchId", ["branchId"]),
};
