/** Messages to a technician: his day, photos that are still missing, parts that came in. */
import type { Channel } from "../../../shared/messages/channels";
import { completionPhotosAt, dayPlanAt, INSPECTION_PHOTOS_AFTER_MS } from "../../../shared/reminders/plan";
import { addDays, instantAt, serviceDayOf } from "../../../shared/time/zones";
import type { TicketAction } from "../../../shared/tickets/transitions";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { readOnce } from "../../lib/readOnce";
import { enqueue } from "../outbox/enqueue";
import type { TicketMoment } from "./visit";

const MAX_VISITS = 60;
/** The bell on his phone, and a text message for the one who has it closed. */
const BELL_AND_TEXT = ["inApp", "sms"] as const satisfies readonly Channel[];

/** The account of a technician, when he has one. */
async function memberOf(ctx: QueryCtx, technicianId: Id<"technicians">): Promise<Doc<"memberships"> | null> {
  const member = await ctx.db
    .query("memberships")
    .withIndex("by_technicianId", (q) => q.eq("technicianId", technicianId))
    .first();
  return member && member.deactivatedAt === undefined ? member : null;
}

/** Visits a technician has ahead of him on a local day, in order. */
export async function plannedVisits(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
  serviceDay: string,
  zone: string,
): Promise<Doc<"appointments">[]> {
  return await ctx.db
    .query("appointments")
    .withIndex("by_technicianId_and_travel_and_startsAt", (q) =>
      q
        .eq("technicianId", technicianId)
        .eq("travel", "planned")
        .gte("startsAt", instantAt(serviceDay, 0, zone))
        .lt("startsAt", instantAt(addDays(serviceDay, 1), 0, zone)),
    )
    .take(MAX_VISITS);
}

/** One message per technician and day, however many visits it gets; what it says is counted when it goes out. */
export async function planDay(ctx: MutationCtx, moment: TicketMoment): Promise<void> {
  const { branch, visit } = moment;
  if (visit?.travel !== "planned" || visit.startsAt === undefined) return;
  const serviceDay = serviceDayOf(visit.startsAt, branch.zone);
  // A gesture that gives him many visits plans it with the first.
  await readOnce(ctx, `day_plan ${visit.technicianId} ${serviceDay}`, async () =>
    planDayOf(ctx, moment, visit, visit.startsAt ?? moment.now, serviceDay),
  );
}

async function planDayOf(
  ctx: MutationCtx,
  { branch, now }: TicketMoment,
  visit: Doc<"appointments">,
  startsAt: number,
  serviceDay: string,
): Promise<void> {
  const technician = await ctx.db.get("technicians", visit.technicianId);
  const member = technician ? await memberOf(ctx, technician._id) : null;
  if (!technician || !member) return;
  const sendAt = dayPlanAt(serviceDay, technician.shift.startMinute, branch.zone);
  if (sendAt <= now) return;
  for (const channel of BELL_AND_TEXT)
    await enqueue(
      ctx,
      {
        orgId: branch.orgId,
        key: `day_plan:${technician._id}:${serviceDay}:${channel}`,
        template: "day_plan",
        channel,
        recipient: {
          audience: "staff",
          userId: member.userId,
          ...(channel === "sms" ? { to: technician.phone } : {}),
        },
        params: { day: serviceDay, visits: 1, startsAt },
        zone: branch.zone,
        sendAt,
        validUntil: instantAt(addDays(serviceDay, 1), 0, branch.zone),
        reminder: { kind: "day_plan", technicianId: technician._id, serviceDay },
      },
      now,
    );
}

/** Asks for photos while they can still be taken; dropped when they are there by then. */
export async function askForPhotos(ctx: MutationCtx, moment: TicketMoment): Promise<void> {
  const { ticket, branch, visit, now } = moment;
  if (!visit || (ticket.status !== "arrived" && ticket.status !== "repairing")) return;
  const member = await memberOf(ctx, visit.technicianId);
  if (!member) return;
  const sendAt =
    ticket.status === "arrived"
      ? now + INSPECTION_PHOTOS_AFTER_MS
      : completionPhotosAt(now, visit.endsAt ?? null);
  await enqueue(
    ctx,
    {
      orgId: ticket.orgId,
      key: `photos_missing:${ticket._id}:v${ticket.version}`,
      template: "photos_missing",
      channel: "inApp",
      recipient: { audience: "staff", userId: member.userId },
      params: { number: ticket.number, missing: 1 },
      zone: branch.zone,
      sendAt,
      ticketId: ticket._id,
      reminder: { kind: "photos_missing", appointmentId: visit._id },
    },
    now,
  );
}

/** The parts are here. `visit` may already be the return visit; without one the last holder is told by his planner. */
export async function tellPartsArrived(
  ctx: MutationCtx,
  moment: TicketMoment,
  action: TicketAction,
): Promise<void> {
  const { ticket, branch, visit, now } = moment;
  if (action !== "parts_received" || !visit) return;
  const technician = await ctx.db.get("technicians", visit.technicianId);
  const member = technician ? await memberOf(ctx, technician._id) : null;
  if (!technician || !member) return;
  for (const channel of BELL_AND_TEXT)
    await enqueue(
      ctx,
      {
        orgId: ticket.orgId,
        key: `parts_arrived:${ticket._id}:v${ticket.version}:${channel}`,
        template: "parts_arrived",
        channel,
        recipient: {
          audience: "staff",
          userId: member.userId,
          ...(channel === "sms" ? { to: technician.phone } : {}),
        },
        params: { number: ticket.number },
        zone: branch.zone,
        ticketId: ticket._id,
        reminder: { kind: "parts_arrived", technicianId: technician._id },
      },
      now,
    );
}
