/** The use case behind tickets.transition: replay check, facts, plan, apply. */
import { invariant } from "../../../shared/core/invariant";
import { type StepInput, stepInputSchema } from "../../../shared/tickets/inputs";
import { plan } from "../../../shared/tickets/plan";
import type { StepAction } from "../../../shared/tickets/transitions";
import type { Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { StaffActor } from "../organization/access";
import { recordStepFix } from "../technicians/positions";
import { actorFacts, ticketFacts } from "../tickets/facts";
import { requireTicket } from "../tickets/read";
import { applySteps } from "./applyTransition";
import { findReplay } from "./operations";
import { refusal } from "./refusal";

interface StepArguments {
  ticketId: Id<"tickets">;
  expectedVersion: number;
  action: StepAction;
  input: StepInput;
  operationId: string;
}

/** Takes one step or refuses with every reason. */
export async function applyStep(ctx: MutationCtx, actor: StaffActor, args: StepArguments) {
  const ticket = await requireTicket(ctx, actor, args.ticketId);
  const replay = (await findReplay(ctx, args.operationId, ticket._id, actor.userId)).at(-1);
  if (replay) return { ticketId: ticket._id, status: replay.to, version: replay.version, replayed: true };
  const parsed = stepInputSchema.safeParse(args.input);
  if (!parsed.success)
    throw appError("input.invalid", { field: parsed.error.issues[0]?.path.join(".") ?? "input" });
  const now = Date.now();
  const decided = plan({
    ticket: await ticketFacts(ctx, ticket),
    actor: actorFacts(actor),
    action: args.action,
    input: parsed.data,
    expectedVersion: args.expectedVersion,
    now,
  });
  if (!decided.ok) throw await refusal(ctx, ticket, decided.blockers);
  const step = {
    action: decided.action,
    technician: null,
    startsAt: null,
    endsAt: null,
    input: parsed.data,
  };
  const applied = await applySteps(ctx, actor, ticket, [step], args.operationId, now);
  invariant(applied.status === decided.to, "the applier reached the planned status");
  const { fix, occurredAt = now } = parsed.data;
  const { technicianId } = actor.membership;
  if (fix && technicianId) await recordStepFix(ctx, technicianId, fix, Math.min(occurredAt, now));
  return { ticketId: ticket._id, ...applied, replayed: false };
}
