/** The one-ticket view of staff: card, people, timeline, and the facts buttons are judged by. */
import { roleHas } from "../../../shared/access/permissions";
import { invariant } from "../../../shared/core/invariant";
import type { Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import type { StaffActor } from "../organization/access";
import { toBranchView } from "../organization/read";
import { staffStepActor } from "../flows/stepActor";
import { actorFacts, ticketFacts } from "./facts";
import { workingToken } from "../tracking/own";
import { currentVisit, requireTicket } from "./read";
import { toTicketCard, toTimelineRow } from "./views";

/** Longest timeline shown; a ticket has some dozens of steps. */
const MAX_TIMELINE = 300;

/** The detail, or `access.denied`. */
export async function getDetail(ctx: QueryCtx, actor: StaffActor, ticketId: Id<"tickets">) {
  const ticket = await requireTicket(ctx, actor, ticketId);
  const branch = await ctx.db.get("branches", ticket.branchId);
  invariant(branch, "a ticket's branch exists");
  const visit = await currentVisit(ctx, ticket);
  const technician = visit ? await ctx.db.get("technicians", visit.technicianId) : null;
  const events = await ctx.db
    .query("statusEvents")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(MAX_TIMELINE);
  return {
    ticket: await toTicketCard(ctx, ticket),
    branch: toBranchView(branch),
    technician: technician
      ? { technicianId: technician._id, name: technician.name, phone: technician.phone }
      : null,
    timeline: events.reverse().map(toTimelineRow),
    facts: await ticketFacts(ctx, ticket),
    asked: {
      accessNotes: ticket.accessNotes ?? "",
      preferred: ticket.preferred ?? null,
      contactId: roleHas(actor.membership.role, "contacts.view") ? (ticket.contactId ?? null) : null,
    },
    actor: actorFacts(staffStepActor(actor)),
    trackingToken: roleHas(actor.membership.role, "tracking.share") ? await workingToken(ctx, ticket) : null,
  };
}
