/** Replacing a customer's link: when it went to the wrong hands, or its time was over too soon. */
import type { Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { record } from "../audit/record";
import type { StaffActor } from "../organization/access";
import { requireTicket } from "../tickets/read";
import { newToken } from "./token";

const MAX_LINKS = 50;

/** Switches every link of a ticket off and answers the token of a new one; pages behind the old ones close at once. */
export async function renewLink(
  ctx: MutationCtx,
  actor: StaffActor,
  ticketId: Id<"tickets">,
): Promise<string> {
  const ticket = await requireTicket(ctx, actor, ticketId);
  const links = await ctx.db
    .query("trackingLinks")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_LINKS);
  const working = links.filter((link) => !link.revoked);
  for (const link of working) await ctx.db.patch("trackingLinks", link._id, { revoked: true });
  const token = newToken();
  await ctx.db.insert("trackingLinks", { token, ticketId, scope: "ticket", revoked: false });
  await record(ctx, actor, {
    action: "tracking.revoked",
    subject: { kind: "ticket", id: ticketId, label: ticket.number },
    after: { switchedOff: working.length },
  });
  return token;
}
