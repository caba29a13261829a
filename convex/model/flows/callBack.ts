/** The call-back: a finished job that comes back as a ticket of its own, linked to the first one [J-37]. */
import { invariant } from "../../../shared/core/invariant";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { createTicket } from "./createTicket";
import type { StepActor } from "./stepActor";

/** Makes the linked ticket: same customer, place, work type and priority; the problem is told anew. */
export async function openCallBack(
  ctx: MutationCtx,
  actor: StepActor,
  ticket: Doc<"tickets">,
  problem: string,
  now: number,
): Promise<Id<"tickets">> {
  const branch = await ctx.db.get("branches", ticket.branchId);
  invariant(branch, "a ticket's branch exists");
  const created = await createTicket(
    ctx,
    branch,
    {
      sourceKey: `callback:${ticket._id}:${ticket.version}`,
      contactName: ticket.contact.name,
      phone: ticket.contact.phone,
      address: ticket.address,
      city: ticket.city,
      point: ticket.point,
      workType: ticket.workType,
      problem,
      priority: ticket.priority,
      requestedAt: now,
    },
    {
      kind: "callback",
      callBackOf: ticket._id,
      actor: { userId: actor.userId, name: actor.name, role: actor.role === "system" ? null : actor.role },
      operationId: `callback-${ticket._id}-${ticket.version}`,
      now,
    },
  );
  invariant(created, "a version of a ticket is called back once");
  return created;
}
