/** Quality checks [G-05] and checklist runs [F-17] of a ticket. Reading: records.checks, records.checklists. */
import { v } from "convex/values";
import { appError } from "./lib/appError";
import { memberMutation } from "./lib/builders";
import { findChecklist, listFaultCodes } from "./model/catalogue/checklists";
import { staffAuthor } from "./model/records/actor";
import { addCheck, checkInput, saveRun, startRun } from "./model/records/checks";
import { once } from "./model/records/once";
import { checklistAnswer } from "./model/records/tables";
import { requireTicket } from "./model/tickets/read";

/** Writes a quality check down; its result follows from the worst verdict. */
export const add = memberMutation("records.write")({
  args: { ticketId: v.id("tickets"), check: checkInput, operationId: v.string() },
  returns: v.id("qualityChecks"),
  handler: async (ctx, { ticketId, check, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `checks.add ${ticketId}` };
    return await once(ctx, "qualityChecks", operation, () => addCheck(ctx, ticket, who, check));
  },
});

/** Begins a checklist of the catalogue. */
export const startChecklist = memberMutation("records.write")({
  args: { ticketId: v.id("tickets"), code: v.string(), operationId: v.string() },
  returns: v.id("checklistRuns"),
  handler: async (ctx, { ticketId, code, operationId }) => {
    const ticket = await requireTicket(ctx, ctx.actor, ticketId);
    const template = await findChecklist(ctx, ticket.orgId, code);
    if (!template) throw appError("input.invalid", { field: "code" });
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `checks.startChecklist ${ticketId} ${code}` };
    return await once(ctx, "checklistRuns", operation, () =>
      startRun(ctx, ticket, who, template, Date.now()),
    );
  },
});

/** Stores answers and fault codes; `complete` closes the run and wants every required point. */
export const saveChecklist = memberMutation("records.write")({
  args: {
    runId: v.id("checklistRuns"),
    answers: v.array(checklistAnswer),
    faultCodes: v.array(v.string()),
    complete: v.boolean(),
    expectedVersion: v.number(),
    operationId: v.string(),
  },
  returns: v.id("checklistRuns"),
  handler: async (ctx, { runId, expectedVersion, operationId, ...change }) => {
    const run = await ctx.db.get("checklistRuns", runId);
    if (!run) throw appError("access.denied");
    const ticket = await requireTicket(ctx, ctx.actor, run.ticketId);
    const known = new Set((await listFaultCodes(ctx, ticket.orgId)).map((entry) => entry.value.code));
    if (change.faultCodes.some((code) => !known.has(code)))
      throw appError("input.invalid", { field: "faultCodes" });
    const who = staffAuthor(ctx.actor);
    const operation = { operationId, by: who.key, purpose: `checks.saveChecklist ${runId}` };
    return await once(ctx, "checklistRuns", operation, () =>
      saveRun(ctx, run, who, change, expectedVersion, Date.now()),
    );
  },
});
