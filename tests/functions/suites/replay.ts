/**
 * The past as the server hands it out. Runs after the other suites: folding every timeline they left behind must give
 * every ticket as it is now, whatever they did to it.
 */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { FunctionReturnType } from "convex/server";
import { type PastTicket, ticketAt } from "../../../shared/replay/boardAt";
import { REPLAY_PARTS } from "../../../shared/replay/parts";
import { serviceDayOf } from "../../../shared/time/zones";
import { expectRefused, must, type World } from "../../support/world";

type Row = FunctionReturnType<typeof api.replay.tickets>["page"][number];

async function allRows(w: World, slug: "riyadh" | "jeddah" | "cairo"): Promise<Row[]> {
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
      cursor = page.continueCursor;
      done = page.isDone;
    }
  }
  return rows;
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
      const row = must(
        (await allRows(w, "riyadh")).find((one) => one.card.ticketId === ticket.ticketId),
        "the ticket is part of today",
      );
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
