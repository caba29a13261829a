/** Parts requests [D-05]: asking, approving, ordering, receiving. What may follow what is in shared/records/parts.ts. */
import { type Infer, v } from "convex/values";
import {
  mayStepParts,
  partsRequestSchema,
  type PartsState,
  type PartsStep,
  partsStep,
  partsStepSchema,
} from "../../../shared/records/parts";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { actorSnapshot } from "../../lib/validators";
import { type RecordActor, snapshot } from "./actor";
import { requireVersion } from "./notes";
import { MAX_PARTS_REQUESTS, recountParts } from "./summary";
import { partsLine, partsState } from "./tables";

export const partsRequestView = v.object({
  requestId: v.id("partsRequests"),
  ticketId: v.id("tickets"),
  state: partsState,
  lines: v.array(partsLine),
  note: v.string(),
  by: actorSnapshot,
  askedAt: v.number(),
  expectedAt: v.nullable(v.number()),
  version: v.number(),
  history: v.array(v.object({ state: partsState, at: v.number(), by: actorSnapshot, note: v.string() })),
});

/** Rows of one state in one branch that a buyer sees at once. */
const MAX_LISTED = 200;

function toView(request: Doc<"partsRequests">): Infer<typeof partsRequestView> {
  const { _id, _creationTime, ticketId, state, lines, note, by, expectedAt, version, history } = request;
  return {
    requestId: _id,
    ticketId,
    state,
    lines,
    note,
    by,
    askedAt: _creationTime,
    expectedAt,
    version,
    history,
  };
}

async function ofTicket(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"partsRequests">[]> {
  return await ctx.db
    .query("partsRequests")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_PARTS_REQUESTS);
}

/** Asks for parts. */
export async function requestParts(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  who: RecordActor,
  input: { lines: Infer<typeof partsLine>[]; note: string },
  now: number,
): Promise<Id<"partsRequests">> {
  const { lines, note } = parsed(partsRequestSchema, input);
  if ((await ofTicket(ctx, ticket._id)).length >= MAX_PARTS_REQUESTS)
    throw appError("record.limitReached", { max: MAX_PARTS_REQUESTS });
  const by = snapshot(who);
  const requestId = await ctx.db.insert("partsRequests", {
    orgId: ticket.orgId,
    ticketId: ticket._id,
    branchId: ticket.branchId,
    state: "pending",
    lines,
    note,
    by,
    byKey: who.key,
    expectedAt: null,
    version: 1,
    changedAt: now,
    changedBy: by,
    history: [{ state: "pending", at: now, by, note }],
  });
  await recountParts(ctx, ticket._id);
  return requestId;
}

/** Moves a request on. Fails with `access.denied` for the role, `record.closed` for the state. */
export async function stepRequest(
  ctx: MutationCtx,
  request: Doc<"partsRequests">,
  who: RecordActor,
  step: PartsStep,
  input: { note: string; expectedAt: number | null },
  expectedVersion: number,
  now: number,
): Promise<Id<"partsRequests">> {
  if (!mayStepParts(who.role, request.byKey === who.key, step, request.state))
    throw appError("access.denied");
  requireVersion(request, expectedVersion);
  const state = partsStep(request.state, step);
  if (state === null) throw appError("record.closed");
  const { note, expectedAt } = parsed(partsStepSchema, input);
  const by = snapshot(who);
  await ctx.db.patch("partsRequests", request._id, {
    state,
    ...(step === "order" ? { expectedAt } : {}),
    version: request.version + 1,
    changedAt: now,
    changedBy: by,
    history: [...request.history, { state, at: now, by, note }],
  });
  await recountParts(ctx, request.ticketId);
  return request._id;
}

/** Requests of a ticket, newest first. */
export async function listRequests(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Infer<typeof partsRequestView>[]> {
  return (await ofTicket(ctx, ticketId)).map(toView);
}

/** Requests of a branch in one state, oldest first, with the number of their ticket. */
export async function listByState(ctx: QueryCtx, branchId: Id<"branches">, state: PartsState) {
  const rows = await ctx.db
    .query("partsRequests")
    .withIndex("by_branchId_and_state", (q) => q.eq("branchId", branchId).eq("state", state))
    .order(state === "received" || state === "cancelled" ? "desc" : "asc")
    .take(MAX_LISTED);
  return await Promise.all(
    rows.map(async (row) => {
      const ticket = await ctx.db.get("tickets", row.ticketId);
      return { ...toView(row), number: ticket?.number ?? "" };
    }),
  );
}
