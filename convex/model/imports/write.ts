/**
 * Writing imports: batches of raw cells in, tickets and row errors out. Each batch is one transaction; the batch number
 * makes a resend harmless, the source key makes a second import of the same file harmless.
 */
import { type Infer, v } from "convex/values";
import { IMPORT_BATCH_SIZE, IMPORT_FIELDS } from "../../../shared/imports/fields";
import { parseRow } from "../../../shared/imports/parseRow";
import { invariant } from "../../../shared/core/invariant";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { createTicket } from "../flows/createTicket";
import { storedCity } from "../settings/lists";
import { requireBranch, type StaffActor } from "../organization/access";
import { requireImport } from "./read";
import type { columnMapping } from "./tables";

/** One raw row: its line in the file and its cells by field. */
export const rowInput = v.object({
  line: v.number(),
  cells: v.object({
    externalId: v.optional(v.string()),
    contactName: v.optional(v.string()),
    phone: v.optional(v.string()),
    address: v.optional(v.string()),
    city: v.optional(v.string()),
    lat: v.optional(v.string()),
    lng: v.optional(v.string()),
    workType: v.optional(v.string()),
    problem: v.optional(v.string()),
    details: v.optional(v.string()),
    priority: v.optional(v.string()),
    requestedAt: v.optional(v.string()),
  }),
});

const MAX_FILE_NAME = 200;
/** Rows of one file; beyond it a file should be split. */
export const MAX_ROWS = 50_000;

interface StartArguments {
  branchId: Id<"branches">;
  fileName: string;
  fileHash: string;
  mapping: Infer<typeof columnMapping>;
  totalRows: number;
  operationId: string;
}

/** Opens an import; a replay of the operation id answers the import it made. */
export async function startImport(
  ctx: MutationCtx,
  actor: StaffActor,
  args: StartArguments,
): Promise<Id<"imports">> {
  await requireBranch(ctx, actor, args.branchId);
  const known = await ctx.db
    .query("imports")
    .withIndex("by_operationId", (q) => q.eq("operationId", args.operationId))
    .first();
  if (known) {
    if (known.startedBy !== actor.userId || known.branchId !== args.branchId)
      throw appError("operation.reused");
    return known._id;
  }
  if (!Number.isInteger(args.totalRows) || args.totalRows < 0)
    throw appError("input.invalid", { field: "totalRows" });
  if (args.totalRows === 0) throw appError("import.empty");
  if (args.totalRows > MAX_ROWS) throw appError("import.tooManyRows", { max: MAX_ROWS });
  if (args.mapping.length > IMPORT_FIELDS.length) throw appError("input.invalid", { field: "mapping" });
  return await ctx.db.insert("imports", {
    orgId: actor.membership.orgId,
    branchId: args.branchId,
    startedBy: actor.userId,
    startedByName: actor.membership.name,
    fileName: args.fileName.slice(0, MAX_FILE_NAME),
    fileHash: args.fileHash.slice(0, 128),
    mapping: args.mapping.map((column) => ({ ...column, header: column.header.slice(0, 200) })),
    totalRows: args.totalRows,
    receivedRows: 0,
    insertedRows: 0,
    duplicateRows: 0,
    rejectedRows: 0,
    nextBatch: 0,
    state: "running",
    startedAt: Date.now(),
    finishedAt: null,
    operationId: args.operationId,
  });
}

interface BatchArguments {
  importId: Id<"imports">;
  batch: number;
  rows: Infer<typeof rowInput>[];
}

/** Adds one batch; counts are of the whole import so far. */
export async function addBatch(ctx: MutationCtx, actor: StaffActor, args: BatchArguments) {
  const doc = await requireImport(ctx, actor, args.importId);
  const counts = ({ insertedRows, duplicateRows, rejectedRows }: Doc<"imports">) => ({
    insertedRows,
    duplicateRows,
    rejectedRows,
  });
  if (args.batch < doc.nextBatch) return { ...counts(doc), replayed: true };
  if (doc.state === "finished") throw appError("import.finished");
  if (args.batch > doc.nextBatch) throw appError("import.batchOutOfOrder", { expected: doc.nextBatch });
  if (args.rows.length > IMPORT_BATCH_SIZE) throw appError("import.tooManyRows", { max: IMPORT_BATCH_SIZE });
  const branch = await ctx.db.get("branches", doc.branchId);
  invariant(branch, "an import's branch exists");
  const now = Date.now();
  const next = { ...doc, nextBatch: doc.nextBatch + 1, receivedRows: doc.receivedRows + args.rows.length };
  for (const { line, cells } of args.rows) {
    const parsed = parseRow(cells, { line, zone: branch.zone, now });
    if (!parsed.ok) {
      next.rejectedRows += 1;
      for (const error of parsed.errors)
        await ctx.db.insert("importRowErrors", { importId: doc._id, ...error });
      continue;
    }
    const city = await storedCity(ctx, branch.orgId, parsed.draft.city);
    const created = await createTicket(
      ctx,
      branch,
      { ...parsed.draft, city },
      {
        kind: "import",
        importId: doc._id,
        actor: { userId: actor.userId, name: actor.membership.name, role: actor.membership.role },
        operationId: `import-${doc._id}-${line}`,
        now,
      },
    );
    if (created) next.insertedRows += 1;
    else next.duplicateRows += 1;
  }
  const { insertedRows, duplicateRows, rejectedRows, nextBatch, receivedRows } = next;
  await ctx.db.patch("imports", doc._id, {
    insertedRows,
    duplicateRows,
    rejectedRows,
    nextBatch,
    receivedRows,
  });
  return { insertedRows, duplicateRows, rejectedRows, replayed: false };
}

/** Closes an import. */
export async function finishImport(
  ctx: MutationCtx,
  actor: StaffActor,
  importId: Id<"imports">,
): Promise<null> {
  const doc = await requireImport(ctx, actor, importId);
  if (doc.state === "running")
    await ctx.db.patch("imports", importId, { state: "finished", finishedAt: Date.now() });
  return null;
}
