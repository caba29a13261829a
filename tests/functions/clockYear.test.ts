/**
 * A year of service promises on a simulated clock: tickets move at random, visits are dragged about, holds open and
 * close, holidays and opening hours change with Cairo's clocks. After every event the stored world is checked as a whole.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import type { Doc, Id } from "../../convex/_generated/dataModel";
import { syncClocks } from "../../convex/model/clocks/sync";
import { CLOCK_CODES } from "../../shared/sla/rules";
import { isOpen, STATUSES, type TicketStatus } from "../../shared/tickets/statuses";
import type { TravelState } from "../../shared/tickets/visits";
import { addDays, DAY_MS, HOUR_MS, MINUTE_MS, serviceDayOf } from "../../shared/time/zones";
import { installLongTimers } from "../support/longTimers";
import { type Company, insertTicket, makeCompany } from "../support/smallCompany";

/** Before both clock changes of Cairo in 2026. */
const START = Date.UTC(2026, 2, 1, 8, 0);
const TICKETS = 5;
const EVENTS = 160;

function seeded(seed: number) {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return { next, pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T };
}

/** The visit a status comes with. */
function travelIn(status: TicketStatus, next: () => number): TravelState | null {
  if (["pending_payment", "under_review", "new", "rejected"].includes(status)) return null;
  if (["assigned", "scheduled", "no_show"].includes(status)) return "planned";
  if (status === "on_route") return "en_route";
  if (status === "ready_delivery") return next() < 0.5 ? "planned" : "en_route";
  return isOpen(status) ? "arrived" : "done";
}

let restoreTimers: () => void = () => undefined;
beforeEach(() => {
  vi.useFakeTimers({ now: START });
  restoreTimers = installLongTimers();
});
afterEach(() => {
  restoreTimers();
  vi.useRealTimers();
});

const makeWorld = async () =>
  await makeCompany({ zone: "Africa/Cairo", weekend: [5], hours: { openMinute: 540, closeMinute: 60 } });

async function newTicket(company: Company, number: string): Promise<Id<"tickets">> {
  const ticketId = await insertTicket(company, number);
  await company.t.run(async (ctx) => {
    const ticket = await ctx.db.get("tickets", ticketId);
    if (ticket) await syncClocks(ctx, ticket, Date.now());
  });
  return ticketId;
}

/** Puts a ticket into a status with the visit that belongs to it, as a step would, and lets the clocks follow. */
async function move(
  { t, branchId, technicianId }: Company,
  ticketId: Id<"tickets">,
  status: TicketStatus,
  travel: TravelState | null,
  startsAt: number | null,
): Promise<void> {
  await t.run(async (ctx) => {
    const before = await ctx.db.get("tickets", ticketId);
    let visitId = before?.currentAppointmentId;
    if (travel === null) visitId = undefined;
    else {
      visitId ??= await ctx.db.insert("appointments", {
        ticketId,
        branchId,
        technicianId,
        travel,
        kind: "visit",
        confirmation: "tentative",
        offer: { state: "none" },
      });
      const time = startsAt === null ? {} : { startsAt, endsAt: startsAt + HOUR_MS };
      await ctx.db.patch("appointments", visitId, { travel, ...time });
    }
    await ctx.db.patch("tickets", ticketId, {
      status,
      currentAppointmentId: visitId,
      version: (before?.version ?? 0) + 1,
      closedDay: isOpen(status) ? undefined : serviceDayOf(Date.now(), "Africa/Cairo"),
    });
    const ticket = await ctx.db.get("tickets", ticketId);
    if (ticket) await syncClocks(ctx, ticket, Date.now());
  });
}

/** Lets time pass; every scheduled function runs at its own instant, not at the end. */
async function pass({ t }: Company, lengthMs: number): Promise<void> {
  const until = Date.now() + lengthMs;
  for (;;) {
    const next = await t.run(async (ctx) => {
      const jobs = await ctx.db.system.query("_scheduled_functions").collect();
      const times = jobs.filter((job) => job.state.kind === "pending").map((job) => job.scheduledTime);
      return times.length === 0 ? Number.POSITIVE_INFINITY : Math.min(...times);
    });
    if (next > until) break;
    vi.advanceTimersByTime(Math.max(0, Math.ceil(next) - Date.now()));
    await t.finishInProgressScheduledFunctions();
  }
  vi.advanceTimersByTime(until - Date.now());
}

