/**
 * Reminders on a simulated clock: what reaches the customer and the technician when visits are dragged about, begun,
 * called off and finished. The message provider is a stand-in on this machine.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ownActions } from "../../convex/model/boardActions/read";
import { applyPlacement } from "../../convex/model/flows/applyPlacement";
import { asGesture } from "../../convex/model/flows/gesture";
import { takeBack } from "../../convex/model/flows/takeBack";
import type { StaffActor } from "../../convex/model/organization/access";
import { remindersOnStep } from "../../convex/model/reminders/onStep";
import type { Doc, Id } from "../../convex/_generated/dataModel";
import type { MutationCtx } from "../../convex/_generated/server";
import { NO_EVIDENCE } from "../../shared/tickets/evidence";
import type { TicketStatus } from "../../shared/tickets/statuses";
import type { TicketAction } from "../../shared/tickets/transitions";
import type { TravelState } from "../../shared/tickets/visits";
import { DAY_MS, HOUR_MS, instantAt, MINUTE_MS } from "../../shared/time/zones";
import { installLongTimers } from "../support/longTimers";
import { type Providers, providerVariables, startProviders } from "../support/messageProviders";
import { type Company, insertTicket, makeCompany } from "../support/smallCompany";

const ZONE = "Africa/Cairo";
const at = (day: string, hour: number, minute = 0) => instantAt(day, hour * 60 + minute, ZONE);
const NOW = at("2026-04-20", 10);

let providers: Providers;
let restoreTimers: () => void = () => undefined;
beforeAll(async () => {
  providers = await startProviders();
});
afterAll(async () => {
  await providers.stop();
});
beforeEach(() => {
  providers.arrived.length = 0;
  vi.stubEnv("DEMO_MODE", undefined);
  vi.stubEnv("SITE_URL", "https://pages.test");
  for (const [name, value] of Object.entries(providerVariables(providers.url))) vi.stubEnv(name, value);
  vi.useFakeTimers({ now: NOW, toFake: ["setTimeout", "clearTimeout", "Date"] });
  restoreTimers = installLongTimers();
});
afterEach(() => {
  restoreTimers();
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

interface Step {
  action: TicketAction;
  to: TicketStatus;
  travel?: TravelState;
  startsAt?: number;
}

async function open() {
  const company = await makeCompany({
    zone: ZONE,
    weekend: [5],
    hours: { openMinute: 540, closeMinute: 1080 },
  });
  const { t } = company;
  /** Puts the ticket where a step would, and lets the messages follow as they follow a step. */
  const step = async (ticketId: Id<"tickets">, { action, to, travel, startsAt }: Step) =>
    await t.run(async (ctx) => {
      const before = await ctx.db.get("tickets", ticketId);
      if (!before) throw new Error("the ticket exists");
      const visitBefore = before.currentAppointmentId
        ? await ctx.db.get("appointments", before.currentAppointmentId)
        : null;
      let visitId = before.currentAppointmentId;
      if (travel === undefined) visitId = undefined;
      else
        visitId ??= await ctx.db.insert("appointments", {
          ticketId,
          branchId: company.branchId,
          technicianId: company.technicianId,
          travel,
          kind: "visit",
          confirmation: "tentative",
          offer: { state: "none" },
        });
      if (visitId && travel !== undefined)
        await ctx.db.patch("appointments", visitId, {
          travel,
          ...(startsAt === undefined ? {} : { startsAt, endsAt: startsAt + 90 * MINUTE_MS }),
        });
      else if (visitBefore) await ctx.db.patch("appointments", visitBefore._id, { travel: "called_off" });
      const version = before.version + 1;
      await ctx.db.patch("tickets", ticketId, { status: to, version, currentAppointmentId: visitId });
      const eventId = await ctx.db.insert("statusEvents", {
        ticketId,
        action,
        from: before.status,
        to,
        actor: { userId: null, name: { ar: "س", en: "S" }, role: "dispatcher" },
        occurredAt: Date.now(),
        recordedAt: Date.now(),
        version,
        operationId: `${ticketId}-${version}`,
      });
      const [after, event] = [
        await ctx.db.get("tickets", ticketId),
        await ctx.db.get("statusEvents", eventId),
      ];
      const visitAfter = visitId ? await ctx.db.get("appointments", visitId) : null;
      if (!after || !event) throw new Error("both were just written");
      const news = {
        after,
        action,
        from: before.status,
        to,
        event,
        visitBefore,
        visitAfter,
        now: Date.now(),
      };
      await remindersOnStep(ctx, news);
      // A replay of the same step plans nothing a second time.
      await remindersOnStep(ctx, { ...news, visitBefore });
    });
  const schedule = async (ticketId: Id<"tickets">, startsAt: number) =>
    await step(ticketId, { action: "schedule", to: "scheduled", travel: "planned", startsAt });
  const pass = async (lengthMs: number) => {
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
    vi.advanceTimersByTime(Math.max(0, until - Date.now()));
  };
  const texts = () => providers.arrived.map((call) => new URLSearchParams(call.body).get("Body") ?? "");
  const rows = async (template?: Doc<"outbox">["template"]) => {
    const all = await t.run(async (ctx) => await ctx.db.query("outbox").collect());
    return template === undefined ? all : all.filter((row) => row.template === template);
  };
  const bells = async () => await t.run(async (ctx) => await ctx.db.query("notifications").collect());
  return { company, t, step, schedule, pass, texts, rows, bells };
}
const ticketIn = async (company: Company, number = "TK-AAA222") => await insertTicket(company, number);

