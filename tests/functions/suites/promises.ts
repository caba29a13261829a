/** Service promises, escalations, reminders, the bell and the outbox as people meet them, through public functions. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { HOUR_MS, MINUTE_MS } from "../../../shared/time/zones";
import { expectRefused, must, type World } from "../../support/world";

const PAGE = { numItems: 50, cursor: null };

/** Waits for work that follows a change in a transaction of its own. */
export async function eventually<T>(look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const seen = await look();
    if (good(seen) || tries >= 100) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function promisesSuite(world: () => World): void {
  const clocks = async (w: World, ticketId: Id<"tickets">) =>
    await (await w.as("sara")).query(api.sla.clocks, { ticketId });
  const messages = async (w: World, ticketId: Id<"tickets">) =>
    await (await w.as("sara")).query(api.outbox.ofTicket, { ticketId });
  const planned = async (w: World, ticketId: Id<"tickets">) =>
    (await messages(w, ticketId))
      .filter((one) => one.state === "planned")
      .map((one) => one.template)
      .toSorted();
  const rule = async (w: World, code: string) =>
    must(
      (await (await w.as("ziad")).query(api.sla.rules, {})).find((one) => one.code === code),
      code,
    );
  const escalationsOf = async (w: World, ticketId: Id<"tickets">) =>
    await (await w.as("sara")).query(api.escalations.ofTicket, { ticketId });

  describe("service promises", () => {
    test("[L-01, L-02, L-03] each part of the way has its clock; the card shows the most urgent one", async () => {
      const w = world();
      const ticket = await w.newTicket();
      expect(
        (await clocks(w, ticket.ticketId)).map(({ code, state }) => `${code} ${state}`).toSorted(),
      ).toEqual(["SLA-001 running", "SLA-006 running"]);
      expect((await w.detail(ticket.ticketId)).ticket.nextDue?.code).toBe("SLA-001");
      const { at } = w.freshDay();
      await w.place(ticket, "R-101", at(600));
      const now = await clocks(w, ticket.ticketId);
      const of = (code: string) =>
        must(
          now.find((one) => one.code === code),
          code,
        );
      expect(of("SLA-001")).toMatchObject({ state: "met", dueAt: null });
      expect(of("SLA-002")).toMatchObject({ state: "met" });
      expect(of("SLA-003")).toMatchObject({ state: "running", dueAt: at(630) });
      await w.step(ticket.ticketId, "cancel", "sara");
      expect((await clocks(w, ticket.ticketId)).filter((one) => one.endedAt === null)).toEqual([]);
      expect((await w.detail(ticket.ticketId)).ticket.nextDue).toBeNull();
    });

    test("[L-03] dragging a visit moves its deadline; giving it back voids it", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { at } = w.freshDay();
      const first = await w.place(ticket, "R-101", at(600));
      const second = await w.place({ ...ticket, version: first.version }, "R-101", at(720));
      const visitClock = async () =>
        (await clocks(w, ticket.ticketId))
          .filter((one) => one.code === "SLA-003")
          .map(({ state, dueAt }) => ({ state, dueAt }));
      expect(await visitClock()).toEqual([{ state: "running", dueAt: at(750) }]);
      expect(second.actions).toEqual(["reschedule"]);
      await w.step(ticket.ticketId, "unassign", "sara");
      expect(await visitClock()).toEqual([{ state: "cancelled", dueAt: null }]);
    });

    test("[L-13] rules: who may, within which bounds, and not over somebody else's change", async () => {
      const w = world();
      const { version, clock } = await rule(w, "SLA-004");
      expect(clock).toMatchObject({ thresholdMs: 90 * MINUTE_MS, defaultThresholdMs: 90 * MINUTE_MS });
      const change = {
        code: "SLA-004" as const,
        enabled: true,
        thresholdMs: 2 * HOUR_MS,
        timeBase: "wall" as const,
        expectedVersion: version,
      };
      await expectRefused((await w.as("sara")).mutation(api.sla.updateRule, change), "access.denied");
      const noura = await w.as("noura");
      for (const thresholdMs of [1, 10 * 24 * HOUR_MS, 1.5, Number.NaN])
        await expectRefused(noura.mutation(api.sla.updateRule, { ...change, thresholdMs }), "input.invalid");
      await noura.mutation(api.sla.updateRule, change);
      await expectRefused(noura.mutation(api.sla.updateRule, change), "record.changedMeanwhile");
      expect(await rule(w, "SLA-004")).toMatchObject({
        version: version + 1,
        clock: { thresholdMs: 2 * HOUR_MS },
      });
    });

    test("[L-13, J-44] an edited rule plans the open clocks anew; a used up one breaks and escalates by itself", async () => {
      const w = world();
      const noura = await w.as("noura");
      const ticket = await w.newTicket();
      const dueAt = async () =>
        must(
          (await clocks(w, ticket.ticketId)).find((one) => one.code === "SLA-001"),
          "SLA-001",
        ).dueAt;
      const usual = await rule(w, "SLA-001");
      const before = must(await dueAt(), "a deadline");
      const set = async (thresholdMs: number, enabled = true) =>
        await noura.mutation(api.sla.updateRule, {
          code: "SLA-001",
          enabled,
          thresholdMs,
          timeBase: "wall",
          expectedVersion: (await rule(w, "SLA-001")).version,
        });
      await set(48 * HOUR_MS);
      const moved = await eventually(dueAt, (due) => due !== before);
      expect(Math.abs(must(moved, "a deadline") - (Date.now() + 48 * HOUR_MS))).toBeLessThan(MINUTE_MS);
      // The demo's waiting tickets were asked for long ago: with five minutes their time is up.
      const { branchId } = await w.branch("riyadh");
      const list = async () =>
        (
          await noura.query(api.escalations.list, {
            branchId,
            state: "open",
            level: 1,
            type: "assignment",
            paginationOpts: PAGE,
          })
        ).page;
      await set(5 * MINUTE_MS);
      const broken = await eventually(list, (rows) => rows.length > 0);
      expect(broken[0]).toMatchObject({ code: "SLA-001", level: 1, state: "open", owners: ["supervisor"] });
      expect(broken.every((one) => one.ticketId !== ticket.ticketId)).toBe(true);
      await set(5 * MINUTE_MS, false);
      const off = await eventually(
        async () => (await clocks(w, ticket.ticketId)).find((one) => one.code === "SLA-001"),
        (one) => one?.state === "cancelled",
      );
      expect(off?.state).toBe("cancelled");
      await noura.mutation(api.sla.updateRule, {
        code: "SLA-001",
        enabled: true,
        thresholdMs: must(usual.clock, "a clock").thresholdMs,
        timeBase: "business",
        expectedVersion: (await rule(w, "SLA-001")).version,
      });
    }, 90_000);
  });

  describe("opening hours", () => {
    test("[L-13, J-05] a branch's hours and holidays: who may, what is a calendar, and clocks that move with it", async () => {
      const w = world();
      const noura = await w.as("noura");
      const of = async (name: string) =>
        must(
          (await noura.query(api.sla.calendars, {})).find((one) => one.name.en.startsWith(name)),
          name,
        );
      const { branchId, weekend, hours, holidays } = await of("Jeddah");
      const change = { branchId, weekend, hours, holidays };
      await expectRefused((await w.as("huda")).mutation(api.sla.updateCalendar, change), "access.denied");
      for (const wrong of [
        { weekend: [0, 1, 2, 3, 4, 5, 6] },
        { weekend: [7] },
        { hours: { openMinute: 1440, closeMinute: 60 } },
        { hours: { openMinute: 480.5, closeMinute: 600 } },
        { holidays: ["2026-02-30"] },
      ])
        await expectRefused(noura.mutation(api.sla.updateCalendar, { ...change, ...wrong }), "input.invalid");
      const ticket = await w.newTicket({ branch: "jeddah" });
      const dueAt = async () => {
        const rows = await noura.query(api.sla.clocks, { ticketId: ticket.ticketId });
        return must(rows.find((one) => one.code === "SLA-001")?.dueAt, "a deadline");
      };
      const before = await dueAt();
      // The branch rests for two weeks from today on.
      const today = Math.floor(Date.now() / 86_400_000) - 1;
      const rest = Array.from({ length: 15 }, (_none, index) =>
        new Date((today + index) * 86_400_000).toISOString().slice(0, 10),
      );
      await noura.mutation(api.sla.updateCalendar, { ...change, holidays: rest });
      const moved = await eventually(dueAt, (due) => due !== before);
      expect(moved).toBeGreaterThan(Date.now() + 11 * 24 * HOUR_MS);
      await noura.mutation(api.sla.updateCalendar, change);
      expect(await eventually(dueAt, (due) => due < moved)).toBeLessThan(moved);
      await w.step(ticket.ticketId, "cancel", "noura");
    });
  });

  describe("escalations", () => {
    test("[L-07, L-11, J-42] a complaint escalates at once; resolving needs notes; the technician hears of it", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("assigned");
      const { ticketId } = ticket;
      const sara = await w.as("sara");
      const complaint = { ticketId, words: "Nobody came.", operationId: w.operationId() };
      const escalationId = must(await sara.mutation(api.escalations.complain, complaint), "an escalation");
      expect(await sara.mutation(api.escalations.complain, complaint)).toBe(escalationId);
      const [opened, ...others] = await escalationsOf(w, ticketId);
      expect(others).toEqual([]);
      expect(opened).toMatchObject({
        type: "complaint",
        level: 2,
        code: "SLA-007",
        words: "Nobody came.",
        version: 1,
      });
      // Not a broken promise: no clock knows of it.
      expect((await clocks(w, ticketId)).some((one) => one.state === "breached")).toBe(false);

      const change = { escalationId, expectedVersion: 1, operationId: w.operationId() };
      await expectRefused(
        sara.mutation(api.escalations.resolve, { ...change, notes: "done" }),
        "access.denied",
      );
      const huda = await w.as("huda");
      await expectRefused(
        huda.mutation(api.escalations.resolve, { ...change, notes: "  " }),
        "input.invalid",
      );
      await huda.mutation(api.escalations.resolve, { ...change, notes: "Called and apologised." });
      await huda.mutation(api.escalations.resolve, { ...change, notes: "again" });
      await expectRefused(
        huda.mutation(api.escalations.resolve, { ...change, operationId: w.operationId(), notes: "late" }),
        "record.changedMeanwhile",
      );
      expect((await escalationsOf(w, ticketId))[0]).toMatchObject({
        state: "resolved",
        notes: "Called and apologised.",
        version: 2,
      });
      const fahd = await w.as("fahd");
      const told = await eventually(
        async () => (await fahd.query(api.notifications.list, { paginationOpts: PAGE })).page,
        (page) => page.some((one) => one.template === "escalation_resolved" && one.ticketId === ticketId),
      );
      expect(told.find((one) => one.ticketId === ticketId)?.params).toMatchObject({
        notes: "Called and apologised.",
      });

      await huda.mutation(api.escalations.reopen, {
        escalationId,
        expectedVersion: 2,
        operationId: w.operationId(),
      });
      expect((await escalationsOf(w, ticketId))[0]).toMatchObject({ state: "open", reopened: 1, version: 3 });
      await w.step(ticketId, "cancel", "sara");
    });

    test("[R-05, L-10] whoever owns an escalation hears of it by bell and by e-mail, and the e-mail says it was not sent", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("assigned");
      const { ticketId } = ticket;
      const sara = await w.as("sara");
      await sara.mutation(api.escalations.complain, {
        ticketId,
        words: "Late again.",
        operationId: w.operationId(),
      });
      const huda = await w.as("huda");
      const told = await eventually(
        async () => await huda.query(api.outbox.ofTicket, { ticketId }),
        (rows) =>
          rows.filter((row) => row.template === "escalation_opened" && row.settledAt !== null).length > 1,
      );
      const toHuda = told.filter(
        (row) => row.template === "escalation_opened" && row.recipient?.en.startsWith("Huda"),
      );
      expect(toHuda).toHaveLength(2);
      expect(
        Object.fromEntries(
          toHuda.map(({ channel, state, reason }) => [channel, `${state} ${String(reason)}`]),
        ),
      ).toEqual({ email: "notSent noProvider", inApp: "sent null" });
      expect(toHuda.every(({ number }) => number === ticket.number)).toBe(true);
      const bell = (await huda.query(api.notifications.list, { paginationOpts: PAGE })).page;
      expect(bell.find((one) => one.ticketId === ticketId)?.template).toBe("escalation_opened");
    });

    test("[L-07] the customer complains through his link; a few are enough, and a link that only shows may not", async () => {
      const w = world();
      const { ticket, trackingToken } = await w.ticketAt("new");
      const token = must(trackingToken, "a tracking link");
      const customer = w.driver.anonymous;
      const operationId = w.operationId();
      const send = async (words: string, id: string) =>
        await customer.mutation(api.escalations.customerComplain, { token, words, operationId: id });
      expect(await send("Nobody calls back.", operationId)).toBe(true);
      expect(await send("Nobody calls back.", operationId)).toBe(true);
      expect(await escalationsOf(w, ticket.ticketId)).toMatchObject([
        { type: "complaint", words: "Nobody calls back." },
      ]);
      await expectRefused(send("  ", w.operationId()), "input.invalid");
      await send("two", w.operationId());
      await send("three", w.operationId());
      await expectRefused(send("four", w.operationId()), "record.limitReached");
      await expectRefused(
        customer.mutation(api.escalations.customerComplain, {
          token: "A".repeat(32),
          words: "x",
          operationId,
        }),
        "access.denied",
      );
      await w.step(ticket.ticketId, "cancel", "sara");
    });

    test("[S-27] the list is filtered by level and kind, counted by level, and closed to other branches", async () => {
      const w = world();
      const { branchId } = await w.branch("riyadh");
      const sara = await w.as("sara");
      const before = await sara.query(api.escalations.counts, { branchId });
      const { ticket } = await w.ticketAt("new");
      await sara.mutation(api.escalations.complain, {
        ticketId: ticket.ticketId,
        words: "Too slow",
        operationId: w.operationId(),
      });
      const after = await sara.query(api.escalations.counts, { branchId });
      expect(after.level2).toBe(before.level2 + 1);
      const ask = async (level: 1 | 2 | 3 | null, type: "complaint" | "trip" | null) =>
        (
          await sara.query(api.escalations.list, {
            branchId,
            state: "open",
            level,
            type,
            paginationOpts: PAGE,
          })
        ).page;
      for (const [level, type] of [
        [2, "complaint"],
        [2, null],
        [null, "complaint"],
        [null, null],
      ] as const)
        expect((await ask(level, type))[0]?.ticketId).toBe(ticket.ticketId);
      expect((await ask(3, "complaint")).length).toBe(0);
      const args = {
        branchId: (await w.branch("cairo")).branchId,
        state: "open",
        level: null,
        type: null,
        paginationOpts: PAGE,
      } as const;
      await expectRefused(sara.query(api.escalations.list, args), "access.denied");
      await expectRefused(
        (await w.as("fahd")).query(api.escalations.list, { ...args, branchId }),
        "access.denied",
      );
      await w.step(ticket.ticketId, "cancel", "sara");
    });
  });

  describe("reminders", () => {
    test("[R-01, R-02, S-35] a planned visit has its news and its reminders; a drag replaces them; giving it back drops them", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { at } = w.freshDay();
      const first = await w.place(ticket, "R-101", at(660));
      expect(await planned(w, ticket.ticketId)).toEqual([
        "visit_reminder_day",
        "visit_reminder_hours",
        "visit_scheduled",
      ]);
      const one = await messages(w, ticket.ticketId);
      expect(one.find((row) => row.template === "visit_reminder_day")?.sendAt).toBe(at(660) - 24 * HOUR_MS);
      expect(one.find((row) => row.template === "visit_reminder_hours")?.sendAt).toBe(at(540));
      const news = must(
        one.find((row) => row.template === "visit_scheduled"),
        "the news",
      );
      // Not in the same moment: a second thought within the grace period is told once.
      expect(news.sendAt).toBeGreaterThanOrEqual(Date.now() + MINUTE_MS);
      expect(news).toMatchObject({ channel: "sms", to: "+966501234567" });
      expect(news.texts.en.body).toContain("/t/");

      await w.place({ ...ticket, version: first.version }, "R-102", at(780));
      const two = await messages(w, ticket.ticketId);
      expect(two.filter((row) => row.state === "skipped").map((row) => row.reason)).toEqual([
        "replaced",
        "replaced",
        "replaced",
      ]);
      expect(await planned(w, ticket.ticketId)).toEqual([
        "visit_reminder_day",
        "visit_reminder_hours",
        "visit_scheduled",
      ]);
      expect(
        two.find((row) => row.template === "visit_reminder_hours" && row.state === "planned")?.sendAt,
      ).toBe(at(660));

      await w.step(ticket.ticketId, "unassign", "sara");
      expect(await planned(w, ticket.ticketId)).toEqual([]);
      await w.step(ticket.ticketId, "cancel", "sara");
      // Nobody had been told of a visit, so nobody is told that there is none.
      expect((await messages(w, ticket.ticketId)).every((row) => row.state === "skipped")).toBe(true);
    });

    test("[R-09] another technician at the same time changes nothing for the customer", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { at } = w.freshDay();
      const first = await w.place(ticket, "R-101", at(660));
      const before = (await messages(w, ticket.ticketId)).map((row) => row.messageId);
      await w.place({ ...ticket, version: first.version }, "R-102", null);
      expect((await messages(w, ticket.ticketId)).map((row) => row.messageId)).toEqual(before);
      await w.step(ticket.ticketId, "cancel", "sara");
    });
  });

  describe("outbox and bell", () => {
    test("[N-05] the outbox is for administrators, filtered by state and way, and says what was not sent", async () => {
      const w = world();
      const list = (caller: Awaited<ReturnType<World["as"]>>) =>
        caller.query(api.outbox.list, { state: "notSent", channel: "email", paginationOpts: PAGE });
      for (const person of ["sara", "huda", "fahd", "warsha"] as const)
        await expectRefused(list(await w.as(person)), "access.denied");
      const noura = await w.as("noura");
      const { ticket } = await w.ticketAt("new");
      await noura.mutation(api.escalations.complain, {
        ticketId: ticket.ticketId,
        words: "x",
        operationId: w.operationId(),
      });
      const rows = await eventually(
        async () => (await list(noura)).page,
        (page) => page.some((one) => one.ticketId === ticket.ticketId),
      );
      expect(rows.find((one) => one.ticketId === ticket.ticketId)).toMatchObject({
        template: "escalation_opened",
        state: "notSent",
        reason: "noProvider",
        attempts: 0,
      });
      expect(await noura.query(api.outbox.ways, {})).toContainEqual({ channel: "email", ready: false });
      await w.step(ticket.ticketId, "cancel", "sara");
    });

    test("[N-02] a bell is one's own: counted, read one by one or all at once, cleared", async () => {
      const w = world();
      const huda = await w.as("huda");
      const { ticket } = await w.ticketAt("new");
      await (await w.as("sara")).mutation(api.escalations.complain, {
        ticketId: ticket.ticketId,
        words: "x",
        operationId: w.operationId(),
      });
      const mine = async () => (await huda.query(api.notifications.list, { paginationOpts: PAGE })).page;
      const rows = await eventually(mine, (page) =>
        page.some((one) => one.ticketId === ticket.ticketId && !one.read),
      );
      const { notificationId } = must(
        rows.find((one) => one.ticketId === ticket.ticketId),
        "the notification",
      );
      const unread = await huda.query(api.notifications.unread, {});
      expect(unread).toBeGreaterThan(0);
      const faisal = await w.as("faisal");
      await expectRefused(faisal.mutation(api.notifications.markRead, { notificationId }), "access.denied");
      await faisal.mutation(api.notifications.remove, { notificationId });
      expect((await mine()).some((one) => one.notificationId === notificationId)).toBe(true);
      await huda.mutation(api.notifications.markRead, { notificationId });
      await huda.mutation(api.notifications.markRead, { notificationId });
      expect(await huda.query(api.notifications.unread, {})).toBe(unread - 1);
      expect(await huda.mutation(api.notifications.markAllRead, {})).toEqual({ more: false });
      expect(await huda.query(api.notifications.unread, {})).toBe(0);
      await huda.mutation(api.notifications.remove, { notificationId });
      await huda.mutation(api.notifications.remove, { notificationId });
      expect((await mine()).some((one) => one.notificationId === notificationId)).toBe(false);
      await expectRefused(w.driver.anonymous.query(api.notifications.unread, {}), "auth.signedOut");
      await w.step(ticket.ticketId, "cancel", "sara");
    });
  });
}