async function check({ t }: Company): Promise<{ running: number; breached: number }> {
  return await t.run(async (ctx) => {
    const clocks = await ctx.db.query("slaClocks").collect();
    const jobs = await ctx.db.system.query("_scheduled_functions").collect();
    const armed = jobs.filter((job) => job.name === "jobs/clocks:due" && job.state.kind === "pending");
    const running = clocks.filter((clock) => clock.state === "running");
    expect(armed).toHaveLength(running.length);
    for (const clock of clocks) {
      const job = armed.find((one) => one._id === clock.jobId);
      expect(job !== undefined, `${clock.code} ${clock.state}`).toBe(clock.state === "running");
      if (job && clock.dueAt !== null) expect(job.scheduledTime).toBeCloseTo(clock.dueAt, 0);
      if (clock.state === "running") expect(clock.dueAt).toBeGreaterThan(Date.now());
      if (clock.state === "paused") expect(clock.dueAt).toBeNull();
      expect(clock.open).toBe(clock.endedAt === undefined);
      if (clock.netMs !== undefined && clock.timeBase === "wall" && clock.anchorAt === null)
        expect(clock.netMs).toBeLessThanOrEqual(clock.grossMs ?? 0);
    }
    const escalations = await ctx.db.query("escalations").collect();
    const breached = clocks.filter((clock) => clock.breachedAt !== undefined);
    expect(escalations).toHaveLength(breached.length);
    for (const clock of breached) {
      const own = escalations.filter((one) => one.clockId === clock._id);
      expect(own).toHaveLength(1);
      expect(own[0]?.openedAt).toBe(clock.breachedAt);
      // Said at its instant, not at the next sweep.
      expect(Math.abs((own[0]?._creationTime ?? 0) - (clock.breachedAt ?? 0))).toBeLessThan(5);
    }
    for (const ticket of await ctx.db.query("tickets").collect()) {
      const open = clocks.filter((clock) => clock.ticketId === ticket._id && clock.open);
      expect(new Set(open.map((clock) => clock.code)).size).toBe(open.length);
      const due = open.filter((clock) => clock.state !== "paused").map((clock) => clock.dueAt ?? 0);
      expect(ticket.nextDue?.dueAt).toBe(due.length === 0 ? undefined : Math.min(...due));
    }
    return { running: running.length, breached: breached.length };
  });
}

