/** Bringing tickets in from a file: start, add rows in batches, finish; progress and refusals are reactive. */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { memberMutation, memberQuery } from "./lib/builders";
import {
  importView,
  pageRowErrors,
  requireImport,
  rowErrorView,
  toImportView,
  listImports,
} from "./model/imports/read";
import { columnMapping } from "./model/imports/tables";
import { addBatch, finishImport, rowInput, startImport } from "./model/imports/write";
import { requireBranch } from "./model/organization/access";

/** Opens an import. The same operation id answers the same import. */
export const start = memberMutation("imports.run")({
  args: {
    branchId: v.id("branches"),
    fileName: v.string(),
    fileHash: v.string(),
    mapping: columnMapping,
    totalRows: v.number(),
    operationId: v.string(),
  },
  returns: v.id("imports"),
  handler: async (ctx, args) => await startImport(ctx, ctx.actor, args),
});

/**
 * Adds one batch of raw rows (at most 100, cells by field). Each row is validated by the shared rules; good ones become
 * tickets, known ones count as duplicates, bad ones are listed. `batch` counts from 0; an earlier one is a replay.
 */
export const addRows = memberMutation("imports.run")({
  args: { importId: v.id("imports"), batch: v.number(), rows: v.array(rowInput) },
  returns: v.object({
    insertedRows: v.number(),
    duplicateRows: v.number(),
    rejectedRows: v.number(),
    replayed: v.boolean(),
  }),
  handler: async (ctx, args) => await addBatch(ctx, ctx.actor, args),
});

/** Closes an import; further rows are refused. Closing twice changes nothing. */
export const finish = memberMutation("imports.run")({
  args: { importId: v.id("imports") },
  returns: v.null(),
  handler: async (ctx, { importId }) => await finishImport(ctx, ctx.actor, importId),
});

/** Progress and counts of one import. */
export const get = memberQuery("imports.run")({
  args: { importId: v.id("imports") },
  returns: importView,
  handler: async (ctx, { importId }) => toImportView(await requireImport(ctx, ctx.actor, importId)),
});

/** The latest imports of a branch, newest first, at most 20. */
export const recent = memberQuery("imports.run")({
  args: { branchId: v.id("branches") },
  returns: v.array(importView),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await listImports(ctx, branchId);
  },
});

/** Refused rows by line. */
export const errors = memberQuery("imports.run")({
  args: { importId: v.id("imports"), paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(rowErrorView),
  handler: async (ctx, { importId, paginationOpts }) => {
    await requireImport(ctx, ctx.actor, importId);
    return await pageRowErrors(ctx, importId, paginationOpts);
  },
});
