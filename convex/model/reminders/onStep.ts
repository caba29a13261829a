/** The reminders' part of what follows a step (flows/afterStep.ts). Plans and takes back; sends nothing. */
import { isOneOf } from "../../../shared/access/roles";
import { afterWork, TEMPLATE_OF } from "../../../shared/reminders/plan";
import { invariant } from "../../../shared/core/invariant";
import type { TicketStatus } from "../../../shared/tickets/statuses";
import { RECALL_ACTIONS, type TicketAction } from "../../../shared/tickets/transitions";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { policyOf } from "../catalogue/read";
import { branchOfTicket, companyOfTicket } from "../organization/ofTicket";
import { enqueue } from "../outbox/enqueue";
import { customerLink, customerOf } from "./customer";
import { askForPhotos, planDay, tellPartsArrived } from "./technician";
import { lastTold, syncVisitMessages, type TicketMoment, visitMessages } from "./visit";

export interface StepNews {
  /** The ticket as it is stored after the step. */
  readonly after: Doc<"tickets">;
  readonly action: TicketAction;
  readonly from: TicketStatus;
  readonly to: TicketStatus;
  /** The timeline row of the step: who, when it happened, with what. */
  readonly event: Doc<"statusEvents">;
  /** The ticket's current visit before and after; null when nobody holds it. */
  readonly visitBefore: Doc<"appointments"> | null;
  readonly visitAfter: Doc<"appointments"> | null;
  /** The server's clock of this transaction, epoch ms. */
  readonly now: number;
}

/** Whether anything changed that a customer or a technician is told of: most steps at the customer's door do not. */
function visitChanged({ visitBefore: before, visitAfter: after }: StepNews): boolean {
  return (
    before?._id !== after?._id ||
    before?.travel !== after?.travel ||
    before?.startsAt !== after?.startsAt ||
    before?.technicianId !== after?.technicianId
  );
}

/** Everything messages have to do with one step. */
export async function remindersOnStep(ctx: MutationCtx, step: StepNews): Promise<void> {
  const { after: ticket, visitAfter: visit, now } = step;
  const branch = await branchOfTicket(ctx, ticket);
  const company = await companyOfTicket(ctx, ticket);
  invariant(branch && company, "a ticket's branch and company exist");
  const { reminders: plan } = await policyOf(ctx, ticket.orgId, ticket.workType);
  const moment: TicketMoment = {
    ticket,
    branch,
    company,
    visit,
    customer: await customerOf(ctx, ticket),
    plan,
    recalled: isOneOf(RECALL_ACTIONS, step.action),
    now,
  };
  if (visitChanged(step)) {
    await syncVisitMessages(ctx, moment);
    await planDay(ctx, moment);
  }
  await tellPartsArrived(ctx, moment, step.action);
  if (step.from === step.to) return;
  await askForPhotos(ctx, moment);
  if (step.to === "completed") await askForOpinion(ctx, moment);
  if (step.to === "cancelled" && step.event.actor.role !== "customer") await tellCancelled(ctx, moment);
}

/** */
async function askForOpinion(ctx: MutationCtx, moment: TicketMoment): Promise<void> {
  const { ticket, branch, company, customer, plan, now } = moment;
  if (!customer.reminders) return;
  const link = await customerLink(ctx, ticket);
  for (const due of afterWork(plan, now, branch.zone))
    await enqueue(
      ctx,
      {
        orgId: ticket.orgId,
        key: `${due.kind}:${due.slot}:${ticket._id}:v${ticket.version}`,
        template: TEMPLATE_OF.feedback,
        channel: due.channel,
        recipient: { audience: "customer", to: customer.address(due.channel) },
        params: { company: company.name, number: ticket.number, link },
        zone: branch.zone,
        locale: customer.locale,
        sendAt: due.sendAt,
        validUntil: due.validUntil,
        ticketId: ticket._id,
        reminder: { kind: "feedback" },
      },
      now,
    );
}

/** Only somebody who was told that we come has to be told that we do not. */
async function tellCancelled(
  ctx: MutationCtx,
  { ticket, branch, company, customer, now }: TicketMoment,
): Promise<void> {
  if (lastTold(await visitMessages(ctx, ticket)) === null) return;
  await enqueue(
    ctx,
    {
      orgId: ticket.orgId,
      key: `ticket_cancelled:${ticket._id}:v${ticket.version}`,
      template: "ticket_cancelled",
      channel: customer.newsBy,
      recipient: { audience: "customer", to: customer.address(customer.newsBy) },
      params: { company: company.name, number: ticket.number },
      zone: branch.zone,
      locale: customer.locale,
      ticketId: ticket._id,
    },
    now,
  );
}
