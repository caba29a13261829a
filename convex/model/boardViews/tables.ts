/**
 * boardViews: views of the board kept under a name, personal or shared with the branch. boardDefaults: which of them a
 * person's board opens with. Both written by convex/boardViews.ts through write.ts, read by its list.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { BOARD_CENTRES, BOARD_PANES, TICKET_LISTS } from "../../../shared/board/panes";
import { localizedName, priority, status } from "../../lib/validators";

export const boardViewContent = v.object({
  filters: v.object({
    statuses: v.array(status),
    priorities: v.array(priority),
    technicians: v.array(v.string()),
    cities: v.array(v.string()),
    from: v.nullable(v.string()),
    until: v.nullable(v.string()),
    text: v.string(),
  }),
  list: literals(...TICKET_LISTS),
  centre: literals(...BOARD_CENTRES),
  panes: v.array(literals(...BOARD_PANES)),
  dayOffset: v.nullable(v.number()),
});

export const boardViewTables = {
  boardViews: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    ownerId: v.id("users"),
    name: v.string(),
    /** Whether everybody on the branch's board sees it. */
    shared: v.boolean(),
    content: boardViewContent,
    version: v.number(),
    changedAt: v.number(),
    changedBy: localizedName,
  })
    .index("by_branchId_and_ownerId", ["branchId", "ownerId"])
    .index("by_branchId_and_shared", ["branchId", "shared"]),
  boardDefaults: defineTable({
    userId: v.id("users"),
    branchId: v.id("branches"),
    viewId: v.id("boardViews"),
  })
    .index("by_userId_and_branchId", ["userId", "branchId"])
    .index("by_viewId", ["viewId"]),
};
