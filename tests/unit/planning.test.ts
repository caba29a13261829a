/** Plan mode's pure functions: rows under a draft, what a day costs, what a draft changes, what is in its way. */
import { describe, expect, test } from "vitest";
import { compare } from "../../shared/planning/compare";
import { judgeMoves, type MoveFacts } from "../../shared/planning/judgeMoves";
import { measure, type MeasuredTechnician } from "../../shared/planning/measure";
import type { PlanTarget } from "../../shared/planning/moves";
import { overlay } from "../../shared/planning/overlay";
import type { ArrivalWindow } from "../../shared/tickets/visits";
import {
  at,
  BRANCH,
  card,
  DAY,
  type DayCard,
  dayRows,
  DISPATCHER,
  factsOf,
  FRAME,
  move,
  plannedCard,
  technician,
  ZONE,
} from "../support/planDay";

const NEAR = { lat: 24.7, lng: 46.7 };
const FAR = { lat: 24.9, lng: 46.9 };
const to = (technicianId: string | null, minute: number | null = null): PlanTarget => ({
  technicianId,
  startsAt: minute === null ? null : at(minute),
});

describe("overlay()", () => {
  const waiting = card("a");
  const planned = plannedCard(card("b"), "t1", 600);
  const rows = dayRows([waiting, planned]);

  test("[S-21] without moves the rows are the live ones themselves", () => {
    const drawn = overlay(rows, [], FRAME);
    expect(drawn.tickets).toBe(rows.tickets);
    expect(drawn.visits).toBe(rows.visits);
    expect(drawn.moved.size).toBe(0);
  });

  test("[S-21] a waiting ticket is drawn on its lane, a planned one where it moves, a taken one in the queue", () => {
    const drawn = overlay(rows, [move(waiting, to("t2", 660)), move(planned, to("t2", 900))], FRAME);
    expect(drawn.visits.map((visit) => [visit.ticket.ticketId, visit.technicianId, visit.startsAt])).toEqual([
      ["a", "t2", at(660)],
      ["b", "t2", at(900)],
    ]);
    expect(drawn.tickets.map((ticket) => ticket.status)).toEqual(["scheduled", "scheduled"]);
    expect(drawn.moved.get("b")?.live.visit?.startsAt).toBe(at(600));
    const taken = overlay(rows, [move(planned, to(null))], FRAME);
    expect(taken.visits).toEqual([]);
    expect(taken.tickets[1]).toMatchObject({ status: "new", visit: null });
  });

  test("[S-21] live changes flow in: the move is laid over what the ticket is now", () => {
    const wish = move(planned, to("t2"));
    const later = plannedCard(card("b", { version: 4 }), "t1", 720);
    const drawn = overlay(dayRows([waiting, later]), [wish], FRAME);
    expect(drawn.visits.map((visit) => [visit.technicianId, visit.startsAt])).toEqual([["t2", at(720)]]);
  });

  test("[S-21] nothing is drawn elsewhere when the live day has it already, or the lifecycle has no way", () => {
    const travelling = { ...planned, status: "on_route" as const };
    const done = { ...planned, status: "completed" as const };
    for (const live of [travelling, done]) {
      const drawn = overlay(dayRows([waiting, live]), [move(live, to("t2", 900))], FRAME);
      expect(drawn.moved.size).toBe(0);
      expect(drawn.visits[0]).toMatchObject({ technicianId: "t1", startsAt: at(600) });
    }
    expect(overlay(rows, [move(planned, to("t1", 600))], FRAME).moved.size).toBe(0);
  });

  test("[S-21] a ticket beyond the loaded rows is drawn from its move; another day's is not on the lanes", () => {
    const drawn = overlay(dayRows([]), [move(waiting, to("t1", 600))], FRAME);
    expect(drawn.visits).toHaveLength(1);
    const tomorrow = overlay(rows, [move(planned, to("t1", 600 + 24 * 60))], FRAME);
    expect(tomorrow.visits).toEqual([]);
    expect(tomorrow.tickets[1]?.visit?.startsAt).toBe(at(600 + 24 * 60));
  });

  test("[J-34] the finished first trip stays where it was when a second one is planned", () => {
    const first = plannedCard(card("c"), "t1", 540);
    const visit = first.visit && { ...first.visit, travel: "paused" as const };
    const paused: DayCard = { ...first, status: "waiting_parts", visit };
    const drawn = overlay(dayRows([paused]), [move(paused, to("t2", 900))], FRAME);
    expect(drawn.visits.map((row) => [row.technicianId, row.travel, row.kind])).toEqual([
      ["t1", "paused", "visit"],
      ["t2", "planned", "return"],
    ]);
  });
});

