/** Whom an escalation belongs to: members with an owner's role in the ticket's branch, and how they are told. */
import { isOneOf, ORGANIZATION_WIDE, type Role } from "../../../shared/access/roles";
import type { MessageParams } from "../../../shared/messages/templates";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { branchOfTicket } from "../organization/ofTicket";
import { enqueue } from "../outbox/enqueue";

/** Who is told when nobody in the branch holds an owner's role. */
const LAST_RESORT = ["admin", "owner"] as const satisfies readonly Role[];
const MAX_PER_ROLE = 100;

/** Active members of a branch with one of these roles; the administrators when there is none. */
export async function ownersOf(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  branchId: Id<"branches">,
  roles: readonly Role[],
): Promise<Doc<"memberships">[]> {
  const perRole = await Promise.all(
    roles.map((role) =>
      ctx.db
        .query("memberships")
        .withIndex("by_orgId_and_role", (q) => q.eq("orgId", orgId).eq("role", role))
        .take(MAX_PER_ROLE),
    ),
  );
  const found = perRole
    .flat()
    .filter(
      ({ role, branchIds, deactivatedAt }) =>
        deactivatedAt === undefined && (isOneOf(ORGANIZATION_WIDE, role) || branchIds.includes(branchId)),
    );
  if (found.length > 0 || roles.every((role) => isOneOf(LAST_RESORT, role))) return found;
  return await ownersOf(ctx, orgId, branchId, LAST_RESORT);
}

/** One thing to say about an escalation; `key` makes saying it once. */
export type EscalationNews =
  | { template: "escalation_opened"; params: MessageParams<"escalation_opened">; key: string }
  | { template: "escalation_reopened"; params: MessageParams<"escalation_reopened">; key: string };

/** Bell and e-mail to every owner [L-10, R-05]. */
export async function tellOwners(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  roles: readonly Role[],
  news: EscalationNews,
  now: number,
): Promise<void> {
  const branch = await branchOfTicket(ctx, ticket);
  if (!branch) return;
  const { key, ...message } = news;
  for (const { userId } of await ownersOf(ctx, ticket.orgId, ticket.branchId, roles))
    for (const channel of ["inApp", "email"] as const)
      await enqueue(
        ctx,
        {
          ...message,
          orgId: ticket.orgId,
          key: `${key}:${userId}:${channel}`,
          channel,
          recipient: { audience: "staff", userId },
          zone: branch.zone,
          ticketId: ticket._id,
        },
        now,
      );
}
