/**
 * boardActions: one row per gesture of a planner on the board, whatever it moved: who, when, each ticket as it lay before
 * and after. Written by record.ts only (flows/gesture.ts makes one, flows/takeBack.ts turns one over), read by the
 * activity list and by undo. Removed by jobs/sweeps
 * ACTIONS_KEPT_DAYS after they last changed. The tickets' own timelines stay the history; a row here is what one hand did at once.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { ACTION_STATES } from "../../../shared/boardActions/takeBack";
import {
  confirmation,
  localizedName,
  offerState,
  priority,
  status,
  travelState,
  visitKind,
  window,
} from "../../lib/validators";

export const actionState = literals(...ACTION_STATES);

const heldVisit = v.object({
  appointmentId: v.id("appointments"),
  technicianId: v.id("technicians"),
  startsAt: v.nullable(v.number()),
  endsAt: v.nullable(v.number()),
  travel: travelState,
  kind: visitKind,
  confirmation,
  offer: offerState,
  window: v.nullable(window),
});
const held = v.object({ status, priority, visit: v.nullable(heldVisit) });

/** At most MAX_TICKETS_PER_ACTION of these in a row. */
export const actionTicket = v.object({
  ticketId: v.id("tickets"),
  number: v.string(),
  before: held,
  after: held,
  /** Content versions (tickets.restored). */
  versionBefore: v.number(),
  versionAfter: v.number(),
});

export const actionAuthor = v.object({ userId: v.id("users"), name: localizedName });

export const boardActionTables = {
  boardActions: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    by: actionAuthor,
    at: v.number(),
    operationId: v.string(),
    tickets: v.array(actionTicket),
    state: actionState,
    /** When it was made, undone or done again, whichever came last, and by whom. */
    changedAt: v.number(),
    changedBy: actionAuthor,
  })
    .index("by_branchId", ["branchId"])
    .index("by_changedAt", ["changedAt"])
    .index("by_operationId", ["operationId"])
    .index("by_branchId_and_userId", ["branchId", "by.userId"])
    .index("by_branchId_and_userId_and_state_and_changedAt", ["branchId", "by.userId", "state", "changedAt"]),
};
