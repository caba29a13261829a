/** Quality checks [G-05], checklist runs and fault codes [F-17] of a ticket. Results follow from verdicts, never typed in. */
import { type Infer, v } from "convex/values";
import {
  checkSchema,
  checklistAnswersSchema,
  type ChecklistTemplate,
  missingItems,
  resultOf,
} from "../../../shared/records/checks";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot } from "../../lib/validators";
import { checklistTemplate } from "../catalogue/tables";
import { type RecordActor, snapshot } from "./actor";
import { requireVersion } from "./notes";
import { MAX_CHECKS, recountChecks } from "./summary";
import { checklistAnswer, checkStage, criterion, qualityResult } from "./tables";

const MAX_RUNS = 20;
const MAX_FAULTS = 10;

export const checkInput = v.object({ stage: checkStage, criteria: v.array(criterion), note: v.string() });

export const checkView = checkInput.extend({
  checkId: v.id("qualityChecks"),
  result: qualityResult,
  by: actorSnapshot,
  at: v.number(),
});

export const checklistRunView = v.object({
  runId: v.id("checklistRuns"),
  template: checklistTemplate,
  answers: v.array(checklistAnswer),
  faultCodes: v.array(v.string()),
  /** Codes of required points still open. */
  missing: v.array(v.string()),
  by: actorSnapshot,
  startedAt: v.number(),
  version: v.number(),
  changedBy: actorSnapshot,
  completedAt: v.nullable(v.number()),
});

async function ofTicket(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"qualityChecks">[]> {
  return await ctx.db
    .query("qualityChecks")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_CHECKS);
}

/** Writes a check down; the newest final inspection is what the lifecycle looks at. */
export async function addCheck(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  input: Infer<typeof checkInput>,
): Promise<Id<"qualityChecks">> {
  const fields = parsed(checkSchema, input);
  if ((await ofTicket(ctx, ticket._id)).length >= MAX_CHECKS)
    throw appError("record.limitReached", { max: MAX_CHECKS });
  const checkId = await ctx.db.insert("qualityChecks", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    ...fields,
    result: resultOf(fields.criteria.map((one) => one.verdict)),
    by: snapshot(who),
  });
  await recountChecks(ctx, ticket._id);
  return checkId;
}

/** Newest first. */
export async function listChecks(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Infer<typeof checkView>[]> {
  const rows = await ofTicket(ctx, ticketId);
  return rows.map(({ _id, _creationTime, stage, criteria, note, result, by }) => ({
    checkId: _id,
    at: _creationTime,
    stage,
    criteria,
    note,
    result,
    by,
  }));
}

/** Begins a run with a copy of the template: what is changed there later does not change here. */
export async function startRun(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  template: ChecklistTemplate,
  now: number,
): Promise<Id<"checklistRuns">> {
  if ((await readRuns(ctx, ticket._id)).length >= MAX_RUNS)
    throw appError("record.limitReached", { max: MAX_RUNS });
  const by = snapshot(who);
  return await ctx.db.insert("checklistRuns", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    template: { ...template, items: template.items.map((item) => ({ ...item })) },
    answers: [],
    faultCodes: [],
    by,
    version: 1,
    changedAt: now,
    changedBy: by,
  });
}

export interface RunChange {
  readonly answers: Infer<typeof checklistAnswer>[];
  readonly faultCodes: readonly string[];
  readonly complete: boolean;
}

/**
 * Stores the answers so far. Completing wants every required point; a completed run is not changed any more.
 * Fails with `input.invalid` naming `answers` for points the template does not have.
 */
export async function saveRun(
  ctx: MutationCtx,
  run: Doc<"checklistRuns">,
  who: RecordActor,
  change: RunChange,
  expectedVersion: number,
  now: number,
): Promise<Id<"checklistRuns">> {
  if (run.completedAt !== undefined) throw appError("record.closed");
  requireVersion(run, expectedVersion);
  const answers = parsed(checklistAnswersSchema, change.answers, "answers");
  const known = new Set(run.template.items.map((item) => item.code));
  const codes = answers.map((answer) => answer.code);
  if (codes.some((code) => !known.has(code)) || new Set(codes).size !== codes.length)
    throw appError("input.invalid", { field: "answers" });
  const faultCodes = [...new Set(change.faultCodes)];
  if (faultCodes.length > MAX_FAULTS || faultCodes.some((code) => code.length > 20))
    throw appError("input.invalid", { field: "faultCodes" });
  if (change.complete && missingItems(run.template, answers).length > 0)
    throw appError("input.invalid", { field: "answers" });
  await ctx.db.patch("checklistRuns", run._id, {
    answers,
    faultCodes,
    version: run.version + 1,
    changedAt: now,
    changedBy: snapshot(who),
    ...(change.complete ? { completedAt: now } : {}),
  });
  return run._id;
}

async function readRuns(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"checklistRuns">[]> {
  return await ctx.db
    .query("checklistRuns")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_RUNS);
}

/** Newest first. */
export async function listRuns(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Infer<typeof checklistRunView>[]> {
  return (await readRuns(ctx, ticketId)).map((run) => ({
    runId: run._id,
    template: run.template,
    answers: run.answers,
    faultCodes: run.faultCodes,
    missing: missingItems(run.template, run.answers),
    by: run.by,
    startedAt: run._creationTime,
    version: run.version,
    changedBy: run.changedBy,
    completedAt: run.completedAt ?? null,
  }));
}
