/**
 * imports: one file being brought in, with its counts. Written by imports.* only, read by the import page.
 * importRowErrors: what was refused and why, line by line. Written by imports.addRows, read by imports.errors.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { IMPORT_FIELDS, ROW_ERROR_REASONS } from "../../../shared/imports/fields";
import { localizedName } from "../../lib/validators";

export const importField = literals(...IMPORT_FIELDS);
export const rowErrorReason = literals(...ROW_ERROR_REASONS);
/** Which column of the file feeds which field; -1 is never stored, an unmapped field is absent. */
export const columnMapping = v.array(
  v.object({ field: importField, column: v.number(), header: v.string() }),
);

export const importTables = {
  imports: defineTable({
    orgId: v.id("organizations"),
    branchId: v.id("branches"),
    startedBy: v.id("users"),
    startedByName: localizedName,
    fileName: v.string(),
    fileHash: v.string(),
    mapping: columnMapping,
    totalRows: v.number(),
    receivedRows: v.number(),
    insertedRows: v.number(),
    duplicateRows: v.number(),
    rejectedRows: v.number(),
    /** Number of the batch expected next; an earlier one is a replay. */
    nextBatch: v.number(),
    state: v.union(v.literal("running"), v.literal("finished")),
    startedAt: v.number(),
    finishedAt: v.union(v.number(), v.null()),
    operationId: v.string(),
  })
    .index("by_branchId", ["branchId"])
    .index("by_operationId", ["operationId"]),
  importRowErrors: defineTable({
    importId: v.id("imports"),
    line: v.number(),
    field: v.union(importField, v.null()),
    reason: rowErrorReason,
    value: v.union(v.string(), v.null()),
  }).index("by_importId_and_line", ["importId", "line"]),
};
