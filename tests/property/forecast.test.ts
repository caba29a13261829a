/**
 * Forecasts, remedies and rankings over generated days: nobody is faster than the road, nothing overlaps, and what is
 * offered is accepted by the rule the server decides with.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { promisesAtRisk, START_TOLERANCE_MS, type VisitPromises } from "../../shared/forecast/atRisk";
import { forecastDay, type ForecastVisit } from "../../shared/forecast/dayForecast";
import { findRemedies, type TechnicianDay } from "../../shared/forecast/remedies";
import { etaMinutes } from "../../shared/geo/eta";
import { rankCandidates, shortReasons } from "../../shared/technicians/rankCandidates";
import type { TechnicianFacts } from "../../shared/tickets/facts";
import { planPlacement } from "../../shared/tickets/placement";
import { defaultWindow } from "../../shared/tickets/visits";
import { MINUTE_MS } from "../../shared/time/zones";
import { at, dayOf, ZONE, visitOf } from "../support/forecastDays";
import { ticketFacts } from "../support/ticketFacts";

const SEED = 20261129;
const point = fc.record({
  lat: fc.double({ min: 24.5, max: 24.9, noNaN: true }),
  lng: fc.double({ min: 46.5, max: 46.9, noNaN: true }),
});
const minute = (from: number, until: number) =>
  fc.integer({ min: from / 5, max: until / 5 }).map((five) => five * 5);

/** A day of visits that were planned without overlaps, seen at some moment of it. */
const visits = fc
  .array(
    fc.record({
      gap: minute(0, 60),
      length: minute(20, 90),
      point: fc.option(point, { nil: null, freq: 9 }),
      travel: fc.constantFrom("planned", "planned", "planned", "done", "called_off" as const),
    }),
    { maxLength: 6 },
  )
  .map((drawn) => {
    let from = at(8, 30);
    return drawn.map(
      ({ gap, length, point: place, travel }, index): Omit<ForecastVisit, "key" | "number"> => {
        const startsAt = from + gap * MINUTE_MS;
        const endsAt = startsAt + length * MINUTE_MS;
        from = endsAt;
        const over = travel === "done";
        return {
          ...visitOf({ key: "x" }),
          point: place,
          startsAt,
          endsAt,
          travel: index === 0 && travel === "planned" ? "arrived" : travel,
          arrivedAt: over || index === 0 ? startsAt : null,
          finishedAt: over ? endsAt : null,
        };
      },
    );
  });

const dayArbitrary = fc.record({
  position: fc.option(point, { nil: null }),
  onDuty: fc.boolean(),
  visits,
  absence: fc.option(fc.record({ from: minute(540, 900), length: minute(30, 120) }), { nil: null, freq: 3 }),
});

const world = fc
  .record({ now: minute(540, 840), days: fc.array(dayArbitrary, { minLength: 2, maxLength: 5 }) })
  .map(({ now, days }) => ({
    now: at(0, now),
    days: days.map((drawn, index): TechnicianDay => {
      const technicianId = `t${index}`;
      return dayOf({
        technicianId,
        now: at(0, now),
        position: drawn.position && { point: drawn.position, at: at(0, now - 5) },
        absences: drawn.absence
          ? [{ from: at(0, drawn.absence.from), until: at(0, drawn.absence.from + drawn.absence.length) }]
          : [],
        visits: drawn.visits.map((one, v) => ({
          ...one,
          key: `${technicianId}v${v}`,
          number: `TK-${index}${v}`,
        })),
      });
    }),
  }));

const promisesFrom =
  (days: readonly TechnicianDay[]) =>
  (key: string): VisitPromises => {
    const visit = days.flatMap((day) => day.visits).find((one) => one.key === key);
    return { window: visit ? defaultWindow(visit.startsAt) : null, nextDue: null };
  };

