/**
 * The past as the server hands it out. Runs after the other suites: folding every timeline they left behind must give
 * every ticket as it is now, whatever they did to it.
 */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { FunctionReturnType } from "convex/server";
import { type PastTicket, ticketAt } from "../../../shared/replay/boardAt";
import { lastedAt, levelAt, nextDueAt, onDutyAt } from "../../../shared/replay/around";
import { REPLAY_PARTS } from "../../../shared/replay/parts";
import { addDays, serviceDayOf } from "../../../shared/time/zones";
import { expectRefused, must, type World } from "../../support/world";

type Slug = "riyadh" | "jeddah" | "cairo";
type Row = FunctionReturnType<typeof api.replay.tickets>["page"][number];

/** Today's rows page by page, until `enough` of them. */
async function rowsUntil(w: World, slug: Slug, enough: (rows: readonly Row[]) => boolean): Promise<Row[]> {
  const noura = await w.as("noura");
  const branch = await w.branch(slug);
  const serviceDay = serviceDayOf(Date.now(), branch.zone);
  const rows: Row[] = [];
  for (const part of REPLAY_PARTS) {
    let cursor: string | null = null;
    for (let done = false; !done; ) {
      const page: FunctionReturnType<typeof api.replay.tickets> = await noura.query(api.replay.tickets, {
        branchId: branch.branchId,
        serviceDay,
        part,
        paginationOpts: { numItems: 50, cursor },
      });
      rows.push(...page.page);
      if (enough(rows)) return rows;
      cursor = page.continueCursor;
      done = page.isDone;
    }
  }
  return rows;
}

const allRows = (w: World, slug: Slug) => rowsUntil(w, slug, () => false);

async function rowOf(w: World, slug: Slug, ticketId: string): Promise<Row> {
  const isIt = ({ card }: Row) => card.ticketId === ticketId;
  return must(
    (await rowsUntil(w, slug, (rows) => rows.some(isIt))).find(isIt),
    "the ticket is part of today",
  );
}

const historyOf = ({ card, events }: Row, derive = false) => ({
  ticketId: card.ticketId,
  profile: card.profile,
  priority: card.priority,
  visitMinutes: card.policy.visitMinutes,
  events: derive ? events.map((event) => ({ ...event, visit: "derive" as const })) : events,
});

/** Both sides in the same words. */
const present = ({ card }: Row) => ({
  number: card.number,
  status: card.status,
  version: card.version,
  priority: card.priority,
  custody: card.custody,
  outcome: card.outcome,
  visit: card.visit && {
    visitId: card.visit.appointmentId,
    technicianId: card.visit.technicianId,
    startsAt: card.visit.startsAt,
    endsAt: card.visit.endsAt,
    travel: card.visit.travel,
    kind: card.visit.kind,
    window: card.visit.window,
  },
});
const folded = (row: Row, { status, version, priority, custody, outcome, visit }: PastTicket) => ({
  number: row.card.number,
  status,
  version,
  priority,
  custody,
  outcome,
  visit,
});

