/** The first thing a customer hears: that his request is in, its number, and the link by which he follows it. */
import { invariant } from "../../../shared/core/invariant";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { enqueue } from "../outbox/enqueue";
import { customerLink, customerOf } from "./customer";

/** Tells him once; a customer without an address is written down as not reached. */
export async function tellReceived(ctx: MutationCtx, ticket: Doc<"tickets">, now: number): Promise<void> {
  const [organization, branch] = await Promise.all([
    ctx.db.get("organizations", ticket.orgId),
    ctx.db.get("branches", ticket.branchId),
  ]);
  invariant(organization && branch, "a ticket's company and branch exist");
  const customer = await customerOf(ctx, ticket);
  await enqueue(
    ctx,
    {
      orgId: ticket.orgId,
      key: `ticket_received:${ticket._id}`,
      template: "ticket_received",
      channel: customer.newsBy,
      recipient: { audience: "customer", to: customer.address(customer.newsBy) },
      params: { company: organization.name, number: ticket.number, link: await customerLink(ctx, ticket) },
      zone: branch.zone,
      locale: customer.locale,
      ticketId: ticket._id,
    },
    now,
  );
}