function technicianOf(day: TechnicianDay): TechnicianFacts {
  return {
    technicianId: day.technicianId,
    name: { ar: day.technicianId, en: day.technicianId },
    branchId: "b",
    active: true,
    onDuty: day.onDuty,
    skills: ["cooling"],
    shift: { startMinute: 480, endMinute: 1020, weekdays: [0, 1, 2, 3, 4] },
    areas: [],
    absences: day.absences,
  };
}

/** The server's rule over these days. */
function judgeIn(days: readonly TechnicianDay[], now: number) {
  return (key: string, technicianId: string, startsAt: number | null, without?: string) => {
    const holder = days.find((day) => day.visits.some((one) => one.key === key));
    const visit = holder?.visits.find((one) => one.key === key);
    const day = days.find((one) => one.technicianId === technicianId);
    if (!holder || !visit || !day) throw new Error("the world knows its visits");
    return planPlacement({
      ticket: ticketFacts({
        number: visit.number,
        status: "scheduled",
        technicianId: holder.technicianId,
        startsAt: visit.startsAt,
        endsAt: visit.endsAt,
        travel: "planned",
        policy: { ...ticketFacts().policy, visitMinutes: (visit.endsAt - visit.startsAt) / MINUTE_MS },
      }),
      technician: technicianOf(day),
      visits: day.visits.filter(
        (one) => one.key !== without && (one.travel === "planned" || one.travel === "arrived"),
      ),
      branch: { branchId: "b", name: { ar: "ر", en: "R" }, zone: ZONE },
      actor: { role: "dispatcher", technicianId: null },
      startsAt,
      expectedVersion: 1,
      now,
    });
  };
}

