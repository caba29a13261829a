/** The chain of one technician's day and the promises it breaks, case by case. */
import { describe, expect, test } from "vitest";
import { promisesAtRisk, type VisitPromises } from "../../shared/forecast/atRisk";
import { forecastDay } from "../../shared/forecast/dayForecast";
import { MINUTE_MS } from "../../shared/time/zones";
import { at, CENTRE, dayOf, kmNorth, visitOf } from "../support/forecastDays";

const nothing: VisitPromises = { window: null, nextDue: null };
const chain = (over: Parameters<typeof dayOf>[0]) => forecastDay(dayOf(over));
const risks = (over: Parameters<typeof dayOf>[0], promises: Partial<VisitPromises> = {}) => {
  const day = dayOf(over);
  return promisesAtRisk(day, forecastDay(day), () => ({ ...nothing, ...promises }));
};

describe("[M-04] forecastDay()", () => {
  test("a day that runs to plan is forecast as planned: he leaves in time, not sooner", () => {
    const [first, second] = chain({
      visits: [
        visitOf({ key: "a", startsAt: at(10), endsAt: at(11) }),
        visitOf({ key: "b", startsAt: at(12), endsAt: at(13), point: kmNorth(10) }),
      ],
    });
    expect(first).toMatchObject({
      key: "a",
      arrivesAt: at(10),
      endsAt: at(11),
      lateMs: 0,
      basis: "position",
    });
    // Ten kilometres are 27 minutes.
    expect(second).toMatchObject({
      arrivesAt: at(12),
      leavesAt: at(11, 33),
      travelMinutes: 27,
      basis: "place",
    });
  });

  test("a job in hand that is over its plan pushes everything behind it", () => {
    const [job, next] = chain({
      now: at(11, 20),
      visits: [
        visitOf({ key: "a", travel: "arrived", arrivedAt: at(10), startsAt: at(10), endsAt: at(11) }),
        visitOf({ key: "b", startsAt: at(11, 30), endsAt: at(12, 30), point: kmNorth(10) }),
      ],
    });
    // A fifth of an hour is more than ten minutes: it goes on until 11:32.
    expect(job).toMatchObject({ basis: "present", arrivesAt: at(10), endsAt: at(11, 32) });
    expect(next).toMatchObject({ arrivesAt: at(11, 59), endsAt: at(12, 59), lateMs: 29 * MINUTE_MS });
  });

  test("a job that began late keeps its length; one that ended early gives the time back", () => {
    const [job] = chain({
      now: at(10, 40),
      visits: [
        visitOf({ key: "a", travel: "arrived", arrivedAt: at(10, 30), startsAt: at(10), endsAt: at(11) }),
      ],
    });
    expect(job?.endsAt).toBe(at(11, 30));
    const [next] = chain({
      now: at(10, 25),
      position: null,
      visits: [
        visitOf({ key: "a", travel: "done", arrivedAt: at(10), finishedAt: at(10, 20), point: kmNorth(10) }),
        visitOf({ key: "b", startsAt: at(10, 30), endsAt: at(11, 30) }),
      ],
    });
    // From the place he finished at, leaving now.
    expect(next).toMatchObject({ leavesAt: at(10, 25), arrivesAt: at(10, 52) });
  });

  test("a trip under way is reckoned from the newest fix, and never ends before now", () => {
    const trip = visitOf({ key: "a", travel: "en_route", departedAt: at(9, 40), point: kmNorth(10) });
    const on = (position: Parameters<typeof dayOf>[0]) =>
      chain({ now: at(10), visits: [trip], ...position })[0];
    expect(on({ position: { point: CENTRE, at: at(9, 50) } })?.arrivesAt).toBe(at(10, 17));
    // A fix from before he left says where he set off, not that he has been driving since.
    expect(on({ position: { point: CENTRE, at: at(8) } })?.arrivesAt).toBe(at(10, 7));
    expect(on({ position: { point: kmNorth(9), at: at(9, 45) } })?.arrivesAt).toBe(at(10));
    expect(on({ position: null })).toMatchObject({
      basis: "unknown",
      arrivesAt: at(10),
      travelMinutes: null,
    });
  });

  test("a job that waits for an answer holds nobody who has gone on", () => {
    const waiting = visitOf({
      key: "a",
      travel: "arrived",
      waits: true,
      arrivedAt: at(9),
      startsAt: at(9),
      endsAt: at(12),
    });
    const [, next] = chain({
      now: at(10),
      visits: [waiting, visitOf({ key: "b", startsAt: at(10), endsAt: at(11) })],
    });
    expect(next?.arrivesAt).toBe(at(10, 1));
  });

  test("absences are stepped over by road and by work", () => {
    const absences = [{ from: at(10, 30), until: at(13) }];
    const [visit] = chain({ absences, visits: [visitOf({ key: "a", startsAt: at(10), endsAt: at(11) })] });
    expect(visit).toMatchObject({ arrivesAt: at(13), endsAt: at(14) });
  });

  test("without any place only plan and clock speak; what nobody drives to has no way", () => {
    const [visit] = chain({ position: null, visits: [visitOf({ key: "a" })] });
    expect(visit).toMatchObject({ basis: "unknown", arrivesAt: at(10), travelMinutes: null });
    const [late] = chain({ position: null, now: at(10, 40), visits: [visitOf({ key: "a" })] });
    expect(late).toMatchObject({ arrivesAt: at(10, 40), lateMs: 40 * MINUTE_MS });
    const [bench] = chain({ visits: [visitOf({ key: "a", withoutTrip: true, point: kmNorth(50) })] });
    expect(bench).toMatchObject({ arrivesAt: at(10), travelMinutes: null });
  });

  test("what is over or called off is not forecast", () => {
    const over = (["paused", "done", "failed", "called_off"] as const).map((travel) =>
      visitOf({ key: travel, travel }),
    );
    expect(chain({ visits: over })).toEqual([]);
  });
});

