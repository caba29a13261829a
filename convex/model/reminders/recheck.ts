/**
 * Whether a reminder is still true at the moment it would go out, and what it has to say by then. Messages that are no
 * reminders always are.
 */
import type { MessageReason } from "../../../shared/messages/channels";
import { photoCount } from "../../../shared/tickets/evidence";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { policyOf } from "../catalogue/read";
import type { Verdict } from "../outbox/deliver";
import { ticketEvidence } from "../records/evidence";
import { currentVisit } from "../tickets/read";
import { plannedVisits } from "./technician";
import { lastTold, visitMessages } from "./visit";

const YES: Verdict = { send: true };
const no = (reason: MessageReason): Verdict => ({ send: false, reason });

export async function recheck(ctx: QueryCtx, message: Doc<"outbox">): Promise<Verdict> {
  const { reminder } = message;
  if (!reminder) return YES;
  const ticket = message.ticketId ? await ctx.db.get("tickets", message.ticketId) : null;
  switch (reminder.kind) {
    case "visit_news":
      return ticket ? await newsVerdict(ctx, ticket, message) : no("noLongerTrue");
    case "visit_day_before":
    case "visit_hours_before":
    case "session_before":
      return ticket && (await stillPlanned(ctx, ticket, reminder)) ? YES : no("noLongerTrue");
    case "feedback":
      return ticket?.status === "completed" && !(await wasReviewed(ctx, ticket)) ? YES : no("noLongerTrue");
    case "day_plan":
      return await dayVerdict(ctx, message);
    case "photos_missing":
      return ticket ? await photosVerdict(ctx, ticket, message) : no("noLongerTrue");
    case "parts_arrived":
      return YES;
  }
}

type Subject = NonNullable<Doc<"outbox">["reminder"]>;

/** The visit it speaks of is the ticket's present one, still ahead, still at that time. */
async function stillPlanned(ctx: QueryCtx, ticket: Doc<"tickets">, { appointmentId, startsAt }: Subject) {
  const visit = await currentVisit(ctx, ticket);
  return visit?._id === appointmentId && visit?.travel === "planned" && visit.startsAt === startsAt;
}

async function newsVerdict(ctx: QueryCtx, ticket: Doc<"tickets">, message: Doc<"outbox">): Promise<Verdict> {
  const { reminder } = message;
  if (!reminder) return YES;
  const told = lastTold(await visitMessages(ctx, ticket));
  if (reminder.startsAt === undefined) {
    const visit = await currentVisit(ctx, ticket);
    const timed = visit?.travel === "planned" && visit.startsAt !== undefined;
    return !timed && told !== null && ticket.closedDay === undefined ? YES : no("noLongerTrue");
  }
  if (!(await stillPlanned(ctx, ticket, reminder))) return no("noLongerTrue");
  return told === reminder.startsAt ? no("alreadyTold") : YES;
}

async function wasReviewed(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<boolean> {
  const review = await ctx.db
    .query("reviews")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticket._id))
    .first();
  return review !== null;
}

async function dayVerdict(ctx: QueryCtx, message: Doc<"outbox">): Promise<Verdict> {
  const { technicianId, serviceDay } = message.reminder ?? {};
  if (!technicianId || !serviceDay) return no("noLongerTrue");
  const visits = await plannedVisits(ctx, technicianId, serviceDay, message.zone);
  const startsAt = visits[0]?.startsAt;
  if (startsAt === undefined) return no("noLongerTrue");
  return { send: true, params: { day: serviceDay, visits: visits.length, startsAt } };
}

/** The status in which a technician is asked, and the need of the step that follows. */
const PHOTOS_NEEDED_IN: ReadonlyMap<string, "inspectionPhotos" | "completionPhotos"> = new Map([
  ["arrived", "inspectionPhotos"],
  ["repairing", "completionPhotos"],
]);

async function photosVerdict(
  ctx: QueryCtx,
  ticket: Doc<"tickets">,
  message: Doc<"outbox">,
): Promise<Verdict> {
  const visit = await currentVisit(ctx, ticket);
  if (visit?._id !== message.reminder?.appointmentId) return no("noLongerTrue");
  const { evidence } = await policyOf(ctx, ticket.orgId, ticket.workType);
  const need = PHOTOS_NEEDED_IN.get(ticket.status);
  if (!need) return no("noLongerTrue");
  const missing = evidence[need] - photoCount(await ticketEvidence(ctx, ticket), need);
  return missing > 0 ? { send: true, params: { number: ticket.number, missing } } : no("noLongerTrue");
}