describe("a year of promises", () => {
  test.each([11, 12, 13])(
    "[J-44] seed %i: one scheduled function per running clock and none otherwise; every promise breaks at its instant, once",
    async (seed) => {
      const { next, pick } = seeded(seed);
      const world = await makeWorld();
      const { t, orgId, branchId } = world;
      const tickets: Id<"tickets">[] = [];
      for (let index = 0; index < TICKETS; index += 1) tickets.push(await newTicket(world, `TK-${index}`));
      const seen = new Set<string>();
      let breached = 0;
      for (let event = 0; event < EVENTS; event += 1) {
        const ticketId = pick(tickets);
        const roll = next();
        if (roll < 0.6) {
          const status = pick(STATUSES);
          const travel = travelIn(status, next);
          const timed = travel !== null && status !== "assigned";
          await move(
            world,
            ticketId,
            status,
            travel,
            timed ? Date.now() + Math.floor(next() * 40) * DAY_MS : null,
          );
        } else if (roll < 0.7)
          await t.run(async (ctx) => {
            const ticket = await ctx.db.get("tickets", ticketId);
            const hold = await ctx.db
              .query("holds")
              .withIndex("by_ticketId_and_resolvedAt", (q) =>
                q.eq("ticketId", ticketId).eq("resolvedAt", undefined),
              )
              .first();
            if (hold) await ctx.db.patch("holds", hold._id, { resolvedAt: Date.now() });
            else
              await ctx.db.insert("holds", {
                orgId,
                ticketId,
                branchId,
                kind: "weather",
                impact: "low",
                blocksWork: false,
                stopsClock: true,
                note: "",
                by: { userId: null, name: { ar: "ع", en: "C" }, role: null },
                openedAt: Date.now(),
                version: 1,
              });
            if (ticket) await syncClocks(ctx, ticket, Date.now());
          });
        else if (roll < 0.8) {
          const day = addDays(serviceDayOf(Date.now(), "Africa/Cairo"), Math.floor(next() * 6));
          const closeMinute = pick([60, 1020, 1440, 120]);
          await t.run(async (ctx) => {
            const branch: Doc<"branches"> | null = await ctx.db.get("branches", branchId);
            await ctx.db.patch("branches", branchId, {
              holidays: [...(branch?.holidays ?? []), day].slice(-8),
              hours: { openMinute: pick([480, 540, 1080]), closeMinute },
              weekend: pick([[5], [5, 6], []]),
            });
          });
          await t.mutation(internal.jobs.clocks.replan, { branchId, cursor: null });
          await t.finishInProgressScheduledFunctions();
        } else if (roll < 0.88) {
          const code = pick(CLOCK_CODES);
          const row = {
            thresholdMs: pick([30 * MINUTE_MS, 5 * HOUR_MS, 3 * DAY_MS, 9 * DAY_MS]),
            timeBase: pick(["business", "wall"] as const),
            enabled: next() < 0.85,
          };
          await t.run(async (ctx) => {
            const known = await ctx.db
              .query("slaRules")
              .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId).eq("code", code))
              .first();
            if (known) await ctx.db.patch("slaRules", known._id, row);
            else
              await ctx.db.insert("slaRules", {
                orgId,
                code,
                ...row,
                version: 1,
                changedAt: Date.now(),
                changedBy: { ar: "م", en: "A" },
              });
          });
          await t.mutation(internal.jobs.clocks.replan, { branchId, cursor: null });
          await t.finishInProgressScheduledFunctions();
        } else await pass(world, Math.floor(next() * 9 * DAY_MS));
        if (next() < 0.7) await pass(world, Math.floor(next() * 3 * DAY_MS));
        const counted = await check(world);
        expect(counted.breached).toBeGreaterThanOrEqual(breached);
        breached = counted.breached;
        await t.run(async (ctx) => {
          for (const clock of await ctx.db.query("slaClocks").collect())
            seen.add(`${clock.code} ${clock.state}`);
        });
      }
      expect(Date.now() - START).toBeGreaterThan(200 * DAY_MS);
      // The walk met every promise, and every way one can end.
      for (const code of CLOCK_CODES) expect([...seen].some((one) => one.startsWith(code))).toBe(true);
      expect(breached).toBeGreaterThan(20);
    },
    120_000,
  );

  test("[J-44] a timer that comes twice, late, or for a clock that moved on changes nothing", async () => {
    const world = await makeWorld();
    const { t } = world;
    const ticketId = await newTicket(world, "TK-1");
    const clockOf = async () =>
      await t.run(
        async (ctx) =>
          await ctx.db
            .query("slaClocks")
            .withIndex("by_ticketId_and_open", (q) => q.eq("ticketId", ticketId).eq("open", true))
            .first(),
      );
    const clock = await clockOf();
    if (!clock) throw new Error("a new ticket is promised something");
    const stale = { clockId: clock._id, version: clock.version };
    // Early: armed again, not broken.
    await t.mutation(internal.jobs.clocks.due, stale);
    expect(await clockOf()).toMatchObject({ state: "running", version: 1 });
    await pass(world, DAY_MS);
    const broken = await clockOf();
    expect(broken).toMatchObject({ state: "breached" });
    for (const version of [clock.version, broken?.version ?? 0])
      await t.mutation(internal.jobs.clocks.due, { clockId: clock._id, version });
    expect(await clockOf()).toEqual(broken);
    const escalations = await t.run(async (ctx) => await ctx.db.query("escalations").collect());
    expect(escalations.filter((one) => one.clockId === clock._id)).toHaveLength(1);
  });
});
