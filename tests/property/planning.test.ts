/**
 * Drafts at random with fixed seeds: what is applied is what was drawn, swaps never block, and measures move the way
 * they must.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeMoves } from "../../shared/planning/judgeMoves";
import { measure } from "../../shared/planning/measure";
import { isThere, type PlanTarget } from "../../shared/planning/moves";
import { overlay } from "../../shared/planning/overlay";
import { placedCard, placedFacts, unassignedCard } from "../../shared/planning/placedCard";
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

const RUNS = { numRuns: 300, seed: 20_261_122 };
const PEOPLE = ["t1", "t2", "t3"];
const minute = fc.integer({ min: 0, max: 44 }).map((quarter) => 480 + 15 * quarter);
const person = fc.constantFrom(...PEOPLE);

/** Tickets waiting, untimed or planned, anywhere in the city. */
const day = fc
  .array(
    fc.record({
      where: fc.record({
        lat: fc.double({ min: 24.5, max: 25, noNaN: true }),
        lng: fc.double({ min: 46.5, max: 47, noNaN: true }),
      }),
      who: fc.option(person),
      when: fc.option(minute),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((wishes) =>
    wishes.map(({ where, who, when }, index) => {
      const ticket = card(`k${index}`, { point: where });
      return who === null ? ticket : plannedCard(ticket, who, when);
    }),
  );
const target: fc.Arbitrary<PlanTarget> = fc.oneof(
  fc.record({ technicianId: person, startsAt: minute.map(at) }),
  fc.record({ technicianId: person, startsAt: fc.constant(null) }),
  fc.constant({ technicianId: null, startsAt: null }),
);
const draft = day.chain((cards) =>
  fc.tuple(
    fc.constant(cards),
    fc.array(fc.tuple(fc.nat(cards.length - 1), target), { maxLength: 6 }).map((wishes) =>
      [...new Map(wishes)].flatMap(([index, wish]) => {
        const ticket = cards[index];
        return ticket ? [move(ticket, wish)] : [];
      }),
    ),
  ),
);

const placeOf = ({ visit }: DayCard) => [visit?.technicianId ?? null, visit?.startsAt ?? null];
const visitFacts = (cards: readonly DayCard[], technicianId: string | null) =>
  cards.flatMap(({ number, visit }) =>
    visit?.technicianId === technicianId && visit.startsAt !== null && visit.endsAt !== null
      ? [{ number, startsAt: visit.startsAt, endsAt: visit.endsAt }]
      : [],
  );
const judged = (cards: readonly DayCard[], moves: readonly ReturnType<typeof move>[]) =>
  judgeMoves({
    moves: moves.map((one) => ({
      move: one,
      ticket: factsOf(one.ticket),
      technician: one.technicianId === null ? null : technician(one.technicianId),
      visits: visitFacts(cards, one.technicianId),
    })),
    branch: BRANCH,
    actor: DISPATCHER,
    now: at(0),
  });
const overlapping = (cards: readonly DayCard[]) =>
  PEOPLE.some((id) => {
    const own = visitFacts(cards, id).toSorted((a, b) => a.startsAt - b.startsAt);
    return own.some((one, index) => index > 0 && (own[index - 1]?.endsAt ?? 0) > one.startsAt);
  });

describe("drafts", () => {
  test("[S-21] no moves: identity; and every row of the live day is there under any draft", () => {
    fc.assert(
      fc.property(draft, ([cards, moves]) => {
        const rows = dayRows(cards);
        expect(overlay(rows, [], FRAME).visits).toBe(rows.visits);
        const drawn = overlay(rows, moves, FRAME);
        expect(drawn.tickets.map((one) => one.ticketId)).toEqual(cards.map((one) => one.ticketId));
        for (const ticket of drawn.tickets)
          expect(drawn.visits.filter((visit) => visit.ticket.ticketId === ticket.ticketId)).toHaveLength(
            ticket.visit === null ? 0 : 1,
          );
      }),
      RUNS,
    );
  });

  test("[S-21] applying is the overlay of live: each allowed move by itself leads to what was drawn", () => {
    fc.assert(
      fc.property(draft, ([cards, moves]) => {
        const verdicts = judged(cards, moves);
        const drawn = overlay(dayRows(cards), moves, FRAME);
        const applied = cards.map((ticket) => {
          const index = moves.findIndex((one) => one.ticketId === ticket.ticketId);
          const [wish, verdict] = [moves[index], verdicts[index]];
          if (!wish || verdict?.kind === "there" || verdict?.kind === "blocked") return ticket;
          if (verdict?.kind !== "place") return unassignedCard(ticket, wish.author);
          const { technicianId, startsAt } = verdict.plan;
          return placedCard(ticket, { technicianId, startsAt }, wish.author, "pending");
        });
        if (verdicts.every((verdict) => verdict.kind !== "blocked"))
          expect(drawn.tickets.map(placeOf)).toEqual(applied.map(placeOf));
      }),
      RUNS,
    );
  });

  test("[T-33] a draft without blockers leaves no overlap that was not there, and one with only overlaps has one", () => {
    fc.assert(
      fc.property(draft, ([cards, moves]) => {
        fc.pre(!overlapping(cards));
        const verdicts = judged(cards, moves);
        const { tickets } = overlay(dayRows(cards), moves, FRAME);
        const blocked = verdicts.flatMap((verdict) => (verdict.kind === "blocked" ? verdict.blockers : []));
        if (blocked.length === 0) expect(overlapping(tickets)).toBe(false);
        if (blocked.length > 0 && blocked.every(({ code }) => code === "overlap"))
          expect(overlapping(tickets)).toBe(true);
      }),
      RUNS,
    );
  });

  test("[T-33] any two timed visits of a day without overlaps can swap", () => {
    fc.assert(
      fc.property(day, ([...cards]) => {
        const timed = cards.filter(({ visit }) => visit?.startsAt != null);
        const [one, two] = timed;
        fc.pre(one !== undefined && two !== undefined && !overlapping(cards));
        const placeFor = ({ visit }: DayCard): PlanTarget => ({
          technicianId: visit?.technicianId ?? null,
          startsAt: visit?.startsAt ?? null,
        });
        const verdicts = judged(cards, [move(one, placeFor(two)), move(two, placeFor(one))]);
        for (const verdict of verdicts)
          if (verdict.kind === "blocked")
            expect(verdict.blockers.map(({ code }) => code)).not.toContain("overlap");
      }),
      RUNS,
    );
  });

  test("[D-05] one visit more is never less work, way or lateness; the place already there changes nothing", () => {
    fc.assert(
      fc.property(day, ([...cards]) => {
        const frame = {
          day: DAY,
          zone: ZONE,
          now: at(0),
          start: { lat: 24.7, lng: 46.7 },
          promised: new Map(),
        };
        const sum = (some: readonly DayCard[]) => {
          const { tickets, visits } = dayRows(some);
          const { technicians } = measure(
            tickets,
            visits,
            PEOPLE.map((id) => technician(id)),
            frame,
          );
          return [...technicians.values()].reduce(
            (total, one) => ({
              work: total.work + one.workMinutes,
              way: total.way + one.distanceM,
              overlaps: total.overlaps + one.overlaps,
            }),
            { work: 0, way: 0, overlaps: 0 },
          );
        };
        const all = sum(cards);
        const fewer = sum(cards.slice(0, -1));
        expect(all.work).toBeGreaterThanOrEqual(fewer.work);
        // The way over one place more is no shorter (triangle inequality), up to rounding per technician.
        expect(all.way).toBeGreaterThanOrEqual(fewer.way - 3);
        expect(all.overlaps).toBeGreaterThanOrEqual(fewer.overlaps);
        const still = cards.map((ticket) =>
          move(ticket, {
            technicianId: ticket.visit?.technicianId ?? null,
            startsAt: ticket.visit?.startsAt ?? null,
          }),
        );
        for (const one of still) expect(isThere(placedFacts(one.ticket), one)).toBe(true);
        expect(overlay(dayRows(cards), still, FRAME).moved.size).toBe(0);
      }),
      RUNS,
    );
  });
});
