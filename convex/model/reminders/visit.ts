/**
 * Messages to the customer about a planned visit: the news of its time [S-35], reminders before it.
 * Judges states, not steps: compares what waits in the outbox with what the visit wants and moves the difference, so a
 * visit dragged to and fro leaves exactly the messages of where it lies.
 *
 * Race: a message's time comes while the visit is dragged away. The one that commits second runs again: either the step
 * finds the message already on its way, or the message finds that the visit moved (recheck.ts) and is skipped.
 */
import type { MessageReason } from "../../../shared/messages/channels";
import type { PlannedReminder } from "../../../shared/reminders/kinds";
import { beforeVisit, type DueReminder, newsAt, TEMPLATE_OF } from "../../../shared/reminders/plan";
import { MINUTE_MS } from "../../../shared/time/zones";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { enqueue, withdraw } from "../outbox/enqueue";
import { readSetting } from "../settings/read";
import { customerLink, type CustomerAddress } from "./customer";

/** Messages of one ticket that are looked through; a ticket has some dozens. */
export const MAX_OF_TICKET = 300;
const VISIT_KINDS: readonly string[] = [
  "visit_news",
  "visit_day_before",
  "visit_hours_before",
  "session_before",
];

export interface TicketMoment {
  readonly ticket: Doc<"tickets">;
  readonly branch: Doc<"branches">;
  readonly company: Doc<"organizations">;
  readonly visit: Doc<"appointments"> | null;
  readonly customer: CustomerAddress;
  readonly plan: readonly PlannedReminder[];
  /** A visit planned after the present one was taken back. */
  readonly recalled: boolean;
  readonly now: number;
}