describe("messages about a visit", () => {
  test("[S-35] dragged three times within the grace period: the customer hears once, of where it lies", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    for (const hour of [11, 14, 16]) {
      await w.schedule(ticketId, at("2026-04-27", hour));
      await w.pass(30_000);
    }
    expect(w.texts()).toEqual([]);
    await w.pass(10 * MINUTE_MS);
    expect(w.texts()).toHaveLength(1);
    expect(w.texts()[0]).toContain("16:00");
    expect(w.texts()[0]).toContain("TK-AAA222");
    expect((await w.rows("visit_scheduled")).map((row) => row.state).toSorted()).toEqual([
      "sent",
      "skipped",
      "skipped",
    ]);
  });

  test("[S-35] once told, a move is told as a move; moved and moved back is told not at all", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    await w.schedule(ticketId, at("2026-04-27", 11));
    await w.pass(5 * MINUTE_MS);
    await w.schedule(ticketId, at("2026-04-28", 15));
    await w.pass(5 * MINUTE_MS);
    expect(w.texts()).toHaveLength(2);
    expect((await w.rows("visit_moved")).map((row) => row.state)).toEqual(["sent"]);
    await w.schedule(ticketId, at("2026-04-28", 17));
    await w.schedule(ticketId, at("2026-04-28", 15));
    await w.pass(HOUR_MS);
    expect(w.texts()).toHaveLength(2);
  });

  test("[S-35] undone within the grace period: no message, and the history shows both", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    const dispatcher = async (ctx: MutationCtx): Promise<StaffActor> => {
      const membership = await ctx.db
        .query("memberships")
        .withIndex("by_userId", (q) => q.eq("userId", w.company.adminId))
        .unique();
      if (!membership) throw new Error("the company has an administrator");
      return { userId: w.company.adminId, membership };
    };
    let gestures = 0;
    const drop = async (startsAt: number) =>
      await w.t.run(async (ctx) => {
        const actor = await dispatcher(ctx);
        const ticket = await ctx.db.get("tickets", ticketId);
        const operationId = `gesture-${(gestures += 1)}`;
        const placement = {
          ticketId,
          expectedVersion: ticket?.version ?? 0,
          technicianId: w.company.technicianId,
          startsAt,
          operationId,
          override: "whatever he can do",
        };
        await asGesture(ctx, actor, { ticketIds: [ticketId], operationId }, () =>
          applyPlacement(ctx, actor, placement),
        );
      });
    const turn = async (direction: "undo" | "redo") =>
      await w.t.run(async (ctx) => {
        const actor = await dispatcher(ctx);
        const own = (await ownActions(ctx, actor, w.company.branchId))[direction];
        if (!own) throw new Error(`nothing to ${direction}`);
        const operationId = `turning-${(gestures += 1)}`;
        await takeBack(ctx, actor, direction, { actionId: own.actionId, operationId });
      });
    const history = async () =>
      (await w.t.run(async (ctx) => await ctx.db.query("statusEvents").collect())).map(
        ({ action, takesBack }) => [action, takesBack ?? null],
      );

    await drop(at("2026-04-27", 11));
    await w.pass(MINUTE_MS);
    await turn("undo");
    await w.pass(HOUR_MS);
    expect(w.texts()).toEqual([]);
    expect(await history()).toEqual([
      ["assign", null],
      ["schedule", null],
      ["unassign", "undo"],
    ]);

    // Done again and left: told once. Moved, and the move undone in time: the customer never knew.
    await turn("redo");
    await w.pass(5 * MINUTE_MS);
    expect(w.texts()).toHaveLength(1);
    await drop(at("2026-04-28", 15));
    await w.pass(MINUTE_MS);
    await turn("undo");
    await w.pass(HOUR_MS);
    expect(w.texts()).toHaveLength(1);
    expect((await history()).slice(-2)).toEqual([
      ["reschedule", null],
      ["reschedule", "undo"],
    ]);

    // Undone after he was told: he hears of it, once.
    await drop(at("2026-04-28", 15));
    await w.pass(5 * MINUTE_MS);
    await turn("undo");
    await w.pass(5 * MINUTE_MS);
    expect(w.texts()).toHaveLength(3);
    expect(w.texts().at(-1)).toContain("10:30");
  });

  test("[C-10] given back after it was told: called off, unless a new time comes within the grace period", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    await w.schedule(ticketId, at("2026-04-27", 11));
    await w.pass(5 * MINUTE_MS);
    await w.step(ticketId, { action: "unassign", to: "new" });
    await w.pass(MINUTE_MS);
    await w.schedule(ticketId, at("2026-04-27", 12));
    await w.pass(5 * MINUTE_MS);
    expect((await w.rows("visit_called_off")).map((row) => row.state)).toEqual(["skipped"]);
    await w.step(ticketId, { action: "unassign", to: "new" });
    await w.pass(5 * MINUTE_MS);
    expect((await w.rows("visit_called_off")).map((row) => row.state).toSorted()).toEqual([
      "sent",
      "skipped",
    ]);
    expect(w.texts()).toHaveLength(3);
    // Nobody hears it twice.
    await w.pass(DAY_MS);
    expect(w.texts()).toHaveLength(3);
  });

  test("[R-01, R-02] reminders go out at their instants, over the night the clocks change", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    // Friday 24 April 2026: the clocks jumped at midnight.
    const startsAt = at("2026-04-24", 15);
    await w.schedule(ticketId, startsAt);
    await w.pass(startsAt - 24 * HOUR_MS - 1 - Date.now());
    expect((await w.rows("visit_reminder_day")).map((row) => row.state)).toEqual(["planned"]);
    await w.pass(2);
    expect((await w.rows("visit_reminder_day")).map((row) => row.state)).toEqual(["sent"]);
    await w.pass(startsAt - 2 * HOUR_MS - Date.now() + 1);
    const [hours] = await w.rows("visit_reminder_hours");
    expect(hours?.state).toBe("sent");
    expect(w.texts().at(-1)).toContain("15:00");
  });

  test("[R-02] a technician who set out early makes the reminder untrue; turning back makes it true again, once", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    const startsAt = at("2026-04-21", 15);
    await w.schedule(ticketId, startsAt);
    await w.pass(startsAt - 3 * HOUR_MS - Date.now());
    await w.step(ticketId, { action: "start_trip", to: "on_route", travel: "en_route", startsAt });
    expect((await w.rows("visit_reminder_hours")).map(({ state, reason }) => ({ state, reason }))).toEqual([
      { state: "skipped", reason: "noLongerTrue" },
    ]);
    await w.step(ticketId, { action: "turn_back", to: "scheduled", travel: "planned", startsAt });
    await w.pass(2 * HOUR_MS);
    expect((await w.rows("visit_reminder_hours")).map((row) => row.state).toSorted()).toEqual([
      "sent",
      "skipped",
    ]);
    expect((await w.rows("visit_scheduled")).filter((row) => row.state === "sent")).toHaveLength(1);
  });

  test("[R-09] a message whose visit moved in the very moment it was due is not sent", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    await w.schedule(ticketId, at("2026-04-27", 11));
    // Moved behind the back of the planner: only the check at sending time can notice.
    await w.t.run(async (ctx) => {
      const ticket = await ctx.db.get("tickets", ticketId);
      if (ticket?.currentAppointmentId)
        await ctx.db.patch("appointments", ticket.currentAppointmentId, { startsAt: at("2026-04-27", 12) });
    });
    await w.pass(8 * DAY_MS);
    expect(w.texts().filter((text) => text.includes("TK-AAA222"))).toEqual([]);
    expect(
      new Set((await w.rows()).filter((row) => row.audience === "customer").map((row) => row.reason)),
    ).toEqual(new Set(["noLongerTrue"]));
  });

  test("[R-07] an opinion is asked for a day later, but not of somebody who gave one", async () => {
    const w = await open();
    const [asked, gave] = [await ticketIn(w.company), await ticketIn(w.company, "TK-BBB222")];
    for (const ticketId of [asked, gave]) {
      await w.step(ticketId, {
        action: "mark_completed",
        to: "completed",
        travel: "done",
        startsAt: NOW - HOUR_MS,
      });
      expect((await w.rows("feedback_request")).at(-1)?.sendAt).toBe(NOW + DAY_MS);
    }
    await w.t.run(async (ctx) => {
      await ctx.db.insert("reviews", {
        orgId: w.company.orgId,
        ticketId: gave,
        branchId: w.company.branchId,
        technicianId: null,
        rating: 5,
        text: "",
        by: { userId: null, name: { ar: "ع", en: "C" }, role: "customer" },
      });
    });
    await w.pass(2 * DAY_MS);
    expect(w.texts().filter((text) => text.includes("TK-AAA222"))).toHaveLength(1);
    expect(w.texts().filter((text) => text.includes("TK-BBB222"))).toHaveLength(0);
  });
});

