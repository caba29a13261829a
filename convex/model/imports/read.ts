/** Reading imports within an actor's branches. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { localizedName } from "../../lib/validators";
import { branchInScope, type StaffActor } from "../organization/access";
import { importField, rowErrorReason } from "./tables";

export const importView = v.object({
  importId: v.id("imports"),
  branchId: v.id("branches"),
  fileName: v.string(),
  startedByName: localizedName,
  startedAt: v.number(),
  finishedAt: v.nullable(v.number()),
  state: v.union(v.literal("running"), v.literal("finished")),
  totalRows: v.number(),
  receivedRows: v.number(),
  insertedRows: v.number(),
  duplicateRows: v.number(),
  rejectedRows: v.number(),
  /** The batch the server waits for; a client that comes back goes on from here. */
  nextBatch: v.number(),
});

export const rowErrorView = v.object({
  line: v.number(),
  field: v.nullable(importField),
  reason: rowErrorReason,
  value: v.nullable(v.string()),
});

export function toImportView(doc: Doc<"imports">): Infer<typeof importView> {
  return {
    importId: doc._id,
    branchId: doc.branchId,
    fileName: doc.fileName,
    startedByName: doc.startedByName,
    startedAt: doc.startedAt,
    finishedAt: doc.finishedAt,
    state: doc.state,
    totalRows: doc.totalRows,
    receivedRows: doc.receivedRows,
    insertedRows: doc.insertedRows,
    duplicateRows: doc.duplicateRows,
    rejectedRows: doc.rejectedRows,
    nextBatch: doc.nextBatch,
  };
}

/** The import, or `access.denied` when unknown or of a branch out of scope. */
export async function requireImport(
  ctx: QueryCtx,
  actor: StaffActor,
  importId: Id<"imports">,
): Promise<Doc<"imports">> {
  const doc = await ctx.db.get("imports", importId);
  const branch = doc ? await ctx.db.get("branches", doc.branchId) : null;
  if (!doc || !branch || !branchInScope(actor, branch)) throw appError("access.denied");
  return doc;
}

export async function listImports(ctx: QueryCtx, branchId: Id<"branches">) {
  const docs = await ctx.db
    .query("imports")
    .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
    .order("desc")
    .take(20);
  return docs.map(toImportView);
}

export async function pageRowErrors(
  ctx: QueryCtx,
  importId: Id<"imports">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<Infer<typeof rowErrorView>>> {
  const page = await ctx.db
    .query("importRowErrors")
    .withIndex("by_importId_and_line", (q) => q.eq("importId", importId))
    .paginate(paginationOpts);
  return {
    ...page,
    page: page.page.map(({ line, field, reason, value }) => ({ line, field, reason, value })),
  };
}