/** Every message ever planned about this ticket's visits, newest first. */
export async function visitMessages(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<Doc<"outbox">[]> {
  const rows = await ctx.db
    .query("outbox")
    .withIndex("by_ticketId_and_state", (q) => q.eq("ticketId", ticket._id))
    .take(MAX_OF_TICKET);
  return rows.filter((row) => row.reminder && VISIT_KINDS.includes(row.reminder.kind));
}

/** The start the customer was last told of, or null when he was told of none or that it is off. */
export function lastTold(rows: readonly Doc<"outbox">[]): number | null {
  const told = rows
    .filter((row) => row.reminder?.kind === "visit_news" && (row.state === "sent" || row.state === "sending"))
    .toSorted((a, b) => b.sendAt - a.sendAt || b._creationTime - a._creationTime)[0];
  return told?.reminder?.startsAt ?? null;
}

/** Plans, keeps and takes back the messages of the ticket's visit as it stands now. */
export async function syncVisitMessages(ctx: MutationCtx, moment: TicketMoment): Promise<void> {
  const { ticket, visit, now } = moment;
  const rows = await visitMessages(ctx, ticket);
  const heard = new Set(rows.map(({ key }) => key));
  const startsAt = visit?.travel === "planned" ? (visit.startsAt ?? null) : null;
  const belongs = (row: Doc<"outbox">) =>
    startsAt !== null && row.reminder?.appointmentId === visit?._id && row.reminder?.startsAt === startsAt;
  // An off message waits for as long as there is no time to tell.
  const waitsForNone = (row: Doc<"outbox">) =>
    startsAt === null && row.reminder?.kind === "visit_news" && row.reminder.startsAt === undefined;
  for (const row of rows)
    if (row.state === "planned" && !belongs(row) && !waitsForNone(row))
      await withdraw(ctx, row, whyNot(visit, startsAt), now);
  if (visit && startsAt !== null)
    await tellOfVisit(ctx, moment, visit, startsAt, {
      known: rows.filter(belongs),
      told: lastTold(rows),
      newsWaits: newestNews(
        rows.filter((row) => belongs(row) || row.state !== "planned"),
        belongs,
      ),
      heard,
    });
  else if (!visit || visit.travel === "called_off" || visit.travel === "failed" || moment.recalled)
    await tellItIsOff(ctx, moment, rows, heard);
}

/** Why a waiting message is taken back: the visit has begun, has another time, or is off. */
function whyNot(visit: Doc<"appointments"> | null, startsAt: number | null): MessageReason {
  if (startsAt !== null) return "replaced";
  return visit && visit.travel !== "called_off" && visit.travel !== "planned" ? "noLongerTrue" : "calledOff";
}

const lives = (row: Doc<"outbox">) => row.state !== "skipped";

/** Whether the newest news is of this visit: an earlier message of the same hour was overtaken by the ones after it. */
function newestNews(rows: readonly Doc<"outbox">[], belongs: (row: Doc<"outbox">) => boolean): boolean {
  const newest = rows
    .filter((row) => row.reminder?.kind === "visit_news" && lives(row))
    .toSorted((a, b) => b._creationTime - a._creationTime)[0];
  return newest !== undefined && belongs(newest);
}

/** What the outbox already holds for a visit. */
interface Heard {
  /** Messages of this visit at this hour. */
  readonly known: readonly Doc<"outbox">[];
  readonly told: number | null;
  readonly newsWaits: boolean;
  /** The keys of all messages about the ticket's visits. */
  readonly heard: ReadonlySet<string>;
}

async function tellOfVisit(
  ctx: MutationCtx,
  moment: TicketMoment,
  visit: Doc<"appointments">,
  startsAt: number,
  { known, told, newsWaits, heard }: Heard,
): Promise<void> {
  const { ticket, branch, plan, customer, now } = moment;
  const about = { appointmentId: visit._id, startsAt };
  const link = await customerLink(ctx, ticket);
  // What was promised is what is told; without a promise, the visit itself [J-40].
  const shown = visit.window ?? { startsAt, endsAt: visit.endsAt ?? startsAt };
  const words = { link, startsAt: shown.startsAt, endsAt: shown.endsAt };
  const graceMs = (await readSetting(ctx, ticket.orgId, "messages.graceMinutes")) * MINUTE_MS;
  if (told !== startsAt && !newsWaits)
    await send(ctx, moment, {
      due: {
        kind: "visit_news",
        slot: customer.newsBy,
        channel: customer.newsBy,
        sendAt: newsAt(now, graceMs, startsAt, branch.zone),
        validUntil: startsAt,
      },
      template: told === null ? "visit_scheduled" : "visit_moved",
      about,
      words,
      heard,
    });
  if (!customer.reminders) return;
  for (const due of beforeVisit(plan, startsAt, branch.zone, now)) {
    if (known.some((row) => lives(row) && row.key.startsWith(`${due.kind}:${due.slot}:`))) continue;
    if (due.kind !== "visit_day_before" && due.kind !== "visit_hours_before" && due.kind !== "session_before")
      continue;
    await send(ctx, moment, { due, template: TEMPLATE_OF[due.kind], about, words, heard });
  }
}

/** A visit the customer had been told of does not take place; said once, and only if no new time comes meanwhile. */
async function tellItIsOff(
  ctx: MutationCtx,
  moment: TicketMoment,
  rows: readonly Doc<"outbox">[],
  heard: ReadonlySet<string>,
): Promise<void> {
  const { ticket, branch, customer, now } = moment;
  const waiting = rows.some((row) => row.state === "planned" && row.reminder?.startsAt === undefined);
  if (lastTold(rows) === null || waiting || ticket.closedDay !== undefined) return;
  const graceMs = (await readSetting(ctx, ticket.orgId, "messages.graceMinutes")) * MINUTE_MS;
  const sendAt = newsAt(now, graceMs, lastTold(rows), branch.zone);
  await send(ctx, moment, {
    due: {
      kind: "visit_news",
      slot: customer.newsBy,
      channel: customer.newsBy,
      sendAt,
      validUntil: Number.MAX_SAFE_INTEGER,
    },
    template: "visit_called_off",
    about: {},
    words: null,
    heard,
  });
}

type VisitTemplate =
  | "visit_scheduled"
  | "visit_moved"
  | "visit_reminder_day"
  | "visit_reminder_hours"
  | "session_reminder"
  | "visit_called_off";

interface VisitMessage {
  due: DueReminder;
  template: VisitTemplate;
  about: { appointmentId?: Doc<"appointments">["_id"]; startsAt?: number };
  words: { link: string; startsAt: number; endsAt: number } | null;
  heard: ReadonlySet<string>;
}

async function send(ctx: MutationCtx, moment: TicketMoment, message: VisitMessage): Promise<void> {
  const { ticket, branch, company, customer, now } = moment;
  const { due, template, about, words, heard } = message;
  const base = { company: company.name, number: ticket.number };
  // The ticket's version tells one visit to the same hour from a later one.
  const key = `${due.kind}:${due.slot}:${ticket._id}:v${ticket.version}`;
  const common = {
    orgId: ticket.orgId,
    key,
    // A ticket with more messages than are looked through may have one that was not seen.
    isNew: heard.size < MAX_OF_TICKET / 2 && !heard.has(key),
    channel: due.channel,
    recipient: { audience: "customer", to: customer.address(due.channel) },
    zone: branch.zone,
    locale: customer.locale,
    sendAt: due.sendAt,
    validUntil: due.validUntil,
    ticketId: ticket._id,
    reminder: { kind: due.kind, ...about },
  } as const;
  if (template === "visit_called_off" || words === null)
    await enqueue(ctx, { ...common, template: "visit_called_off", params: base }, now);
  else if (template === "session_reminder")
    await enqueue(
      ctx,
      { ...common, template, params: { ...base, link: words.link, startsAt: words.startsAt } },
      now,
    );
  else await enqueue(ctx, { ...common, template, params: { ...base, ...words } }, now);
}
