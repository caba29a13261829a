/** One move of a draft as a planner wants it: draft, ticket and technician have to be of one branch and within his reach. */
import type { Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { StaffActor } from "../organization/access";
import { readTechnician } from "../organization/ofTicket";
import { requireTicket } from "../tickets/read";
import { requireDraft } from "./read";
import { type MoveWish, removeMove, setMove } from "./write";

/** Puts a ticket somewhere in the draft. Answers the draft's revision. Fails like setMove, or with `access.denied`. */
export async function moveInDraft(
  ctx: MutationCtx,
  actor: StaffActor,
  draftId: Id<"planDrafts">,
  ticketId: Id<"tickets">,
  wish: MoveWish,
): Promise<number> {
  const draft = await requireDraft(ctx, actor, draftId);
  const ticket = await requireTicket(ctx, actor, ticketId);
  if (ticket.branchId !== draft.branchId) throw appError("access.denied");
  const technician = wish.technicianId ? await readTechnician(ctx, wish.technicianId) : null;
  if (wish.technicianId && technician?.branchId !== draft.branchId) throw appError("access.denied");
  return await setMove(ctx, actor, draft, ticket, wish);
}

/** Takes a ticket out of the draft. Answers the draft's revision. Fails like removeMove, or with `access.denied`. */
export async function outOfDraft(
  ctx: MutationCtx,
  actor: StaffActor,
  draftId: Id<"planDrafts">,
  ticketId: Id<"tickets">,
  expectedRevision: number,
): Promise<number> {
  const draft = await requireDraft(ctx, actor, draftId);
  await requireTicket(ctx, actor, ticketId);
  return await removeMove(ctx, actor, draft, ticketId, expectedRevision);
}
