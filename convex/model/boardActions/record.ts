/** The one writer of boardActions: a gesture is written down once, then only turned over (undone, done again). */
import type { Infer } from "convex/values";
import { ACTIONS_KEPT_DAYS, type Held } from "../../../shared/boardActions/held";
import { DAY_MS } from "../../../shared/time/zones";
import type { ActionState } from "../../../shared/boardActions/takeBack";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import type { StaffActor } from "../organization/access";
import type { actionTicket } from "./tables";

export type StoredTicket = Infer<typeof actionTicket>;
type StoredHeld = StoredTicket["before"];

/** How a ticket and its current visit lie on the board. */
export function heldOf(ticket: Doc<"tickets">, visit: Doc<"appointments"> | null): StoredHeld & Held {
  return {
    status: ticket.status,
    priority: ticket.priority,
    visit: visit
      ? {
          appointmentId: visit._id,
          technicianId: visit.technicianId,
          startsAt: visit.startsAt ?? null,
          endsAt: visit.endsAt ?? null,
          travel: visit.travel,
          kind: visit.kind,
          confirmation: visit.confirmation,
          offer: visit.offer.state,
          window: visit.window ?? null,
        }
      : null,
  };
}

export interface Gesture {
  readonly branchId: Id<"branches">;
  readonly operationId: string;
  readonly tickets: StoredTicket[];
}

/** Writes one gesture down. `now` is the transaction's clock. */
export async function recordAction(
  ctx: MutationCtx,
  { userId, membership }: StaffActor,
  gesture: Gesture,
  now: number,
): Promise<Id<"boardActions">> {
  const by = { userId, name: membership.name };
  return await ctx.db.insert("boardActions", {
    ...gesture,
    orgId: membership.orgId,
    by,
    at: now,
    state: "done",
    changedAt: now,
    changedBy: by,
  });
}

/** Removes some gestures past their time; answers whether more may be left. */
export async function forgetOldActions(ctx: MutationCtx, now: number, atMost: number): Promise<boolean> {
  const old = await ctx.db
    .query("boardActions")
    .withIndex("by_changedAt", (q) => q.lt("changedAt", now - ACTIONS_KEPT_DAYS * DAY_MS))
    .take(atMost);
  for (const row of old) await ctx.db.delete("boardActions", row._id);
  return old.length === atMost;
}

/** The gesture was undone, or done again. */
export async function turnOver(
  ctx: MutationCtx,
  { userId, membership }: StaffActor,
  actionId: Id<"boardActions">,
  state: ActionState,
  now: number,
): Promise<void> {
  const changedBy = { userId, name: membership.name };
  await ctx.db.patch("boardActions", actionId, { state, changedAt: now, changedBy });
}
