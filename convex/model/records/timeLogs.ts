/**
 * Time logs [T-35]: one row per stay of a ticket in a status with a technician. Written after every step in its
 * transaction; the open row is closed at the instant the step happened, the next one opens there.
 */
import { isOpen } from "../../../shared/tickets/statuses";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import type { StepTaken } from "../flows/afterStep";
import { noteDiagnosis } from "./summary";

async function openLog(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<Doc<"timeLogs"> | null> {
  return await ctx.db
    .query("timeLogs")
    .withIndex("by_ticketId_and_endedAt", (q) => q.eq("ticketId", ticketId).eq("endedAt", undefined))
    .first();
}

/** Keeps the time logs of a step, and that a diagnosis was made. */
export async function logStep(ctx: MutationCtx, taken: StepTaken): Promise<void> {
  const { after, from, to, event, visitAfter } = taken;
  if (taken.action === "complete_diagnosis") await noteDiagnosis(ctx, after._id);
  const technicianId = visitAfter?.technicianId ?? null;
  const running = await openLog(ctx, after._id);
  if (running && from === to && running.technicianId === technicianId) return;
  // A phone that was offline reports late: a stay never ends before it began.
  const at = Math.max(event.occurredAt, running?.startedAt ?? 0);
  if (running) await ctx.db.patch("timeLogs", running._id, { endedAt: at });
  if (isOpen(to)) await startLog(ctx, after, at, technicianId);
}

/** The first stay, from the moment the ticket is there. */
export async function logCreation(ctx: MutationCtx, ticket: Doc<"tickets">, now: number): Promise<void> {
  await startLog(ctx, ticket, now, null);
}

async function startLog(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  startedAt: number,
  technicianId: Id<"technicians"> | null,
): Promise<void> {
  const { orgId, _id: ticketId, status } = ticket;
  await ctx.db.insert("timeLogs", { orgId, ticketId, status, technicianId, startedAt });
}