export function replaySuite(world: () => World): void {
  describe("replay", () => {
    test("[S-35] folded up to now, every timeline gives its ticket as it is", async () => {
      const w = world();
      const rows = (
        await Promise.all((["riyadh", "jeddah", "cairo"] as const).map((slug) => allRows(w, slug)))
      ).flat();
      expect(rows.length).toBeGreaterThan(30);
      const now = rows.map((row) =>
        folded(row, must(ticketAt(historyOf(row), Number.POSITIVE_INFINITY, "recorded"), row.card.number)),
      );
      expect(now).toEqual(rows.map(present));
    });

    test("[S-35] the same without the visits the events name, where nothing was undone or stretched", async () => {
      const rows = (await allRows(world(), "riyadh")).filter(
        ({ events }) =>
          !events.some((event) => event.takesBack !== null || event.action === "change_duration"),
      );
      const place = (visit: PastTicket["visit"] | undefined) =>
        visit && [visit.technicianId, visit.startsAt, visit.travel, visit.kind];
      expect(rows.length).toBeGreaterThan(10);
      for (const row of rows) {
        const past = ticketAt(historyOf(row, true), Number.POSITIVE_INFINITY, "recorded");
        expect([row.card.number, past?.status, place(past?.visit ?? null)]).toEqual([
          row.card.number,
          row.card.status,
          place(present(row).visit),
        ]);
      }
    });

    test("[S-35] between two changes the board is what it was between them", async () => {
      const w = world();
      const { at } = w.freshDay();
      const ticket = await w.newTicket();
      const first = await w.place(ticket, "R-101", at(600));
      await new Promise((resolve) => setTimeout(resolve, 5));
      await w.place({ ...ticket, version: first.version }, "R-101", at(720));
      const row = await rowOf(w, "riyadh", ticket.ticketId);
      const recorded = [...new Set(row.events.map((event) => event.recordedAt))].toSorted((a, b) => a - b);
      const holders = recorded.map(
        (moment) => ticketAt(historyOf(row), moment, "recorded")?.visit?.startsAt ?? null,
      );
      expect(holders.at(-1)).toBe(at(720));
      expect(holders).toContain(at(600));
      expect(ticketAt(historyOf(row), (recorded[0] ?? 0) - 1, "recorded")).toBeNull();
    });

    test("[S-35] trails of an hour with where everybody was before it; a longer window is refused", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { branchId } = await w.branch("riyadh");
      const technicianId = await w.technician("R-106");
      const majedHimself = await w.as("majed");
      await majedHimself.mutation(api.technicians.setDuty, { onDuty: true });
      for (const [lat, ago] of [
        [24.71, 120_000],
        [24.72, 60_000],
      ] as const)
        await majedHimself.mutation(api.technicians.reportPosition, {
          lat,
          lng: 46.71,
          accuracyM: 5,
          recordedAt: Date.now() - ago,
        });
      await majedHimself.mutation(api.technicians.setDuty, { onDuty: false });
      const from = Date.now() - 30 * 60_000;
      const { technicians, complete } = await sara.query(api.replay.trails, {
        branchId,
        from,
        until: from + 3_600_000,
      });
      expect(complete).toBe(true);
      const majed = must(
        technicians.find((one) => one.technicianId === technicianId),
        "Majed has reported",
      );
      expect(majed.points.length).toBeGreaterThan(1);
      expect(majed.offDutyAt.length).toBeGreaterThan(0);
      const later = await sara.query(api.replay.trails, {
        branchId,
        from: Date.now() + 3_600_000,
        until: Date.now() + 7_200_000,
      });
      expect(later.technicians.find((one) => one.technicianId === technicianId)?.points).toEqual(
        majed.points.slice(-1),
      );
      await expectRefused(
        sara.query(api.replay.trails, { branchId, from, until: from + 3_600_001 }),
        "input.invalid",
      );
    });

    test("[S-35] what stood beside a ticket: holds, promises and escalations with their beginning and end", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { ticketId } = await w.newTicket();
      const holdId = await sara.mutation(api.holds.open, {
        ticketId,
        hold: { kind: "other", impact: "normal", blocksWork: false, note: "The lift is broken." },
        stopsClock: false,
        operationId: w.operationId(),
      });
      const complaint = { ticketId, words: "Nobody answers.", operationId: w.operationId() };
      must(await sara.mutation(api.escalations.complain, complaint), "an escalation");
      const around = async () => (await rowOf(w, "riyadh", ticketId)).around;
      const before = Date.now();
      const during = await around();
      expect(during.holds).toEqual([{ from: expect.any(Number), until: null }]);
      expect(during.escalations).toEqual([
        { from: expect.any(Number), until: null, level: expect.any(Number) },
      ]);
      // The promise that is next on the card is the one that was next then.
      const { nextDue } = (await w.detail(ticketId)).ticket;
      expect(nextDueAt(during.promises, before)).toEqual(nextDue);
      expect(levelAt(during.escalations, before)).toBeGreaterThan(0);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await sara.mutation(api.holds.resolve, {
        holdId,
        resolution: "It runs again.",
        expectedVersion: 1,
        operationId: w.operationId(),
      });
      const [hold] = (await around()).holds;
      expect(hold?.until).toBeGreaterThanOrEqual(before);
      expect([before, Date.now() + 1].map((at) => hold !== undefined && lastedAt(hold, at))).toEqual([
        true,
        false,
      ]);
    });

    test("[S-35] a promise that stood still has the deadline of the moment; an escalation opened again was closed meanwhile", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { ticketId } = await w.newTicket();
      const around = async () => (await rowOf(w, "riyadh", ticketId)).around;
      const shown = async () => (await w.detail(ticketId)).ticket.nextDue ?? null;
      const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
      const moments: { at: number; nextDue: Awaited<ReturnType<typeof shown>> }[] = [];
      const note = async () => {
        moments.push({ at: Date.now(), nextDue: await shown() });
        await pause();
      };
      await note();
      const holdId = await sara.mutation(api.holds.open, {
        ticketId,
        hold: { kind: "other", impact: "normal", blocksWork: false, note: "Nobody at home." },
        stopsClock: true,
        operationId: w.operationId(),
      });
      await note();
      await sara.mutation(api.holds.resolve, {
        holdId,
        resolution: "They are back.",
        expectedVersion: 1,
        operationId: w.operationId(),
      });
      await note();
      const dues = moments.map(({ nextDue }) => nextDue?.dueAt ?? null);
      expect(dues[1]).toBeNull();
      // Outside of opening hours nothing was counted, and the deadline is the same again.
      expect(dues[2]).toBeGreaterThanOrEqual(dues[0] ?? Number.POSITIVE_INFINITY);
      const { promises } = await around();
      for (const { at, nextDue } of moments) expect(nextDueAt(promises, at)).toEqual(nextDue);

      const complaint = { ticketId, words: "Nobody answers.", operationId: w.operationId() };
      const escalationId = must(await sara.mutation(api.escalations.complain, complaint), "an escalation");
      const levels: { at: number; open: boolean }[] = [{ at: Date.now(), open: true }];
      await pause();
      const huda = await w.as("huda");
      const change = (expectedVersion: number) => ({
        escalationId,
        expectedVersion,
        operationId: w.operationId(),
      });
      await huda.mutation(api.escalations.resolve, { ...change(1), notes: "Called them." });
      levels.push({ at: Date.now(), open: false });
      await pause();
      await huda.mutation(api.escalations.reopen, change(2));
      levels.push({ at: Date.now(), open: true });
      await pause();
      await huda.mutation(api.escalations.resolve, { ...change(3), notes: "Now really." });
      levels.push({ at: Date.now(), open: false });
      await pause();
      await huda.mutation(api.escalations.reopen, change(4));
      levels.push({ at: Date.now(), open: true });
      const { escalations } = await around();
      expect(levels.map(({ at }) => levelAt(escalations, at) > 0)).toEqual(levels.map(({ open }) => open));
    });

    test("[S-35, F-12] who was on duty when: changes of the day, and what was before the first of them", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { branchId, zone } = await w.branch("riyadh");
      const technicianId = await w.technician("R-106");
      const majed = await w.as("majed");
      const set = async (onDuty: boolean) => {
        await majed.mutation(api.technicians.setDuty, { onDuty });
        await new Promise((resolve) => setTimeout(resolve, 3));
        return Date.now();
      };
      await set(false);
      const on = await set(true);
      // Saying the same again is no change.
      await set(true);
      const off = await set(false);
      const today = serviceDayOf(on, zone);
      const ofDay = async (serviceDay: string) => {
        const { technicians, complete } = await sara.query(api.replay.duty, { branchId, serviceDay });
        expect(complete).toBe(true);
        return must(
          technicians.find((one) => one.technicianId === technicianId),
          "Majed is of this branch",
        );
      };
      const duty = await ofDay(today);
      expect(duty.changes.slice(-2).map(({ onDuty }) => onDuty)).toEqual([true, false]);
      expect([onDutyAt(duty, on), onDutyAt(duty, off)]).toEqual([true, false]);
      expect(duty.atStart).toBe(!duty.changes[0]?.onDuty);
      // A day before the first known change was as the other side of that change.
      const yesterday = await ofDay(addDays(today, -1));
      expect(yesterday).toEqual({ technicianId, atStart: duty.atStart, changes: [] });
      // Who never changed is as he is now.
      const { technicians } = await sara.query(api.replay.duty, { branchId, serviceDay: today });
      const now = await sara.query(api.board.technicians, { branchId });
      for (const one of technicians.filter(({ changes }) => changes.length === 0))
        expect(one.atStart).toBe(
          now.find((row) => row.technicianId === one.technicianId)?.onDuty ?? one.atStart,
        );
    });

    test("[E-17] looking back is written down once per person and day, for each day that is looked at", async () => {
      const w = world();
      const owner = await w.as("noura");
      const { branchId, zone } = await w.branch("riyadh");
      const today = serviceDayOf(Date.now(), zone);
      const entries = async () =>
        (
          await owner.query(api.audit.list, {
            action: "replay.opened",
            paginationOpts: { numItems: 50, cursor: null },
          })
        ).page.map(({ actor, after }) => [actor.name.en, after["day"]]);
      const start = (await entries()).length;
      const sara = await w.as("sara");
      const ziad = await w.as("ziad");
      for (let times = 0; times < 3; times += 1)
        await sara.mutation(api.replay.opened, { branchId, serviceDay: today });
      await sara.mutation(api.replay.opened, { branchId, serviceDay: addDays(today, -3) });
      await ziad.mutation(api.replay.opened, { branchId, serviceDay: today });
      const added = (await entries()).slice(0, (await entries()).length - start);
      expect(added).toHaveLength(3);
      expect(added.map(([, day]) => day)).toEqual([today, addDays(today, -3), today]);
      for (const serviceDay of ["2026-02-30", addDays(today, 2)])
        await expectRefused(sara.mutation(api.replay.opened, { branchId, serviceDay }), "input.invalid");
      await expectRefused(
        (await w.as("fahd")).mutation(api.replay.opened, { branchId, serviceDay: today }),
        "access.denied",
      );
      const jeddah = await w.branch("jeddah");
      const elsewhere = { branchId: jeddah.branchId, serviceDay: today };
      await expectRefused(sara.mutation(api.replay.opened, elsewhere), "access.denied");
      await expectRefused(sara.query(api.replay.duty, elsewhere), "access.denied");
    });

    test("[Z-02] only planners look back, each at his own branches", async () => {
      const w = world();
      const { branchId } = await w.branch("jeddah");
      const ask = {
        branchId,
        serviceDay: "2026-11-21",
        part: "open" as const,
        paginationOpts: { numItems: 5, cursor: null },
      };
      for (const person of ["sara", "fahd", "warsha"] as const)
        await expectRefused((await w.as(person)).query(api.replay.tickets, ask), "access.denied");
      await expectRefused(
        (await w.as("noura")).query(api.replay.tickets, { ...ask, serviceDay: "2026-02-30" }),
        "input.invalid",
      );
    });
  });
}
