/** Changes to a technician's record. */
import type { Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { requireBranch, requireOwnTechnician, type StaffActor } from "../organization/access";

/** Puts a technician of the actor's branches on or off duty. */
export async function changeDuty(
  ctx: MutationCtx,
  actor: StaffActor,
  technicianId: Id<"technicians">,
  onDuty: boolean,
): Promise<null> {
  const technician = await ctx.db.get("technicians", technicianId);
  if (!technician) throw appError("access.denied");
  await requireBranch(ctx, actor, technician.branchId);
  if (technician.onDuty !== onDuty) await ctx.db.patch("technicians", technicianId, { onDuty });
  return null;
}

/** Puts the signed-in technician on or off duty. */
export async function changeOwnDuty(ctx: MutationCtx, actor: StaffActor, onDuty: boolean): Promise<null> {
  const technician = await requireOwnTechnician(ctx, actor);
  if (technician.onDuty !== onDuty) await ctx.db.patch("technicians", technician._id, { onDuty });
  return null;
}
