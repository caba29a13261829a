/**
 * Reading tickets within an actor's scope. Bounded and indexed throughout. Writes are in model/flows; the detail page
 * and the technician's day have their own modules.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { instantAt, isServiceDay, addDays, HOUR_MS } from "../../../shared/time/zones";
import { LIVE_TRAVEL_STATES, type TravelState } from "../../../shared/tickets/visits";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { branchInScope, type StaffActor } from "../organization/access";
import { branchOfTicket } from "../organization/ofTicket";
import { reachDepends, reachesTechnician } from "../organization/reach";
import type { PolicyCache } from "./policy";
import { toTicketCard, toVisitView, type TicketCard } from "./views";

/** No visit is longer; bounds how far back a visit may have begun and still reach into a range. */
export const LONGEST_VISIT_MS = 12 * HOUR_MS;
const MAX_VISITS_PER_DAY = 500;
const MAX_CLOSED_PER_DAY = 200;

/**
 * Whether the actor may see this ticket: branch scope, and for technicians only the ones they hold, for supervisors of
 * teams only what their teams hold or nobody does.
 */
export async function ticketInScope(
  ctx: QueryCtx,
  actor: StaffActor,
  ticket: Doc<"tickets">,
): Promise<boolean> {
  const { membership } = actor;
  if (ticket.orgId !== membership.orgId) return false;
  const branch = await branchOfTicket(ctx, ticket);
  if (!branch || !branchInScope(actor, branch)) return false;
  if (membership.role !== "technician" && !reachDepends(actor)) return true;
  const visit = await currentVisit(ctx, ticket);
  if (membership.role === "technician")
    return visit !== null && visit.technicianId === membership.technicianId;
  const holder = visit ? await ctx.db.get("technicians", visit.technicianId) : null;
  return reachesTechnician(actor, holder);
}

/** The ticket, or `access.denied` when it is unknown or out of scope: both look the same from outside. */
export async function requireTicket(
  ctx: QueryCtx,
  actor: StaffActor,
  ticketId: Id<"tickets">,
): Promise<Doc<"tickets">> {
  const ticket = await ctx.db.get("tickets", ticketId);
  if (!ticket || !(await ticketInScope(ctx, actor, ticket))) throw appError("access.denied");
  return ticket;
}

/** The visit a ticket stands on now, if somebody holds it. */
export async function currentVisit(
  ctx: QueryCtx,
  ticket: Doc<"tickets">,
): Promise<Doc<"appointments"> | null> {
  const { currentAppointmentId } = ticket;
  return currentAppointmentId ? await ctx.db.get("appointments", currentAppointmentId) : null;
}

