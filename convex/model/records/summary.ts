/**
 * The one-row summary of a ticket's records that steps are judged by. Each part is counted anew from its rows in the
 * transaction that changed them, so it holds after any order of changes; the parts not touched are left as they are.
 */
import {
  ATTACHMENT_KINDS,
  type AttachmentKind,
  type Evidence,
  NO_EVIDENCE,
} from "../../../shared/tickets/evidence";
import { isOneOf } from "../../../shared/access/roles";
import { MAX_ESTIMATES } from "../../../shared/records/estimates";
import { MAX_FILES } from "../../../shared/records/files";
import { isOpenRequest } from "../../../shared/records/parts";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";

/** Rows of one kind on one ticket; the mutations that add rows hold these bounds. */
export const MAX_PARTS_REQUESTS = 30;
export const MAX_CHECKS = 60;
export const MAX_OPEN_HOLDS = 20;

type Part = Partial<Evidence>;

/** The summary's row, if any record was ever attached. */
export async function findSummary(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Doc<"ticketEvidence"> | null> {
  return await ctx.db
    .query("ticketEvidence")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .unique();
}

async function store(ctx: MutationCtx, ticketId: Id<"tickets">, part: Part): Promise<void> {
  const fields = part.photos ? { ...part, photos: { ...part.photos } } : part;
  const row = await findSummary(ctx, ticketId);
  if (row) await ctx.db.patch("ticketEvidence", row._id, fields);
  else {
    const fresh = { ...NO_EVIDENCE, ...fields };
    await ctx.db.insert("ticketEvidence", { ticketId, ...fresh, photos: { ...fresh.photos } });
  }
}

/** Files that are still there, per kind. */
export async function recountPhotos(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<void> {
  const photos: Record<AttachmentKind, number> = { ...NO_EVIDENCE.photos };
  const files = await ctx.db
    .query("attachments")
    .withIndex("by_ticketId_and_removedAt", (q) => q.eq("ticketId", ticketId).eq("removedAt", undefined))
    .take(MAX_FILES);
  for (const { kind } of files) if (isOneOf(ATTACHMENT_KINDS, kind)) photos[kind] += 1;
  await store(ctx, ticketId, { photos });
}

export async function recountParts(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<void> {
  const requests = await ctx.db
    .query("partsRequests")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .take(MAX_PARTS_REQUESTS);
  const openPartsRequest = requests.some((request) => isOpenRequest(request.state));
  const receivedParts = !openPartsRequest && requests.some((request) => request.state === "received");
  await store(ctx, ticketId, { openPartsRequest, receivedParts });
}

/** The newest estimate that was not taken back. */
export async function recountEstimates(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<void> {
  const estimates = await ctx.db
    .query("estimates")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_ESTIMATES);
  const state = estimates.map((one) => one.state).find((one) => one !== "withdrawn");
  await store(ctx, ticketId, { estimate: state ?? null });
}

export async function recountChecks(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<void> {
  const checks = await ctx.db
    .query("qualityChecks")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_CHECKS);
  const last = checks.find((check) => check.stage === "final_inspection");
  await store(ctx, ticketId, { qualityCheck: last?.result ?? null });
}

export async function recountHolds(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<void> {
  const open = await ctx.db
    .query("holds")
    .withIndex("by_ticketId_and_resolvedAt", (q) => q.eq("ticketId", ticketId).eq("resolvedAt", undefined))
    .take(MAX_OPEN_HOLDS);
  await store(ctx, ticketId, { openHolds: open.filter((hold) => hold.blocksWork).length });
}

export async function recountSignOffs(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<void> {
  const last = await ctx.db
    .query("signOffs")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .first();
  await store(ctx, ticketId, { signOff: last?.method ?? null });
}

/** A diagnosis was written down; it stays written down. */
export async function noteDiagnosis(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<void> {
  await store(ctx, ticketId, { hasDiagnosis: true });
}