describe("measure()", () => {
  const people: readonly MeasuredTechnician[] = [technician("t1"), technician("t2")];
  const promised = new Map<string, ArrivalWindow>();
  const frame = { day: DAY, zone: ZONE, now: at(420), start: NEAR, promised };
  const measured = (cards: readonly DayCard[], over: Partial<typeof frame> = {}) => {
    const { tickets, visits } = dayRows(cards);
    return measure(tickets, visits, people, { ...frame, ...over });
  };
  const of = (cards: readonly DayCard[], over: Partial<typeof frame> = {}) =>
    measured(cards, over).technicians.get("t1");

  test("[D-05] way and work: from the branch to the first, from each to the next, not home", () => {
    const [near, far] = [card("a", { point: NEAR }), card("b", { point: FAR })];
    const one = of([plannedCard(near, "t1", 600)]);
    expect(one).toMatchObject({ visits: 1, distanceM: 0, travelMinutes: 0, workMinutes: 90 });
    expect(one?.shiftMinutes).toBe(720);
    const two = of([plannedCard(near, "t1", 600), plannedCard(far, "t1", 780)]);
    // 30 km as the crow flies, by a factor of 1.35, at 30 km/h.
    expect(two?.distanceM).toBeGreaterThan(39_000);
    expect(two?.distanceM).toBeLessThan(42_000);
    expect(two?.travelMinutes).toBe(Math.round((two?.distanceM ?? 0) / 500));
  });

  test("[D-05] untimed visits are work without a way; a visit without a point breaks no chain", () => {
    const nowhere = plannedCard(card("n", { point: null }), "t1", 660);
    expect(of([plannedCard(card("u", { point: FAR }), "t1", null)])).toMatchObject({
      visits: 1,
      workMinutes: 90,
      distanceM: 0,
    });
    const around = [plannedCard(card("a"), "t1", 540), nowhere, plannedCard(card("b"), "t1", 800)];
    expect(of(around)).toMatchObject({ distanceM: 0, visits: 3 });
  });

  test("[D-05] overlaps are pairs, back to back is none", () => {
    const cards = [600, 630, 660].map((minute, index) => plannedCard(card(`o${index}`), "t1", minute));
    expect(of(cards)?.overlaps).toBe(3);
    expect(of([plannedCard(card("a"), "t1", 600), plannedCard(card("b"), "t1", 690)])?.overlaps).toBe(0);
  });

  test("[D-05] lateness is chained: what overruns makes the next one late", () => {
    const window = (minute: number) => ({ startsAt: at(minute - 30), endsAt: at(minute + 15) });
    const [first, second] = [plannedCard(card("a"), "t1", 600), plannedCard(card("b"), "t1", 630)];
    const promisedAll = new Map([
      ["a", window(600)],
      ["b", window(630)],
    ]);
    // The second would be reached at 11:30, promised until 10:45.
    expect(of([first, second], { promised: promisedAll })?.late).toBe(1);
    expect(of([first, plannedCard(card("b"), "t1", 690)], { promised: new Map() })?.late).toBe(0);
  });

  test("[L-06] a visit that finishes after the ticket is due counts, other clocks do not", () => {
    const due = (code: "SLA-006" | "SLA-003") => ({ nextDue: { code, dueAt: at(660) } });
    expect(of([plannedCard(card("a", due("SLA-006")), "t1", 600)])?.late).toBe(1);
    expect(of([plannedCard(card("a", due("SLA-003")), "t1", 600)])?.late).toBe(0);
  });

  test("[D-05] nobody drives to what is brought, and a job that waits for an answer keeps nobody", () => {
    const left = plannedCard(card("w", { profile: "workshop", point: FAR }), "t1", 600);
    const brought = { ...left, visit: left.visit && { ...left.visit, kind: "drop_off" as const } };
    expect(of([brought])).toMatchObject({ visits: 1, distanceM: 0, travelMinutes: 0 });

    const promisedB = new Map([["b", { startsAt: at(720), endsAt: at(765) }]]);
    const next = plannedCard(card("b"), "t1", 720);
    const inHand = (status: "repairing" | "awaiting_approval") => {
      const planned = plannedCard(card("a"), "t1", 690);
      const visit = planned.visit && { ...planned.visit, travel: "arrived" as const, arrivedAt: at(690) };
      return { ...planned, status, visit };
    };
    // A job of ninety minutes begun ten minutes ago holds up the next one; one that waits for a word does not.
    const frameThen = { now: at(700), promised: promisedB };
    expect(of([inHand("repairing"), next], frameThen)?.late).toBe(1);
    expect(of([inHand("awaiting_approval"), next], frameThen)?.late).toBe(0);
  });

  test("[D-05] gaps count from a quarter of an hour, without the way between", () => {
    const gap = of([plannedCard(card("a"), "t1", 600), plannedCard(card("b"), "t1", 750)]);
    expect(gap?.idleMinutes).toBe(60);
    const short = of([plannedCard(card("a"), "t1", 600), plannedCard(card("b"), "t1", 704)]);
    expect(short?.idleMinutes).toBe(0);
  });

  test("[F-12] absences shorten the shift, overlapping ones once; a day off has none", () => {
    const away = [
      { from: at(480), until: at(600) },
      { from: at(540), until: at(660) },
    ];
    const { visits } = dayRows([]);
    const off = technician("t2", { shift: { startMinute: 480, endMinute: 1200, weekdays: [1] } });
    const result = measure([], visits, [technician("t1", { absences: away }), off], frame);
    expect(result.technicians.get("t1")?.shiftMinutes).toBe(720 - 180);
    expect(result.technicians.get("t2")?.shiftMinutes).toBe(0);
  });

  test("[D-05] what nobody has, and what of it is due on this day", () => {
    const due = (minute: number) => ({ nextDue: { code: "SLA-001" as const, dueAt: at(minute) } });
    const day = measured([
      card("a"),
      card("b", due(900)),
      card("c", due(3000)),
      plannedCard(card("d"), "t1", 600),
    ]);
    expect([day.waiting, day.waitingDue]).toEqual([3, 1]);
  });

  test("[S-21] compare(): only whom it concerns, with before, after and whether that is better", () => {
    const [near, far] = [card("a", { point: NEAR }), card("b", { point: FAR })];
    const live = measured([plannedCard(far, "t1", 600), near]);
    const draft = measured([plannedCard(near, "t1", 600), far]);
    const result = compare(live, draft);
    expect(result.technicians.map((one) => one.technicianId)).toEqual(["t1"]);
    expect(result.total.distanceM).toMatchObject({ after: 0, trend: "better" });
    expect(result.total.waiting).toEqual({ before: 1, after: 1, trend: "same" });
    expect(result.technicians[0]?.metrics.workMinutes.trend).toBe("same");
    expect(compare(draft, live).total.distanceM.trend).toBe("worse");
    const more = compare(measured([]), measured([plannedCard(near, "t1", 600)]));
    expect(more.total.workMinutes.trend).toBe("changed");
  });
});

