/** The use case behind tickets.place: replay check, facts, planPlacement, apply one or two actions together. */
import { invariant } from "../../../shared/core/invariant";
import { builtInPolicy } from "../../../shared/catalogue/defaults";
import { visitMs } from "../../../shared/catalogue/workTypePolicy";
import { isOneOf } from "../../../shared/access/roles";
import { planPlacement } from "../../../shared/tickets/placement";
import { PLACEMENT_ACTIONS } from "../../../shared/tickets/transitions";
import type { Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { StaffActor } from "../organization/access";
import { actorFacts, branchFacts, technicianFacts, ticketFacts, visitsAround } from "../tickets/facts";
import { requireTicket } from "../tickets/read";
import { applySteps } from "./applyTransition";
import { findReplay } from "./operations";
import { refusal } from "./refusal";

interface PlacementArguments {
  ticketId: Id<"tickets">;
  expectedVersion: number;
  technicianId: Id<"technicians">;
  startsAt: number | null;
  operationId: string;
}

/**
 * Places a ticket or refuses with every reason.
 * Race: two dispatchers drop the same ticket. Both read its document, so the later commit is run again, sees the
 * first one's version, and fails as a conflict that names the winner. Two drops of different tickets onto the same
 * hour both read that technician's index range, so the second is run again and finds the overlap.
 */
export async function applyPlacement(ctx: MutationCtx, actor: StaffActor, args: PlacementArguments) {
  const ticket = await requireTicket(ctx, actor, args.ticketId);
  const replay = await findReplay(ctx, args.operationId, ticket._id, actor.userId);
  const replayed = replay.at(-1);
  if (replayed)
    return {
      ticketId: ticket._id,
      status: replayed.to,
      version: replayed.version,
      replayed: true,
      actions: replay.map((row) => row.action).filter((action) => isOneOf(PLACEMENT_ACTIONS, action)),
    };
  if (args.startsAt !== null && !Number.isSafeInteger(args.startsAt))
    throw appError("input.invalid", { field: "startsAt" });
  const technician = await ctx.db.get("technicians", args.technicianId);
  if (!technician || technician.orgId !== actor.membership.orgId) throw appError("access.denied");
  const branch = await ctx.db.get("branches", ticket.branchId);
  invariant(branch, "a ticket's branch exists");
  const facts = await ticketFacts(ctx, ticket);
  const startsAt = args.startsAt ?? facts.startsAt;
  const now = Date.now();
  const decided = planPlacement({
    ticket: facts,
    technician: technicianFacts(technician),
    visits:
      startsAt === null
        ? []
        : await visitsAround(
            ctx,
            technician._id,
            startsAt,
            startsAt + visitMs(builtInPolicy(ticket.workType)),
          ),
    branch: branchFacts(branch),
    actor: actorFacts(actor),
    startsAt: args.startsAt,
    expectedVersion: args.expectedVersion,
    now,
  });
  if (!decided.ok) throw await refusal(ctx, ticket, decided.blockers);
  const steps = decided.actions.map((action) => ({
    action,
    technician,
    startsAt: decided.startsAt,
    endsAt: decided.endsAt,
    input: {},
  }));
  const applied = await applySteps(ctx, actor, ticket, steps, args.operationId, now);
  return { ticketId: ticket._id, ...applied, replayed: false, actions: [...decided.actions] };
}