/** One page of a branch's open tickets, most urgent first, newest first among equals. */
export async function pageOpenCards(
  ctx: QueryCtx,
  branchId: Id<"branches">,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<TicketCard>> {
  const page = await ctx.db
    .query("tickets")
    .withIndex("by_branchId_and_closedDay_and_priorityRank", (q) =>
      q.eq("branchId", branchId).eq("closedDay", undefined),
    )
    .order("desc")
    .paginate(paginationOpts);
  const policies: PolicyCache = new Map();
  const cards = page.page.map((ticket) => toTicketCard(ctx, ticket, undefined, policies));
  return { ...page, page: await Promise.all(cards) };
}

/** Tickets closed on a service day. */
export async function listClosedCards(
  ctx: QueryCtx,
  branchId: Id<"branches">,
  serviceDay: string,
): Promise<TicketCard[]> {
  if (!isServiceDay(serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
  const closed = await ctx.db
    .query("tickets")
    .withIndex("by_branchId_and_closedDay_and_priorityRank", (q) =>
      q.eq("branchId", branchId).eq("closedDay", serviceDay),
    )
    .order("desc")
    .take(MAX_CLOSED_PER_DAY);
  const policies: PolicyCache = new Map();
  return await Promise.all(closed.map((ticket) => toTicketCard(ctx, ticket, undefined, policies)));
}

const LANE_STATES = [
  "planned",
  "en_route",
  "arrived",
  "paused",
  "done",
  "failed",
] as const satisfies TravelState[];

/** Visits touching a service day, and untimed live ones, each with its ticket's card. */
export async function listDayVisits(ctx: QueryCtx, branch: Doc<"branches">, serviceDay: string) {
  if (!isServiceDay(serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
  const from = instantAt(serviceDay, 0, branch.zone);
  const until = instantAt(addDays(serviceDay, 1), 0, branch.zone);
  const timed = await Promise.all(
    LANE_STATES.map((travel) =>
      ctx.db
        .query("appointments")
        .withIndex("by_branchId_and_travel_and_startsAt", (q) =>
          q
            .eq("branchId", branch._id)
            .eq("travel", travel)
            .gt("startsAt", from - LONGEST_VISIT_MS)
            .lt("startsAt", until),
        )
        .take(MAX_VISITS_PER_DAY),
    ),
  );
  const untimed = await Promise.all(
    LIVE_TRAVEL_STATES.map((travel) =>
      ctx.db
        .query("appointments")
        .withIndex("by_branchId_and_travel_and_startsAt", (q) =>
          q.eq("branchId", branch._id).eq("travel", travel).eq("startsAt", undefined),
        )
        .take(MAX_VISITS_PER_DAY),
    ),
  );
  const visits = [...timed.flat().filter((visit) => (visit.endsAt ?? 0) > from), ...untimed.flat()];
  const policies: PolicyCache = new Map();
  const rows = await Promise.all(
    visits.map(async (visit) => {
      const ticket = await ctx.db.get("tickets", visit.ticketId);
      return ticket
        ? { ...toVisitView(visit), ticket: await toTicketCard(ctx, ticket, undefined, policies) }
        : null;
    }),
  );
  return rows.filter((row) => row !== null);
}

/** The ticket with this number in the actor's scope, or null. */
export async function findByNumber(
  ctx: QueryCtx,
  actor: StaffActor,
  number: string,
): Promise<Id<"tickets"> | null> {
  const wanted = number.trim().toUpperCase();
  const ticket = await ctx.db
    .query("tickets")
    .withIndex("by_orgId_and_number", (q) =>
      q.eq("orgId", actor.membership.orgId).eq("number", wanted.startsWith("TK-") ? wanted : `TK-${wanted}`),
    )
    .first();
  return ticket && (await ticketInScope(ctx, actor, ticket)) ? ticket._id : null;
}

/** Statuses in which a device of this branch is on its way to the bench, on it, or waits to leave it. */
const BENCH_STATUSES = [
  "pickup_device",
  "in_workshop",
  "ready_delivery",
  "arrived",
  "inspecting",
  "diagnosed",
  "awaiting_approval",
  "waiting_parts",
  "repairing",
  "quality_check",
] as const;
const MAX_BENCH = 200;

/** Cards of the bench: what the workshop holds, what comes to it, and drop-offs at work. Oldest first. */
export async function listBench(ctx: QueryCtx, branchId: Id<"branches">): Promise<TicketCard[]> {
  const rows = await Promise.all(
    BENCH_STATUSES.map((status) =>
      ctx.db
        .query("tickets")
        .withIndex("by_branchId_and_status", (q) => q.eq("branchId", branchId).eq("status", status))
        .take(MAX_BENCH),
    ),
  );
  const policies: PolicyCache = new Map();
  const held = rows
    .flat()
    .filter(
      (ticket) =>
        ticket.custody === "workshop" || ticket.profile === "workshop" || ticket.status === "pickup_device",
    )
    .sort((a, b) => a.lastChange.at - b.lastChange.at);
  return await Promise.all(held.map((ticket) => toTicketCard(ctx, ticket, undefined, policies)));
}
