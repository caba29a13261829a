/**
 * Estimates [T-40, C-07]: written by staff, answered by the customer. One is open at a time; what was once sent is never
 * rewritten, a new one is made instead. Whether work may go on after the answer is the lifecycle's question.
 */
import { type Infer, v } from "convex/values";
import { invariant } from "../../../shared/core/invariant";
import { marketOfZone } from "../../../shared/market/profiles";
import {
  ESTIMATE_LIFE_MS,
  estimateAnswerSchema,
  estimateSchema,
  MAX_ESTIMATES,
  totalsOf,
} from "../../../shared/records/estimates";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot } from "../../lib/validators";
import { enqueue } from "../outbox/enqueue";
import { customerLink, customerOf } from "../reminders/customer";
import { type RecordActor, seenFrom, snapshot } from "./actor";
import { requireVersion } from "./notes";
import { recountEstimates } from "./summary";
import { answerMethod, estimateLine, estimateState } from "./tables";

export const estimateInput = v.object({ lines: v.array(estimateLine), note: v.string() });

export const estimateView = estimateInput.extend({
  estimateId: v.id("estimates"),
  serial: v.number(),
  state: estimateState,
  currency: v.string(),
  taxBasisPoints: v.number(),
  netMinor: v.number(),
  taxMinor: v.number(),
  totalMinor: v.number(),
  by: actorSnapshot,
  createdAt: v.number(),
  version: v.number(),
  sentAt: v.nullable(v.number()),
  validUntil: v.nullable(v.number()),
  answer: v.nullable(v.object({ at: v.number(), method: answerMethod, note: v.string(), by: actorSnapshot })),
});

async function ofTicket(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"estimates">[]> {
  return await ctx.db
    .query("estimates")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_ESTIMATES);
}

/** Begins an estimate in the branch's currency and the market's tax. Fails with `record.closed` while one is open. */
export async function draftEstimate(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  input: Infer<typeof estimateInput>,
  now: number,
): Promise<Id<"estimates">> {
  const { lines, note } = parsed(estimateSchema, input);
  const known = await ofTicket(ctx, ticket._id);
  if (known.length >= MAX_ESTIMATES) throw appError("record.limitReached", { max: MAX_ESTIMATES });
  if (known.some((one) => one.state === "draft" || one.state === "sent")) throw appError("record.closed");
  const branch = await ctx.db.get("branches", ticket.branchId);
  invariant(branch, "a ticket's branch exists");
  const { taxBasisPoints } = marketOfZone(branch.zone);
  const by = snapshot(who);
  const estimateId = await ctx.db.insert("estimates", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    serial: (known[0]?.serial ?? 0) + 1,
    state: "draft",
    lines,
    note,
    currency: branch.currency,
    taxBasisPoints,
    ...totalsOf(lines, taxBasisPoints),
    by,
    version: 1,
    changedAt: now,
    changedBy: by,
  });
  await recountEstimates(ctx, ticket._id);
  return estimateId;
}

async function change(
  ctx: MutationCtx,
  estimate: Doc<"estimates">,
  who: RecordActor,
  fields: Partial<Doc<"estimates">>,
  now: number,
): Promise<Id<"estimates">> {
  await ctx.db.patch("estimates", estimate._id, {
    ...fields,
    version: estimate.version + 1,
    changedAt: now,
    changedBy: snapshot(who),
  });
  await recountEstimates(ctx, estimate.ticketId);
  return estimate._id;
}

export async function editEstimate(
  ctx: MutationCtx,
  estimate: Doc<"estimates">,
  who: RecordActor,
  input: Infer<typeof estimateInput>,
  expectedVersion: number,
  now: number,
): Promise<Id<"estimates">> {
  requireVersion(estimate, expectedVersion);
  if (estimate.state !== "draft") throw appError("record.closed");
  const { lines, note } = parsed(estimateSchema, input);
  const totals = totalsOf(lines, estimate.taxBasisPoints);
  return await change(ctx, estimate, who, { lines, note, ...totals }, now);
}

/** Puts it before the customer, who is told by message with the link to his page. */
export async function sendEstimate(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  estimate: Doc<"estimates">,
  who: RecordActor,
  expectedVersion: number,
  now: number,
): Promise<Id<"estimates">> {
  requireVersion(estimate, expectedVersion);
  if (estimate.state !== "draft") throw appError("record.closed");
  const validUntil = now + ESTIMATE_LIFE_MS;
  await change(ctx, estimate, who, { state: "sent", sentAt: now, validUntil }, now);
  const organization = await ctx.db.get("organizations", ticket.orgId);
  const branch = await ctx.db.get("branches", ticket.branchId);
  invariant(organization && branch, "a ticket has a company and a branch");
  const customer = await customerOf(ctx, ticket);
  await enqueue(
    ctx,
    {
      orgId: ticket.orgId,
      key: `estimate:${estimate._id}`,
      template: "estimate_ready",
      channel: "sms",
      recipient: { audience: "customer", to: customer.address("sms") },
      params: {
        company: organization.name,
        number: ticket.number,
        amount: `${(estimate.totalMinor / 100).toFixed(2)} ${estimate.currency}`,
        link: await customerLink(ctx, ticket),
      },
      zone: branch.zone,
      locale: customer.locale,
      validUntil,
      ticketId: ticket._id,
    },
    now,
  );
  return estimate._id;
}

/** Takes a draft or an unanswered estimate back. */
export async function withdrawEstimate(
  ctx: MutationCtx,
  estimate: Doc<"estimates">,
  who: RecordActor,
  expectedVersion: number,
  now: number,
): Promise<Id<"estimates">> {
  requireVersion(estimate, expectedVersion);
  if (estimate.state !== "draft" && estimate.state !== "sent") throw appError("record.closed");
  return await change(ctx, estimate, who, { state: "withdrawn" }, now);
}

/** The customer's answer, however it was proven. A late answer finds the estimate closed. */
export async function answerEstimate(
  ctx: MutationCtx,
  estimate: Doc<"estimates">,
  who: RecordActor,
  input: { approve: boolean; note: string },
  method: Infer<typeof answerMethod>,
  now: number,
): Promise<Id<"estimates">> {
  const { approve, note } = parsed(estimateAnswerSchema, input);
  if (estimate.state !== "sent" || (estimate.validUntil ?? 0) < now) throw appError("record.closed");
  const answer = { at: now, method, note, by: snapshot(who) };
  return await change(ctx, estimate, who, { state: approve ? "approved" : "declined", answer }, now);
}

/** Newest first; customers see neither drafts nor what was taken back. */
export async function listEstimates(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
  side: RecordActor["side"],
): Promise<Infer<typeof estimateView>[]> {
  const rows = await ofTicket(ctx, ticketId);
  const seen =
    side === "staff" ? rows : rows.filter((row) => row.state !== "draft" && row.state !== "withdrawn");
  return seen.map((row) => ({
    estimateId: row._id,
    serial: row.serial,
    state: row.state,
    lines: row.lines,
    note: row.note,
    currency: row.currency,
    taxBasisPoints: row.taxBasisPoints,
    netMinor: row.netMinor,
    taxMinor: row.taxMinor,
    totalMinor: row.totalMinor,
    by: seenFrom(side, row.by),
    createdAt: row._creationTime,
    version: row.version,
    sentAt: row.sentAt ?? null,
    validUntil: row.validUntil ?? null,
    answer: row.answer ? { ...row.answer, by: seenFrom(side, row.answer.by) } : null,
  }));
}
