/** The use case behind every step: replay check, facts, plan, apply. Who may see the ticket is decided before. */
import { invariant } from "../../../shared/core/invariant";
import { type StepInput, stepInputSchema } from "../../../shared/tickets/inputs";
import { plan } from "../../../shared/tickets/plan";
import type { StepAction } from "../../../shared/tickets/transitions";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { StaffActor } from "../organization/access";
import { requireReason } from "../settings/lists";
import { recordStepFix } from "../technicians/positions";
import { actorFacts, ticketFacts } from "../tickets/facts";
import { requireTicket } from "../tickets/read";
import { applySteps } from "./applyTransition";
import { openCallBack } from "./callBack";
import { findReplay } from "./operations";
import { refusal } from "./refusal";
import { staffStepActor, type StepActor } from "./stepActor";

interface StepArguments {
  readonly expectedVersion: number;
  readonly action: StepAction;
  readonly input: StepInput;
  readonly operationId: string;
}

/** A member's step on a ticket in his scope, or `access.denied`. */
export async function applyStep(
  ctx: MutationCtx,
  actor: StaffActor,
  { ticketId, ...args }: StepArguments & { readonly ticketId: Id<"tickets"> },
) {
  const ticket = await requireTicket(ctx, actor, ticketId);
  return await takeStep(ctx, staffStepActor(actor), ticket, args);
}

/** Takes one step on a ticket the actor may see, or refuses with every reason. */
export async function takeStep(
  ctx: MutationCtx,
  actor: StepActor,
  ticket: Doc<"tickets">,
  args: StepArguments,
) {
  const replay = (await findReplay(ctx, args.operationId, ticket._id, actor.userId)).at(-1);
  if (replay)
    return {
      ticketId: ticket._id,
      status: replay.to,
      version: replay.version,
      replayed: true,
      linkedTicketId: replay.linkedTicketId ?? null,
    };
  const parsed = stepInputSchema.safeParse(args.input);
  if (!parsed.success)
    throw appError("input.invalid", { field: parsed.error.issues[0]?.path.join(".") ?? "input" });
  const { data: input } = parsed;
  await requireReason(ctx, ticket.orgId, input.reason);
  const now = Date.now();
  const decided = plan({
    ticket: await ticketFacts(ctx, ticket),
    actor: actorFacts(actor),
    action: args.action,
    input,
    expectedVersion: args.expectedVersion,
    now,
  });
  if (!decided.ok) throw await refusal(ctx, ticket, decided.blockers);
  const { action } = decided;
  const linkedTicketId =
    action === "call_back" ? await openCallBack(ctx, actor, ticket, input.note ?? "", now) : null;
  const step = {
    action,
    technician: null,
    startsAt: null,
    endsAt: null,
    input,
    ...(linkedTicketId ? { linkedTicketId } : {}),
  };
  const applied = await applySteps(ctx, actor, ticket, [step], args.operationId, now);
  invariant(applied.status === decided.to, "the applier reached the planned status");
  const { fix, occurredAt = now } = input;
  if (fix && actor.technicianId) await recordStepFix(ctx, actor.technicianId, fix, Math.min(occurredAt, now));
  return { ticketId: ticket._id, ...applied, replayed: false, linkedTicketId };
}