describe("[M-04] a forecast", () => {
  test("is never earlier than the road from the last place, the plan or the clock allow", () => {
    fc.assert(
      fc.property(world, ({ now, days }) => {
        for (const day of days) {
          const chain = forecastDay(day);
          let before: (typeof chain)[number] | undefined;
          for (const forecast of chain) {
            const visit = day.visits.find((one) => one.key === forecast.key);
            expect(visit).toBeDefined();
            expect(forecast.endsAt).toBeGreaterThanOrEqual(forecast.arrivesAt);
            if (forecast.basis !== "present") {
              expect(forecast.arrivesAt).toBeGreaterThanOrEqual(Math.max(now, visit?.startsAt ?? 0));
              const { from } = forecast;
              const way = from && visit?.point ? (etaMinutes(from, visit.point) ?? 0) : 0;
              expect(forecast.arrivesAt).toBeGreaterThanOrEqual(now + way * MINUTE_MS);
              if (before) expect(forecast.arrivesAt).toBeGreaterThanOrEqual(before.endsAt + way * MINUTE_MS);
              for (const away of day.absences)
                expect(away.from < forecast.endsAt && forecast.arrivesAt < away.until).toBe(false);
            }
            before = forecast;
          }
          expect(chain.map((one) => one.key).toSorted()).toEqual(
            day.visits
              .filter((one) => one.travel === "planned" || one.travel === "arrived")
              .map((one) => one.key)
              .toSorted(),
          );
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  test("later by the clock is never earlier for a visit that is still to come", () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 90 }), ({ days }, later) => {
        for (const day of days) {
          const soon = new Map(forecastDay(day).map((one) => [one.key, one.arrivesAt]));
          for (const { key, arrivesAt } of forecastDay({ ...day, now: day.now + later * MINUTE_MS }))
            expect(arrivesAt).toBeGreaterThanOrEqual(soon.get(key) ?? 0);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

describe("[D-11] remedies", () => {
  test("every drop that is offered is accepted by planPlacement, keeps the promise and harms nobody", () => {
    let offered = 0;
    fc.assert(
      fc.property(world, ({ now, days }) => {
        const promisesOf = promisesFrom(days);
        const judge = judgeIn(days, now);
        for (const day of days) {
          for (const atRisk of promisesAtRisk(day, forecastDay(day), promisesOf)) {
            const { key } = atRisk.forecast;
            const remedies = findRemedies({ atRisk, day, days, promisesOf, judge, canCall: true });
            expect(remedies.at(-1)).toEqual({ kind: "call" });
            for (const remedy of remedies) {
              if (remedy.kind === "call") continue;
              offered += 1;
              const { technicianId } = remedy;
              const startsAt = remedy.kind === "swap" ? null : remedy.startsAt;
              const partner = remedy.kind === "swap" ? remedy.withKey : undefined;
              expect(judge(key, technicianId, startsAt, partner).ok).toBe(true);
              if (partner !== undefined) expect(judge(partner, day.technicianId, null, key).ok).toBe(true);
              const after = days.map((one): TechnicianDay => {
                const moved = day.visits.find((visit) => visit.key === key);
                const back = days.flatMap((d) => d.visits).find((visit) => visit.key === partner);
                const kept = one.visits.filter((visit) => visit.key !== key && visit.key !== partner);
                if (!moved) throw new Error("the visit is there");
                const length = moved.endsAt - moved.startsAt;
                const there = startsAt === null ? moved : { ...moved, startsAt, endsAt: startsAt + length };
                const added = one.technicianId === technicianId ? [there] : [];
                const returned = back && one.technicianId === day.technicianId ? [back] : [];
                return { ...one, visits: [...kept, ...added, ...returned] };
              });
              const target = after.find((one) => one.technicianId === technicianId);
              const own = target && forecastDay(target).find((one) => one.key === key);
              expect(own?.lateMs).toBeLessThanOrEqual(START_TOLERANCE_MS);
              const broken = (all: readonly TechnicianDay[]) =>
                all.flatMap((one) =>
                  promisesAtRisk(one, forecastDay(one), promisesOf)
                    .filter((risk) => risk.broken && risk.forecast.key !== key)
                    .map((risk) => risk.forecast.key),
                );
              const known = new Set(broken(days));
              expect(broken(after).filter((one) => !known.has(one))).toEqual([]);
            }
          }
        }
      }),
      { seed: SEED, numRuns: 100 },
    );
    // The worlds are not so kind that nothing is ever offered.
    expect(offered).toBeGreaterThan(100);
  }, 30_000);
});

describe("[D-11] rankCandidates()", () => {
  test("those who fit first, each said once, reasons agree with the verdict", () => {
    fc.assert(
      fc.property(world, point, fc.option(minute(540, 900), { nil: null }), ({ days, now }, place, start) => {
        const startsAt = start === null ? null : at(0, start);
        const verdicts = new Map(
          days.map((day) => [
            day.technicianId,
            planPlacement({
              ticket: ticketFacts({ number: "TK-NEW" }),
              technician: technicianOf(day),
              visits: day.visits.filter((one) => one.travel === "planned" || one.travel === "arrived"),
              branch: { branchId: "b", name: { ar: "ر", en: "R" }, zone: ZONE },
              actor: { role: "dispatcher", technicianId: null },
              startsAt,
              expectedVersion: 1,
              now,
            }),
          ]),
        );
        const ranked = rankCandidates({
          ticket: {
            key: "new",
            number: "TK-NEW",
            point: place,
            skills: ["cooling"],
            minutes: 90,
            withoutTrip: false,
            holderId: null,
          },
          startsAt,
          days,
          verdictOf: (id) => verdicts.get(id) ?? { ok: false, blockers: [] },
          promisesOf: promisesFrom(days),
        });
        expect(ranked.map((one) => one.technicianId).toSorted()).toEqual(days.map((d) => d.technicianId));
        const fits = ranked.map((one) => one.fits);
        expect(fits).toEqual([...fits].sort((a, b) => Number(b) - Number(a)));
        for (const one of ranked) {
          const verdict = verdicts.get(one.technicianId);
          expect(one.fits).toBe(verdict?.ok);
          if (verdict && !verdict.ok) {
            expect(one.against).toEqual(expect.arrayContaining([...verdict.blockers]));
            expect(shortReasons(one)[0]).toEqual(verdict.blockers[0]);
          }
          expect(shortReasons(one).length).toBeLessThanOrEqual(2);
          expect(one.inFavour.length + one.against.length).toBeGreaterThan(0);
        }
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
