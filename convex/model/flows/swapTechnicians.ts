/**
 * Two planned visits exchange their technicians: two placements in one transaction, each judged as if the other visit
 * had left already. If either is refused, nothing is written.
 */
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { StaffActor } from "../organization/access";
import { currentVisit, requireTicket } from "../tickets/read";
import { placeTicket } from "./applyPlacement";
import { staffStepActor } from "./stepActor";

export interface SwapArguments {
  readonly ticketId: Id<"tickets">;
  readonly expectedVersion: number;
  readonly withTicketId: Id<"tickets">;
  readonly withExpectedVersion: number;
  readonly operationId: string;
}

/** Carries the exchange out, or refuses with every reason of the first ticket that cannot be given. */
export async function swapTechnicians(ctx: MutationCtx, actor: StaffActor, args: SwapArguments) {
  const one = await requireTicket(ctx, actor, args.ticketId);
  const other = await requireTicket(ctx, actor, args.withTicketId);
  if (one._id === other._id) throw appError("input.invalid", { field: "withTicketId" });
  const by = staffStepActor(actor);
  const [own, others] = [await holderOf(ctx, one), await holderOf(ctx, other)];
  const { actions: _first, ...first } = await placeTicket(ctx, by, one, {
    expectedVersion: args.expectedVersion,
    technicianId: others,
    startsAt: null,
    leaving: [other.number],
    operationId: args.operationId,
  });
  const { actions: _second, ...second } = await placeTicket(ctx, by, other, {
    expectedVersion: args.withExpectedVersion,
    technicianId: own,
    startsAt: null,
    leaving: [one.number],
    operationId: `${args.operationId}-w`,
  });
  return { ...first, with: second };
}

async function holderOf(ctx: MutationCtx, ticket: Doc<"tickets">): Promise<Id<"technicians">> {
  const visit = await currentVisit(ctx, ticket);
  if (!visit)
    throw appError("ticket.blocked", { number: ticket.number, blockers: [{ code: "noVisitPlanned" }] });
  return visit.technicianId;
}
