/** Who is proposed for a ticket and why, and what is proposed when somebody will be late: readable cases. */
import { describe, expect, test } from "vitest";
import { promisesAtRisk, type VisitPromises } from "../../shared/forecast/atRisk";
import { forecastDay } from "../../shared/forecast/dayForecast";
import { findRemedies, type RemedySearch, type TechnicianDay } from "../../shared/forecast/remedies";
import { type RankingRequest, rankCandidates, shortReasons } from "../../shared/technicians/rankCandidates";
import { defaultWindow } from "../../shared/tickets/visits";
import { at, CENTRE, dayOf, kmNorth, visitOf } from "../support/forecastDays";

const nothing: VisitPromises = { window: null, nextDue: null };
const near = dayOf({ technicianId: "near", position: { point: kmNorth(2), at: at(9) } });
const far = dayOf({ technicianId: "far", position: { point: kmNorth(20), at: at(9) } });
const unskilled = dayOf({ technicianId: "unskilled", position: { point: CENTRE, at: at(9) } });
const FAHD = { ar: "فهد", en: "Fahd" };

const request: RankingRequest = {
  ticket: {
    key: "new",
    number: "TK-NEW",
    point: CENTRE,
    skills: ["cooling"],
    minutes: 60,
    withoutTrip: false,
    holderId: null,
  },
  startsAt: null,
  days: [unskilled, far, near],
  verdictOf: (id) =>
    id === "unskilled"
      ? { ok: false, blockers: [{ code: "skillMissing", technician: FAHD, skills: ["cooling"] }] }
      : { ok: true },
  promisesOf: () => nothing,
};
const ranked = (over: Partial<RankingRequest> = {}) => rankCandidates({ ...request, ...over });

describe("[D-11] rankCandidates()", () => {
  test("the nearest who can first, two reasons each, those who cannot with what is in the way", () => {
    expect(ranked().map((one) => one.technicianId)).toEqual(["near", "far", "unskilled"]);
    expect(ranked().map(shortReasons)).toEqual([
      [
        { code: "near", minutes: 5 },
        { code: "skilled", skills: ["cooling"] },
      ],
      [
        { code: "skilled", skills: ["cooling"] },
        { code: "far", minutes: 54 },
      ],
      [{ code: "skillMissing", technician: FAHD, skills: ["cooling"] }],
    ]);
    // Nearness of somebody who cannot come is still true, his skill is not claimed.
    expect(ranked()[2]?.inFavour.map((one) => one.code)).toEqual(["near", "freeNow", "load"]);
  });

  test("at a time, what comes before and after on his day counts", () => {
    const next = visitOf({ key: "b", startsAt: at(11, 5), endsAt: at(12), point: kmNorth(20) });
    const busy = { ...near, visits: [next] };
    const [first, second] = ranked({ days: [busy, { ...far, technicianId: "other" }], startsAt: at(10) });
    expect(first).toMatchObject({ technicianId: "other", arrivesAt: at(10), travelMinutes: 54 });
    // From ten to eleven here, then 54 minutes of road: 34 minutes over the tolerance of a quarter.
    expect(second?.against).toContainEqual({ code: "makesLate", number: "TK-B", minutes: 34 });
  });

  test("somebody at work is free later, the holder is said to be one", () => {
    const job = visitOf({ key: "a", travel: "arrived", arrivedAt: at(9), startsAt: at(9), endsAt: at(10) });
    const [one] = ranked({
      days: [{ ...near, visits: [job] }],
      ticket: { ...request.ticket, holderId: "near" },
    });
    expect(one?.against).toContainEqual({ code: "freeFrom", at: at(10) });
    expect(one?.inFavour[0]).toEqual({ code: "holder" });
  });
});

describe("[D-11] findRemedies()", () => {
  const overrun = visitOf({
    key: "a",
    travel: "arrived",
    arrivedAt: at(9),
    startsAt: at(9),
    endsAt: at(10, 50),
  });
  const next = visitOf({ key: "b", startsAt: at(10), endsAt: at(11), point: CENTRE });
  const late = dayOf({ technicianId: "late", visits: [overrun, next] });
  const promisesOf = (key: string): VisitPromises => ({
    window: key === "b" ? defaultWindow(at(10)) : null,
    nextDue: null,
  });
  const remedies = (days: readonly TechnicianDay[], over: Partial<RemedySearch> = {}) => {
    const [atRisk] = promisesAtRisk(late, forecastDay(late), promisesOf);
    if (!atRisk) throw new Error("the second visit is late");
    return findRemedies({
      atRisk,
      day: late,
      days,
      promisesOf,
      judge: () => ({ ok: true }),
      canCall: true,
      ...over,
    });
  };

  test("somebody near who is free at that time, then another time, then a call", () => {
    expect(remedies([late, far, near])).toEqual([
      { kind: "move", technicianId: "near", startsAt: null, arrivesAt: at(10), travelMinutes: 5 },
      { kind: "move", technicianId: "far", startsAt: null, arrivesAt: at(10), travelMinutes: 54 },
      { kind: "later", technicianId: "late", startsAt: at(11), withinWindow: true },
      { kind: "call" },
    ]);
  });

  test("when all are busy, two visits exchange their technicians if that helps both", () => {
    const other = visitOf({ key: "o", startsAt: at(11, 30), endsAt: at(12, 30), point: CENTRE });
    const helper = { ...near, visits: [visitOf({ key: "w", startsAt: at(9, 0), endsAt: at(9, 45) }), other] };
    const judge: RemedySearch["judge"] = (_key, technicianId, _startsAt, without) => ({
      ok: technicianId === "late" || without === "o",
    });
    expect(remedies([late, helper], { judge })[0]).toEqual({
      kind: "swap",
      technicianId: "near",
      withKey: "o",
      withNumber: "TK-O",
      arrivesAt: at(10),
    });
  });

  test("where the rules allow nothing, only the call is left; where nobody can be called, nothing", () => {
    const judge = () => ({ ok: false });
    expect(remedies([late, near], { judge })).toEqual([{ kind: "call" }]);
    expect(remedies([late, near], { judge, canCall: false })).toEqual([]);
  });
});