describe("messages to a technician", () => {
  test("[R-03] one message in the morning of each day, counting what the day holds by then", async () => {
    const w = await open();
    const tickets = [
      await ticketIn(w.company, "TK-1"),
      await ticketIn(w.company, "TK-2"),
      await ticketIn(w.company, "TK-3"),
    ];
    for (const [index, ticketId] of tickets.entries())
      await w.schedule(ticketId, at("2026-04-22", 10 + 2 * index));
    const [first] = tickets;
    if (first) await w.step(first, { action: "unassign", to: "new" });
    await w.pass(at("2026-04-22", 8, 30) + 1000 - Date.now());
    const day = (await w.bells()).filter((bell) => bell.template === "day_plan");
    expect(day).toMatchObject([
      { userId: w.company.fahdId, params: { visits: 2, startsAt: at("2026-04-22", 12) } },
    ]);
    expect(w.texts().at(-1)).toContain("2");
  });

  test("[R-03] an emptied day is not announced", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    await w.schedule(ticketId, at("2026-04-22", 12));
    await w.step(ticketId, { action: "unassign", to: "new" });
    await w.pass(3 * DAY_MS);
    expect((await w.bells()).filter((bell) => bell.template === "day_plan")).toEqual([]);
  });

  test("[R-04] photos that are missing are asked for while he is there; with enough of them he is left alone", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    await w.step(ticketId, { action: "arrive", to: "arrived", travel: "arrived", startsAt: NOW });
    await w.pass(15 * MINUTE_MS + 1);
    expect((await w.bells()).map((bell) => [bell.template, bell.params["missing"]])).toEqual([
      ["photos_missing", 1],
    ]);
    await w.t.run(async (ctx) => {
      await ctx.db.insert("ticketEvidence", {
        ticketId,
        ...NO_EVIDENCE,
        photos: { ...NO_EVIDENCE.photos, before: 5, after: 5 },
      });
    });
    await w.step(ticketId, { action: "start_repair", to: "repairing", travel: "arrived" });
    await w.pass(5 * HOUR_MS);
    expect(await w.bells()).toHaveLength(1);
  });

  test("[R-06] parts that came in are told at once, by bell and by text", async () => {
    const w = await open();
    const ticketId = await ticketIn(w.company);
    await w.step(ticketId, { action: "request_parts", to: "waiting_parts", travel: "paused", startsAt: NOW });
    await w.step(ticketId, { action: "parts_received", to: "repairing", travel: "arrived" });
    await w.pass(1000);
    expect((await w.bells()).map((bell) => bell.template)).toEqual(["parts_arrived"]);
    expect(w.texts().some((text) => text.includes("TK-AAA222"))).toBe(true);
  });
});
