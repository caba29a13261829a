/**
 * planDrafts: a private or shared draft of one branch's day. Written by model/plans/write.ts, and by flows/applyPlan.ts
 *   through it; read by plans.ts.
 * planMoves: where one ticket shall be in a draft, at most one row per ticket. Same writer, same reader. Nothing else
 *   reads either table: what is planned is seen by nobody before it is applied.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { PLAN_STATES, PLAN_VISIBILITIES } from "../../../shared/planning/moves";
import { localizedName } from "../../lib/validators";

export const planVisibility = literals(...PLAN_VISIBILITIES);
export const planState = literals(...PLAN_STATES);
const person = v.object({ userId: v.id("users"), name: localizedName });

export const planTables = {
  planDrafts: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    serviceDay: v.string(),
    title: v.string(),
    ownerId: v.id("users"),
    ownerName: localizedName,
    visibility: planVisibility,
    state: planState,
    /** Grows by one with every change of the draft or its moves; who applies says which one he looked at. */
    revision: v.number(),
    /** Rows in planMoves. */
    moveCount: v.number(),
    /** The last change, for conflicts and for the sweep. */
    touched: v.object({ ...person.fields, at: v.number() }),
    /** How it ended: applied as which operation, or discarded. */
    closed: v.optional(
      v.object({
        ...person.fields,
        at: v.number(),
        operationId: v.optional(v.string()),
        /** Moves carried out; those the live day had already are not counted. */
        applied: v.optional(v.number()),
      }),
    ),
  })
    .index("by_branchId_and_serviceDay_and_state_and_visibility", [
      "branchId",
      "serviceDay",
      "state",
      "visibility",
    ])
    .index("by_ownerId_and_branchId_and_serviceDay_and_state", ["ownerId", "branchId", "serviceDay", "state"])
    .index("by_touched", ["touched.at"]),
  planMoves: defineTable({
    draftId: v.id("planDrafts"),
    ticketId: v.id("tickets"),
    /** Null: back to the queue. */
    technicianId: v.nullable(v.id("technicians")),
    startsAt: v.nullable(v.number()),
    /** Wanted length of the visit; absent leaves it as it is. */
    minutes: v.optional(v.number()),
    /** Version of the ticket its mover looked at. */
    seenVersion: v.number(),
    /** The draft's revision this move was made with. */
    revision: v.number(),
    movedBy: person,
    movedAt: v.number(),
  }).index("by_draftId_and_ticketId", ["draftId", "ticketId"]),
};
