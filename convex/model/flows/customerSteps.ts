/**
 * What a customer may do with his own ticket: call off, confirm or decline the visit, move it, answer an estimate's way
 * on, come back with the same fault. The same table and the same judges as for staff; names of staff and other
 * customers' appointments never leave in a refusal.
 */
import type { Value } from "convex/values";
import type { ConvexError } from "convex/values";
import { invariant } from "../../../shared/core/invariant";
import { parseAppError } from "../../../shared/errors/catalog";
import type { Blocker } from "../../../shared/tickets/blockers";
import type { Reason, StepInput } from "../../../shared/tickets/inputs";
import { offeredSteps, type OfferedStep } from "../../../shared/tickets/plan";
import { OVERRIDABLE } from "../../../shared/tickets/technicianFit";
import type { StepAction } from "../../../shared/tickets/transitions";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import type { Party } from "../../lib/partyBuilders";
import { appError } from "../../lib/appError";
import { actorFacts, ticketFacts } from "../tickets/facts";
import { currentVisit } from "../tickets/read";
import { placeTicket } from "./applyPlacement";
import { takeStep } from "./applyStep";
import { customerStepActor, type StepActor } from "./stepActor";

const actorOf = ({ ticket, who }: Party): StepActor => customerStepActor(ticket, who.userId);

/** The steps open to the customer now; `now` is the reader's clock, the server judges again with its own. */
export async function customerSteps(
  ctx: QueryCtx,
  party: Party,
  now: number,
): Promise<{ version: number; steps: OfferedStep[] }> {
  const facts = await ticketFacts(ctx, party.ticket);
  const steps = offeredSteps(facts, actorFacts(actorOf(party)), now);
  return {
    version: facts.version,
    steps: steps.map((step) => ({ ...step, blockers: discreet(step.blockers) })),
  };
}

interface CustomerStep {
  readonly expectedVersion: number;
  readonly action: StepAction;
  readonly input: StepInput;
  readonly operationId: string;
}

/** Takes a customer's step, or refuses without saying more than he may know. */
export async function takeCustomerStep(ctx: MutationCtx, party: Party, args: CustomerStep) {
  return await discreetly(ctx, party.ticket, takeStep(ctx, actorOf(party), party.ticket, args));
}

interface CustomerMove {
  readonly expectedVersion: number;
  readonly startsAt: number;
  readonly reason: Reason;
  readonly note?: string;
  readonly operationId: string;
}

/** Moves the planned visit to another time of the same technician [C-10]. */
export async function moveOwnVisit(ctx: MutationCtx, party: Party, args: CustomerMove) {
  const visit = await currentVisit(ctx, party.ticket);
  if (visit?.travel !== "planned")
    throw appError("ticket.blocked", { number: party.ticket.number, blockers: [{ code: "noVisitPlanned" }] });
  const { technicianId } = visit;
  const placed = placeTicket(ctx, actorOf(party), party.ticket, { ...args, technicianId });
  return await discreetly(ctx, party.ticket, placed);
}

/** Blockers as a customer may read them: that a time is taken, not by whom. */
function discreet(blockers: readonly Blocker[]): Blocker[] {
  const told = blockers.filter((blocker) => !hidden(blocker));
  return told.length < blockers.length ? [...told, { code: "timeNotFree" }] : told;
}

function hidden({ code }: Blocker): boolean {
  return code === "otherBranch" || code === "technicianInactive" || OVERRIDABLE.includes(code);
}

async function discreetly<T>(ctx: MutationCtx, ticket: Doc<"tickets">, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    throw (await reworded(ctx, ticket, error)) ?? error;
  }
}

async function reworded(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  error: unknown,
): Promise<ConvexError<Value> | null> {
  const data = parseAppError(error);
  if (data?.code === "ticket.blocked")
    return appError("ticket.blocked", { ...data.params, blockers: discreet(data.params.blockers) });
  if (data?.code !== "ticket.changedMeanwhile") return null;
  const organization = await ctx.db.get("organizations", ticket.orgId);
  invariant(organization, "a ticket's company exists");
  return appError("ticket.changedMeanwhile", { ...data.params, by: organization.name, technician: null });
}
