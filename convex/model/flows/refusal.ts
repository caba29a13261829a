/** Turns blockers into the one error a caller gets: a conflict when the ticket moved on, otherwise the full list. */
import type { Value } from "convex/values";
import type { ConvexError } from "convex/values";
import type { Blocker } from "../../../shared/tickets/blockers";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { currentVisit } from "../tickets/read";

/**
 * `ticket.changedMeanwhile` naming who changed it, when and who holds it now; else `ticket.blocked` with every blocker.
 * A stale view makes the other blockers guesses about a world that is gone, so the conflict comes alone.
 */
export async function refusal(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  blockers: readonly Blocker[],
): Promise<ConvexError<Value>> {
  if (!blockers.some((blocker) => blocker.code === "changedMeanwhile"))
    return appError("ticket.blocked", { number: ticket.number, blockers });
  const visit = await currentVisit(ctx, ticket);
  const holder = visit ? await ctx.db.get("technicians", visit.technicianId) : null;
  return appError("ticket.changedMeanwhile", {
    number: ticket.number,
    by: ticket.lastChange.by,
    changedAt: ticket.lastChange.at,
    action: ticket.lastChange.action,
    status: ticket.status,
    technician: holder?.name ?? null,
    version: ticket.version,
  });
}
