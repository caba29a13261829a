/**
 * Brings a ticket's clocks into agreement with the ticket, in the caller's transaction: rows, scheduled functions, the
 * deadline on the ticket's card, escalations of broken promises. What has to happen is decided by shared/sla/planClocks.
 *
 * Race: a step and the timer of a clock commit at the same moment. Both read the clock's row, so the later one runs
 * again and finds the clock moved on (version) or already broken; neither can break a promise twice.
 */
import type { BusinessCalendar } from "../../../shared/calendar/businessCalendar";
import { invariant } from "../../../shared/core/invariant";
import { withDeadline } from "../../../shared/replay/deadlines";
import { clocksOf } from "../../../shared/sla/policies";
import {
  type ClockOperation,
  mostUrgent,
  type OpenClock,
  planClocks,
  type Progress,
} from "../../../shared/sla/planClocks";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { branchOfTicket } from "../organization/ofTicket";
import { currentVisit } from "../tickets/read";
import { escalateBreach } from "./escalate";
import { rulesInForce } from "./rules";
import { isOnHold, situationOf, slaPolicyOf } from "./situation";

/** More clocks than a ticket can have open at once. */
const MAX_OPEN = 20;

/** A branch's opening hours as clocks count them. */
export function calendarOf(branch: Doc<"branches">): BusinessCalendar {
  const { zone, weekend, hours, holidays = [] } = branch;
  return { zone, weekend, hours, holidays };
}

/** The clocks of a ticket that still measure. */
export async function openClocks(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<Doc<"slaClocks">[]> {
  return await ctx.db
    .query("slaClocks")
    .withIndex("by_ticketId_and_open", (q) => q.eq("ticketId", ticketId).eq("open", true))
    .take(MAX_OPEN);
}

/** How a ticket stood at an instant: after a step, or now. */
export interface ClockMoment {
  readonly ticket: Doc<"tickets">;
  readonly visit: Doc<"appointments"> | null;
  /** When it came about: never later than the transaction's own clock. */
  readonly at: number;
}

/** Brings the clocks into agreement with the ticket as it stands. `at`: see {@link ClockMoment}. */
export async function syncClocks(ctx: MutationCtx, ticket: Doc<"tickets">, at: number): Promise<void> {
  await syncClocksThrough(ctx, [{ ticket, visit: await currentVisit(ctx, ticket), at }]);
}

/** The same through the moments of one ticket, the oldest first: a promise kept on the way was kept. */
export async function syncClocksThrough(ctx: MutationCtx, moments: readonly ClockMoment[]): Promise<void> {
  const now = moments.at(-1);
  invariant(now, "a ticket stands somehow");
  const { ticket } = now;
  const branch = await branchOfTicket(ctx, ticket);
  invariant(branch, "a ticket's branch exists");
  const open = new Map((await openClocks(ctx, ticket._id)).map((row) => [row.code, row]));
  const promised = clocksOf(await slaPolicyOf(ctx, ticket));
  const rules = (await rulesInForce(ctx, ticket.orgId)).map((rule) =>
    promised.includes(rule.code) ? rule : { ...rule, enabled: false },
  );
  const onHold = await isOnHold(ctx, ticket);
  for (const moment of moments) {
    const operations = planClocks({
      situation: situationOf(moment.ticket, moment.visit, onHold),
      clocks: [...open.values()].flatMap(toOpenClock),
      rules,
      calendar: calendarOf(branch),
      now: moment.at,
    });
    for (const operation of operations) {
      const row = await apply(ctx, ticket, open.get(operation.code), operation, moment.at);
      if (row) open.set(row.code, row);
      else open.delete(operation.code);
    }
  }
  await showMostUrgent(ctx, ticket, [...open.values()]);
}

function toOpenClock(row: Doc<"slaClocks">): OpenClock[] {
  const { code, state, startedAt, thresholdMs, timeBase, consumedMs, runningSince, dueAt, anchorAt } = row;
  if (state === "met" || state === "cancelled") return [];
  return [{ code, state, startedAt, thresholdMs, timeBase, consumedMs, runningSince, dueAt, anchorAt }];
}

/** Carries one operation out; answers the clock's row afterwards, null when it measures no more. */
async function apply(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  row: Doc<"slaClocks"> | undefined,
  operation: ClockOperation,
  at: number,
): Promise<Doc<"slaClocks"> | null> {
  if (operation.kind === "start") {
    const { code, state, startedAt, progress } = operation;
    const fields = {
      orgId: ticket.orgId,
      branchId: ticket.branchId,
      ticketId: ticket._id,
      code,
      state,
      open: true,
      startedAt,
      ...fieldsOf(progress),
      deadlines: [{ at: startedAt, dueAt: progress.dueAt }],
      version: 1,
    };
    const clockId = await ctx.db.insert("slaClocks", fields);
    if (state === "running") await arm(ctx, clockId, 1, progress.dueAt);
    return { ...fields, _id: clockId, _creationTime: at };
  }
  invariant(row, "an operation changes an open clock");
  if (row.jobId) await ctx.scheduler.cancel(row.jobId);
  const version = row.version + 1;
  switch (operation.kind) {
    case "change": {
      const { state, progress } = operation;
      const deadlines = withDeadline(row.deadlines ?? [{ at: row.startedAt, dueAt: row.dueAt }], {
        at: Math.max(at, row.startedAt),
        dueAt: progress.dueAt,
      });
      await ctx.db.patch("slaClocks", row._id, {
        state,
        ...fieldsOf(progress),
        deadlines: [...deadlines],
        version,
        jobId: undefined,
      });
      if (state === "running") await arm(ctx, row._id, version, progress.dueAt);
      break;
    }
    case "breach":
      await ctx.db.patch("slaClocks", row._id, {
        state: "breached",
        breachedAt: operation.at,
        version,
        jobId: undefined,
      });
      await escalateBreach(ctx, ticket, row, operation.at);
      break;
    case "end": {
      const { outcome, endedAt, netMs, grossMs } = operation;
      await ctx.db.patch("slaClocks", row._id, {
        state: outcome,
        open: false,
        runningSince: null,
        endedAt,
        netMs,
        grossMs,
        version,
        jobId: undefined,
      });
      return null;
    }
  }
  return await ctx.db.get("slaClocks", row._id);
}

function fieldsOf({ thresholdMs, timeBase, consumedMs, runningSince, dueAt, anchorAt }: Progress) {
  return { thresholdMs, timeBase, consumedMs, runningSince, dueAt, anchorAt };
}

async function arm(ctx: MutationCtx, clockId: Id<"slaClocks">, version: number, dueAt: number | null) {
  invariant(dueAt !== null, "a running clock has a deadline");
  const jobId = await ctx.scheduler.runAt(dueAt, internal.jobs.clocks.due, { clockId, version });
  await ctx.db.patch("slaClocks", clockId, { jobId });
}

/** The card shows one deadline; it is written only when it is another one, so that boards stay quiet. */
async function showMostUrgent(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  open: readonly Doc<"slaClocks">[],
): Promise<void> {
  const urgent = mostUrgent(open.flatMap(toOpenClock));
  const shown = ticket.nextDue;
  if (urgent?.code === shown?.code && urgent?.dueAt === shown?.dueAt) return;
  await ctx.db.patch("tickets", ticket._id, { nextDue: urgent ?? undefined });
}
