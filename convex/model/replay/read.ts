/** Reading the past: timelines by ticket, trails by branch and window. Every read is by index and bounded. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import { trailBucket, trailPoints } from "../../../shared/geo/trail";
import { REPLAY_TRAIL_WINDOW_MS, type ReplayPart } from "../../../shared/replay/parts";
import { addDays, HOUR_MS, instantAt, isServiceDay } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import {
  localizedName,
  priority,
  status,
  takeBackDirection,
  timelineAction,
  travelState,
  visitKind,
  window,
} from "../../lib/validators";
import { aroundTicket, pastAround } from "./around";
import { requireTrailWindow, trailPoint } from "../technicians/trails";
import type { PolicyCache } from "../tickets/policy";
import { ticketCard, toTicketCard } from "../tickets/views";

const MAX_PAGE = 200;
/** No ticket comes near it; the bound keeps one page from growing without notice. */
const MAX_EVENTS = 500;
const MAX_TECHNICIANS = 500;
const MAX_TRAIL_ROWS = 5_000;
const LOOK_BACK_MS = 12 * HOUR_MS;

const pastVisit = v.object({
  visitId: v.id("appointments"),
  technicianId: v.id("technicians"),
  startsAt: v.nullable(v.number()),
  endsAt: v.nullable(v.number()),
  travel: travelState,
  kind: visitKind,
  window: v.nullable(window),
});

const pastEvent = v.object({
  eventId: v.id("statusEvents"),
  action: timelineAction,
  to: status,
  version: v.number(),
  occurredAt: v.number(),
  recordedAt: v.number(),
  by: localizedName,
  technicianId: v.nullable(v.id("technicians")),
  startsAt: v.nullable(v.number()),
  /** "derive" in events from before the timeline kept it. */
  visit: v.union(v.null(), v.literal("derive"), pastVisit),
  window: v.nullable(window),
  priority: v.nullable(v.object({ from: priority, to: priority })),
  /** The step undid a gesture on the board, or did it again. */
  takesBack: v.nullable(takeBackDirection),
});

export const pastTicket = v.object({ card: ticketCard, events: v.array(pastEvent), around: pastAround });
type PastTicketRow = Infer<typeof pastTicket>;

function toPastVisit(visit: NonNullable<Doc<"statusEvents">["visit"]>): Infer<typeof pastVisit> {
  const { appointmentId, technicianId, startsAt, endsAt, travel, kind, window: promised } = visit;
  return {
    visitId: appointmentId,
    technicianId,
    startsAt: startsAt ?? null,
    endsAt: endsAt ?? null,
    travel,
    kind,
    window: promised ?? null,
  };
}

function toPastEvent(event: Doc<"statusEvents">): Infer<typeof pastEvent> {
  const { _id, action, to, version, occurredAt, recordedAt, actor, technician } = event;
  return {
    eventId: _id,
    action,
    to,
    version,
    occurredAt,
    recordedAt,
    by: actor.name,
    technicianId: technician?.technicianId ?? null,
    startsAt: event.startsAt ?? null,
    visit: event.visit === undefined ? "derive" : event.visit && toPastVisit(event.visit),
    window: event.window ?? null,
    priority: event.priority ?? null,
    takesBack: event.takesBack ?? null,
  };
}

/** One page of the tickets that existed on a service day. */
export async function pageHistories(
  ctx: QueryCtx,
  branch: Doc<"branches">,
  serviceDay: string,
  part: ReplayPart,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<PastTicketRow>> {
  if (!isServiceDay(serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
  const until = instantAt(addDays(serviceDay, 1), 0, branch.zone);
  const found = await ctx.db
    .query("tickets")
    .withIndex("by_branchId_and_closedDay_and_priorityRank", (q) => {
      const own = q.eq("branchId", branch._id);
      return part === "open" ? own.eq("closedDay", undefined) : own.gte("closedDay", serviceDay);
    })
    .paginate({ ...paginationOpts, numItems: Math.min(paginationOpts.numItems, MAX_PAGE) });
  const policies: PolicyCache = new Map();
  const page = await Promise.all(
    found.page
      .filter((ticket) => ticket.requestedAt < until)
      .map(async (ticket) => {
        const events = await ctx.db
          .query("statusEvents")
          .withIndex("by_ticketId", (q) => q.eq("ticketId", ticket._id))
          .take(MAX_EVENTS);
        return {
          card: await toTicketCard(ctx, ticket, undefined, policies),
          events: events.map(toPastEvent),
          around: await aroundTicket(ctx, ticket._id),
        };
      }),
  );
  return { ...found, page };
}

export const technicianTrail = v.object({
  technicianId: v.id("technicians"),
  /** Oldest first. */
  points: v.array(trailPoint),
  /** Instants at which he went off duty. */
  offDutyAt: v.array(v.number()),
});

export async function branchTrails(
  ctx: QueryCtx,
  branchId: Id<"branches">,
  from: number,
  until: number,
  reaches: (technicianId: Id<"technicians">) => boolean,
): Promise<{ complete: boolean; technicians: Infer<typeof technicianTrail>[] }> {
  requireTrailWindow(from, until, REPLAY_TRAIL_WINDOW_MS);
  const technicians = await ctx.db
    .query("technicians")
    .withIndex("by_branchId", (q) => q.eq("branchId", branchId))
    .take(MAX_TECHNICIANS + 1);
  const firstBucket = trailBucket(from);
  const rows = await ctx.db
    .query("technicianTrails")
    .withIndex("by_branchId_and_bucketAt", (q) =>
      q.eq("branchId", branchId).gte("bucketAt", firstBucket).lt("bucketAt", until),
    )
    .take(MAX_TRAIL_ROWS + 1);
  const within = new Map<Id<"technicians">, Doc<"technicianTrails">[]>();
  for (const row of rows.slice(0, MAX_TRAIL_ROWS))
    within.set(row.technicianId, [...(within.get(row.technicianId) ?? []), row]);
  const trails = technicians
    .slice(0, MAX_TECHNICIANS)
    .filter((one) => reaches(one._id))
    .map(async ({ _id }) => {
      const before = await ctx.db
        .query("technicianTrails")
        .withIndex("by_technicianId_and_bucketAt", (q) =>
          q
            .eq("technicianId", _id)
            .gte("bucketAt", trailBucket(from - LOOK_BACK_MS))
            .lt("bucketAt", firstBucket),
        )
        .order("desc")
        .first();
      const own = within.get(_id) ?? [];
      const last = before ? trailPoints(before.bucketAt, before.points).slice(-1) : [];
      const all = before ? [before, ...own] : own;
      return {
        technicianId: _id,
        points: [...last, ...own.flatMap((row) => trailPoints(row.bucketAt, row.points))].filter(
          (point) => point.recordedAt < until,
        ),
        offDutyAt: all.flatMap((row) => row.offDutyAt ?? []),
      };
    });
  return {
    complete: rows.length <= MAX_TRAIL_ROWS && technicians.length <= MAX_TECHNICIANS,
    technicians: (await Promise.all(trails)).filter((trail) => trail.points.length > 0),
  };
}