describe("judgeMoves()", () => {
  const facts = (ticket: DayCard, target: PlanTarget, live: readonly DayCard[]): MoveFacts => ({
    move: { ticketId: ticket.ticketId, seenVersion: ticket.version, ...target },
    ticket: factsOf(ticket),
    technician: target.technicianId === null ? null : technician(target.technicianId),
    visits: live.flatMap((one) =>
      one.visit?.technicianId === target.technicianId &&
      one.visit.startsAt !== null &&
      one.visit.endsAt !== null
        ? [{ number: one.number, startsAt: one.visit.startsAt, endsAt: one.visit.endsAt }]
        : [],
    ),
  });
  const judge = (moves: readonly MoveFacts[]) =>
    judgeMoves({ moves, branch: BRANCH, actor: DISPATCHER, now: at(540) });
  const codes = (moves: readonly MoveFacts[]) =>
    judge(moves).map((verdict) =>
      verdict.kind === "blocked" ? verdict.blockers.map((one) => one.code) : verdict.kind,
    );
  const one = plannedCard(card("a"), "t1", 600);
  const two = plannedCard(card("b"), "t1", 720);
  const day = [one, two];

  test("[T-33] two visits that swap are in nobody's way, on one lane or on two", () => {
    expect(codes([facts(one, to("t1", 720), day), facts(two, to("t1", 600), day)])).toEqual([
      "place",
      "place",
    ]);
    const other = plannedCard(card("c"), "t2", 600);
    const both = [one, other];
    expect(codes([facts(one, to("t2", 600), both), facts(other, to("t1", 600), both)])).toEqual([
      "place",
      "place",
    ]);
  });

  test("[T-33] alone each of them is in the way; two that want one hour are in each other's", () => {
    expect(codes([facts(one, to("t1", 720), day)])).toEqual([["overlap"]]);
    const [x, y] = [card("x"), card("y")];
    expect(codes([facts(x, to("t2", 600), day), facts(y, to("t2", 660), day)])).toEqual([
      ["overlap"],
      ["overlap"],
    ]);
  });

  test("[T-33] a visit that leaves for the queue makes room", () => {
    expect(codes([facts(two, to(null), day), facts(one, to("t1", 720), day)])).toEqual(["unassign", "place"]);
  });

  test("[T-33] changed since, closed and unfit come together; what is there already is no conflict", () => {
    const stale = { ...facts(one, to("t2", 900), day), technician: technician("t2", { skills: [] }) };
    const changed = { ...stale, move: { ...stale.move, seenVersion: 2 } };
    expect(codes([changed])).toEqual([["changedMeanwhile", "skillMissing"]]);
    const done = { ...one, status: "completed" as const };
    expect(codes([facts(done, to("t2", 900), day)])[0]).toContain("statusForbids");
    const there = facts(one, to("t1", 600), day);
    expect(codes([{ ...there, move: { ...there.move, seenVersion: 1 } }])).toEqual(["there"]);
  });
});