describe("[L-04] promisesAtRisk()", () => {
  const late = { now: at(10, 40), visits: [visitOf({ key: "a", point: kmNorth(10) })] };

  test("a quiet day has none", () => {
    expect(risks({ visits: [visitOf({ key: "a" })] })).toEqual([]);
  });

  test("the window, the start and the service promise, the heaviest first", () => {
    // Arrives 11:07 for 10:00.
    const [risk] = risks(late, {
      window: { startsAt: at(9, 30), endsAt: at(11) },
      nextDue: { code: "SLA-003", dueAt: at(10, 30) },
    });
    expect(risk?.broken).toBe(true);
    expect(risk?.promises.map(({ kind, code, overMs }) => [kind, code, overMs / MINUTE_MS])).toEqual([
      ["window", null, 7],
      ["sla", "SLA-003", 10],
      ["start", null, 52],
    ]);
  });

  test("close to the end of a window is tight, not broken; what is broken goes first", () => {
    const window = { startsAt: at(9, 30), endsAt: at(11, 10) };
    const tight = risks(
      { ...late, visits: [visitOf({ key: "a", point: kmNorth(10), startsAt: at(11), endsAt: at(12) })] },
      { window },
    );
    expect(tight).toMatchObject([{ broken: false, promises: [{ kind: "window", overMs: -3 * MINUTE_MS }] }]);
    expect(risks(late, { window })[0]?.promises.map((one) => one.kind)).toEqual(["start", "window"]);
  });

  test("other service promises than those of the road and the work are not the day's", () => {
    expect(
      risks({ visits: [visitOf({ key: "a" })] }, { nextDue: { code: "SLA-002", dueAt: at(7) } }),
    ).toEqual([]);
  });

  test("work beyond the shift, and somebody off duty within the hour", () => {
    const evening = visitOf({ key: "a", startsAt: at(16, 30), endsAt: at(17, 30) });
    expect(risks({ visits: [evening] })).toMatchObject([
      { promises: [{ kind: "shift", overMs: 30 * MINUTE_MS }] },
    ]);
    const soon = { onDuty: false, visits: [visitOf({ key: "a" })] };
    expect(risks({ ...soon, now: at(9, 5) })).toMatchObject([{ promises: [{ kind: "off_duty" }] }]);
    expect(risks({ ...soon, now: at(8) })).toEqual([]);
  });

  test("somebody who is there breaks no arrival", () => {
    const there = visitOf({ key: "a", travel: "arrived", arrivedAt: at(11), endsAt: at(11) });
    expect(
      risks({ now: at(11, 5), visits: [there] }, { window: { startsAt: at(9), endsAt: at(10) } }),
    ).toEqual([]);
  });
});
