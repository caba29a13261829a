/** The step policy of a ticket: its work type's row as it stands now, read live. */
import { type StepPolicy, stepPolicyOf } from "../../../shared/tickets/stepPolicy";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { policyOf } from "../catalogue/read";

/** Policies already read in this function call, so that a board of many cards reads each work type once. */
export type PolicyCache = Map<string, Promise<StepPolicy>>;

/** The policy of the ticket's work type. */
export async function ticketPolicy(
  ctx: QueryCtx,
  ticket: Pick<Doc<"tickets">, "orgId" | "workType">,
  cache?: PolicyCache,
): Promise<StepPolicy> {
  const known = cache?.get(ticket.workType);
  if (known) return await known;
  const found = readPolicy(ctx, ticket);
  cache?.set(ticket.workType, found);
  return await found;
}

async function readPolicy(
  ctx: QueryCtx,
  ticket: Pick<Doc<"tickets">, "orgId" | "workType">,
): Promise<StepPolicy> {
  return stepPolicyOf(await policyOf(ctx, ticket.orgId, ticket.workType));
}
