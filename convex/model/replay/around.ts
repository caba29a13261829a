/** What stood around tickets and technicians in the past: holds, promises, escalations, duty. By index and bounded. */
import { type Infer, v } from "convex/values";
import { DUTY_KEPT_DAYS } from "../../../shared/replay/around";
import { addDays, DAY_MS, instantAt, isServiceDay } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { clockCode, deadline } from "../clocks/tables";

/** Of one ticket; more would be no day's work. */
const MAX_OF_TICKET = 60;
/** Changes of duty read for a day, and for what follows it. */
const MAX_CHANGES = 4_000;
const MAX_TECHNICIANS = 2_500;

const lasted = { from: v.number(), until: v.nullable(v.number()) };

export const pastAround = v.object({
  holds: v.array(v.object(lasted)),
  promises: v.array(
    v.object({
      ...lasted,
      code: clockCode,
      dueAt: v.nullable(v.number()),
      deadlines: v.array(deadline),
      brokenAt: v.nullable(v.number()),
    }),
  ),
  escalations: v.array(v.object({ ...lasted, level: v.number() })),
});

/** Everything that was ever open beside a ticket; an escalation that was opened again comes once for each time. */
export async function aroundTicket(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Infer<typeof pastAround>> {
  const [holds, clocks, escalations] = await Promise.all([
    ctx.db
      .query("holds")
      .withIndex("by_ticketId_and_resolvedAt", (q) => q.eq("ticketId", ticketId))
      .take(MAX_OF_TICKET),
    ctx.db
      .query("slaClocks")
      .withIndex("by_ticketId_and_open", (q) => q.eq("ticketId", ticketId))
      .take(MAX_OF_TICKET),
    ctx.db
      .query("escalations")
      .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
      .take(MAX_OF_TICKET),
  ]);
  return {
    holds: holds.map(({ openedAt, resolvedAt }) => ({ from: openedAt, until: resolvedAt ?? null })),
    promises: clocks.map(({ code, startedAt, endedAt, dueAt, deadlines, breachedAt }) => ({
      from: startedAt,
      until: endedAt ?? null,
      code,
      dueAt,
      deadlines: deadlines ?? [],
      brokenAt: breachedAt ?? null,
    })),
    escalations: escalations.flatMap((escalation) => {
      const { state, openedAt, reopenedAt, earlier = [], resolvedAt, level } = escalation;
      // The notes and the time of an earlier resolution stay while it is open again.
      const until = state === "open" ? null : (resolvedAt ?? null);
      return [...earlier, { from: reopenedAt ?? openedAt, until }].map((span) => ({ ...span, level }));
    }),
  };
}

export const pastDuty = v.object({
  technicianId: v.id("technicians"),
  atStart: v.boolean(),
  changes: v.array(v.object({ at: v.number(), onDuty: v.boolean() })),
});

/**
 * Who was on duty on a service day. Before his first known change somebody was the opposite of it; who never changed is
 * as he is now. `complete` is false where there were more changes or people than one answer holds, and for days before
 * DUTY_KEPT_DAYS, whose changes are gone.
 */
export async function dutyOfDay(
  ctx: QueryCtx,
  branch: Doc<"branches">,
  serviceDay: string,
  reaches: (technicianId: Id<"technicians">) => boolean,
): Promise<{ complete: boolean; technicians: Infer<typeof pastDuty>[] }> {
  if (!isServiceDay(serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
  const from = instantAt(serviceDay, 0, branch.zone);
  const until = instantAt(addDays(serviceDay, 1), 0, branch.zone);
  const [technicians, within, after] = await Promise.all([
    ctx.db
      .query("technicians")
      .withIndex("by_branchId", (q) => q.eq("branchId", branch._id))
      .take(MAX_TECHNICIANS + 1),
    ctx.db
      .query("dutyChanges")
      .withIndex("by_branchId_and_at", (q) => q.eq("branchId", branch._id).gte("at", from).lt("at", until))
      .take(MAX_CHANGES + 1),
    ctx.db
      .query("dutyChanges")
      .withIndex("by_branchId_and_at", (q) => q.eq("branchId", branch._id).gte("at", until))
      .take(MAX_CHANGES),
  ]);
  const ofDay = new Map<Id<"technicians">, Doc<"dutyChanges">[]>();
  for (const change of within.slice(0, MAX_CHANGES))
    ofDay.set(change.technicianId, [...(ofDay.get(change.technicianId) ?? []), change]);
  const next = new Map<Id<"technicians">, Doc<"dutyChanges">>();
  for (const change of after) if (!next.has(change.technicianId)) next.set(change.technicianId, change);
  return {
    complete:
      technicians.length <= MAX_TECHNICIANS &&
      within.length <= MAX_CHANGES &&
      from >= Date.now() - DUTY_KEPT_DAYS * DAY_MS,
    technicians: technicians
      .slice(0, MAX_TECHNICIANS)
      .filter(({ _id }) => reaches(_id))
      .map(({ _id, onDuty }) => {
        const changes = ofDay.get(_id) ?? [];
        const first = changes[0] ?? next.get(_id);
        return {
          technicianId: _id,
          atStart: first === undefined ? onDuty : !first.onDuty,
          changes: changes.map((change) => ({ at: change.at, onDuty: change.onDuty })),
        };
      }),
  };
}
