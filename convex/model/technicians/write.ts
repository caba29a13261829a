/** Changes to a technician's record. */
import { DUTY_KEPT_DAYS } from "../../../shared/replay/around";
import { DAY_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { requireBranch, requireOwnTechnician, type StaffActor } from "../organization/access";
import { visitUnderWay } from "../tickets/facts";
import { forgetPosition } from "./positions";

/** Puts a technician of the actor's branches on or off duty. Fails like {@link changeOwnDuty}. */
export async function changeDuty(
  ctx: MutationCtx,
  actor: StaffActor,
  technicianId: Id<"technicians">,
  onDuty: boolean,
): Promise<null> {
  const technician = await ctx.db.get("technicians", technicianId);
  if (!technician) throw appError("access.denied");
  await requireBranch(ctx, actor, technician.branchId);
  return await writeDuty(ctx, technician, onDuty);
}

/**
 * Puts the signed-in technician on or off duty. Fails with `ticket.blocked` while a trip or job is under way: the
 * customer is looking at it.
 */
export async function changeOwnDuty(ctx: MutationCtx, actor: StaffActor, onDuty: boolean): Promise<null> {
  return await writeDuty(ctx, await requireOwnTechnician(ctx, actor), onDuty);
}

/** Off duty also forgets the last position: nobody is watched after work [J-25]. */
async function writeDuty(ctx: MutationCtx, technician: Doc<"technicians">, onDuty: boolean): Promise<null> {
  if (technician.onDuty === onDuty) return null;
  if (!onDuty) {
    const visit = await visitUnderWay(ctx, technician._id);
    const ticket = visit ? await ctx.db.get("tickets", visit.ticketId) : null;
    if (ticket)
      throw appError("ticket.blocked", {
        number: ticket.number,
        blockers: [{ code: "busyElsewhere", number: ticket.number }],
      });
    await forgetPosition(ctx, technician._id, Date.now());
  }
  await ctx.db.patch("technicians", technician._id, { onDuty });
  const { _id: technicianId, branchId } = technician;
  await ctx.db.insert("dutyChanges", { technicianId, branchId, at: Date.now(), onDuty });
  return null;
}

/** Removes some changes of duty past their time; answers whether more may be left. */
export async function forgetOldDuty(ctx: MutationCtx, now: number, atMost: number): Promise<boolean> {
  const old = await ctx.db
    .query("dutyChanges")
    .withIndex("by_at", (q) => q.lt("at", now - DUTY_KEPT_DAYS * DAY_MS))
    .take(atMost);
  for (const row of old) await ctx.db.delete("dutyChanges", row._id);
  return old.length === atMost;
}
