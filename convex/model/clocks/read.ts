/** Clocks and escalations as screens see them. Bounded, by index; who may ask is decided by the caller. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import type { EscalationLevel, EscalationType } from "../../../shared/sla/escalations";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { actorSnapshot, localizedName, role, status } from "../../lib/validators";
import { currentVisit } from "../tickets/read";
import { escalationsOfTicket } from "./escalate";
import {
  clockCode,
  clockState,
  escalationLevel,
  escalationState,
  escalationType,
  slaCode,
  timeBase,
} from "./tables";

const MAX_CLOCKS = 60;
/** Counting stops here; the page then says "more than". */
export const COUNT_LIMIT = 200;

export const clockView = v.object({
  clockId: v.id("slaClocks"),
  code: clockCode,
  state: clockState,
  startedAt: v.number(),
  thresholdMs: v.number(),
  timeBase,
  /** Null while it stands still or is over. */
  dueAt: v.nullable(v.number()),
  /** What is left while it stands still. */
  remainingMs: v.nullable(v.number()),
  breachedAt: v.nullable(v.number()),
  endedAt: v.nullable(v.number()),
  /** Without waiting and with it [J-43]; known when it is over. */
  netMs: v.nullable(v.number()),
  grossMs: v.nullable(v.number()),
});

/** Open clocks first, then the others, newest first. */
export async function clocksOfTicket(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Infer<typeof clockView>[]> {
  const [open, over] = await Promise.all(
    [true, false].map((flag) =>
      ctx.db
        .query("slaClocks")
        .withIndex("by_ticketId_and_open", (q) => q.eq("ticketId", ticketId).eq("open", flag))
        .order("desc")
        .take(MAX_CLOCKS),
    ),
  );
  return [...(open ?? []), ...(over ?? [])].map((row) => ({
    clockId: row._id,
    code: row.code,
    state: row.state,
    startedAt: row.startedAt,
    thresholdMs: row.thresholdMs,
    timeBase: row.timeBase,
    dueAt: row.open ? row.dueAt : null,
    remainingMs: row.state === "paused" ? Math.max(0, row.thresholdMs - row.consumedMs) : null,
    breachedAt: row.breachedAt ?? null,
    endedAt: row.endedAt ?? null,
    netMs: row.netMs ?? null,
    grossMs: row.grossMs ?? null,
  }));
}

export const escalationView = v.object({
  escalationId: v.id("escalations"),
  ticketId: v.id("tickets"),
  branchId: v.id("branches"),
  number: v.string(),
  status,
  contactName: v.string(),
  code: slaCode,
  type: escalationType,
  level: escalationLevel,
  owners: v.array(role),
  words: v.nullable(v.string()),
  openedAt: v.number(),
  /** Who holds the ticket now. */
  technician: v.nullable(localizedName),
  proposesReassign: v.boolean(),
  state: escalationState,
  resolvedAt: v.nullable(v.number()),
  resolvedBy: v.nullable(actorSnapshot),
  notes: v.nullable(v.string()),
  reopened: v.number(),
  version: v.number(),
});
export type EscalationView = Infer<typeof escalationView>;

async function toView(ctx: QueryCtx, row: Doc<"escalations">): Promise<EscalationView | null> {
  const ticket = await ctx.db.get("tickets", row.ticketId);
  if (!ticket) return null;
  const visit = await currentVisit(ctx, ticket);
  const technician = visit ? await ctx.db.get("technicians", visit.technicianId) : null;
  return {
    escalationId: row._id,
    ticketId: row.ticketId,
    branchId: row.branchId,
    number: ticket.number,
    status: ticket.status,
    contactName: ticket.contact.name,
    code: row.code,
    type: row.type,
    level: row.level,
    owners: row.owners,
    words: row.words ?? null,
    openedAt: row.openedAt,
    technician: technician?.name ?? null,
    proposesReassign: row.proposesReassign,
    state: row.state,
    resolvedAt: row.resolvedAt ?? null,
    resolvedBy: row.resolvedBy ?? null,
    notes: row.notes ?? null,
    reopened: row.reopened,
    version: row.version,
  };
}

export interface EscalationFilter {
  readonly branchId: Id<"branches">;
  readonly state: "open" | "resolved";
  readonly level: EscalationLevel | null;
  readonly type: EscalationType | null;
}

/** One page of a branch's escalations, newest first. */
export async function pageEscalations(
  ctx: QueryCtx,
  filter: EscalationFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<EscalationView>> {
  const page = await filtered(ctx, filter).order("desc").paginate(paginationOpts);
  const views = await Promise.all(page.page.map((row) => toView(ctx, row)));
  return { ...page, page: views.filter((view) => view !== null) };
}

function filtered(ctx: QueryCtx, { branchId, state, level, type }: EscalationFilter) {
  const table = ctx.db.query("escalations");
  if (level !== null && type !== null)
    return table.withIndex("by_branchId_and_state_and_level_and_type", (q) =>
      q.eq("branchId", branchId).eq("state", state).eq("level", level).eq("type", type),
    );
  if (level !== null)
    return table.withIndex("by_branchId_and_state_and_level", (q) =>
      q.eq("branchId", branchId).eq("state", state).eq("level", level),
    );
  if (type !== null)
    return table.withIndex("by_branchId_and_state_and_type", (q) =>
      q.eq("branchId", branchId).eq("state", state).eq("type", type),
    );
  return table.withIndex("by_branchId_and_state", (q) => q.eq("branchId", branchId).eq("state", state));
}

/** Escalations of one ticket, newest first. */
export async function listEscalationViews(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<EscalationView[]> {
  const rows = await escalationsOfTicket(ctx, ticketId);
  const views = await Promise.all(rows.map((row) => toView(ctx, row)));
  return views.filter((view) => view !== null);
}

/** Open escalations of a branch per level, each counted up to {@link COUNT_LIMIT} [L-14]. */
export async function countOpen(ctx: QueryCtx, branchId: Id<"branches">) {
  const [one, two, three] = await Promise.all(
    ([1, 2, 3] as const).map(async (level) => {
      const rows = await ctx.db
        .query("escalations")
        .withIndex("by_branchId_and_state_and_level", (q) =>
          q.eq("branchId", branchId).eq("state", "open").eq("level", level),
        )
        .take(COUNT_LIMIT);
      return rows.length;
    }),
  );
  return { level1: one ?? 0, level2: two ?? 0, level3: three ?? 0 };
}
