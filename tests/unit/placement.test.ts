/** The drop rule as a pure function: each blocker by itself, edges of time, and what a drop stands for. */
import { describe, expect, test } from "vitest";
import type { Blocker } from "../../shared/tickets/blockers";
import type { TechnicianFacts, TicketFacts, VisitFacts } from "../../shared/tickets/facts";
import {
  isVisitLength,
  placedKind,
  placedStart,
  placementActions,
  planPlacement,
  type PlacementRequest,
  unassignBlockers,
} from "../../shared/tickets/placement";
import { shiftSpan } from "../../shared/technicians/shift";
import { PAST_TOLERANCE_MS } from "../../shared/tickets/technicianFit";
import { STATUSES } from "../../shared/tickets/statuses";
import { edgeFrom } from "../../shared/core/lifecycle";
import { TRANSITIONS } from "../../shared/tickets/transitions";
import { isTrip, VISIT_KINDS } from "../../shared/tickets/visits";
import { instantAt, MINUTE_MS } from "../../shared/time/zones";
import { ticketFacts } from "../support/ticketFacts";

const ZONE = "Asia/Riyadh";
// A Sunday.
const DAY = "2026-11-22";
const at = (minute: number, day = DAY) => instantAt(day, minute, ZONE);
const FAHD = { ar: "فهد", en: "Fahd" };

const ticket = ticketFacts({
  branchId: "riyadh",
  lastChange: { action: "create", by: { ar: "سارة", en: "Sara" }, at: at(60) },
});
const technician: TechnicianFacts = {
  technicianId: "t1",
  name: FAHD,
  branchId: "riyadh",
  active: true,
  onDuty: true,
  skills: ["cooling"],
  shift: { startMinute: 480, endMinute: 1020, weekdays: [0, 1, 2, 3, 4] },
  areas: [],
  absences: [],
};
const base: PlacementRequest = {
  ticket,
  technician,
  visits: [],
  branch: { branchId: "riyadh", name: { ar: "الرياض", en: "Riyadh" }, zone: ZONE },
  actor: { role: "dispatcher", technicianId: null },
  startsAt: at(600),
  expectedVersion: 1,
  now: at(540),
};
const blockers = (change: Partial<PlacementRequest>): readonly Blocker[] => {
  const result = planPlacement({ ...base, ...change });
  return result.ok ? [] : result.blockers;
};
const codes = (change: Partial<PlacementRequest>) => blockers(change).map((one) => one.code);
const visit = (from: number, until: number): VisitFacts => ({
  number: "TK-000002",
  startsAt: at(from),
  endsAt: at(until),
});

describe("planPlacement()", () => {
  test("[S-35] a good drop says what it does and when it ends", () => {
    expect(planPlacement(base)).toEqual({
      ok: true,
      actions: ["assign", "schedule"],
      technicianId: "t1",
      startsAt: at(600),
      endsAt: at(690),
      overridden: [],
    });
  });

  test("[S-35] each blocker by itself, with the facts its sentence needs", () => {
    expect(blockers({ technician: { ...technician, active: false } })).toEqual([
      { code: "technicianInactive", technician: FAHD },
    ]);
    expect(blockers({ technician: { ...technician, onDuty: false } })).toEqual([
      { code: "technicianOffDuty", technician: FAHD },
    ]);
    expect(blockers({ technician: { ...technician, branchId: "jeddah" } })).toEqual([
      { code: "otherBranch", technician: FAHD, branch: { ar: "الرياض", en: "Riyadh" } },
    ]);
    expect(blockers({ technician: { ...technician, skills: [] } })).toEqual([
      { code: "skillMissing", technician: FAHD, skills: ["cooling"] },
    ]);
    expect(blockers({ visits: [visit(660, 720)] })).toEqual([
      { code: "overlap", technician: FAHD, number: "TK-000002", startsAt: at(660), endsAt: at(720) },
    ]);
    expect(blockers({ startsAt: at(540 + 480) })).toEqual([
      { code: "outsideShift", technician: FAHD, shiftStart: "08:00", shiftEnd: "17:00" },
    ]);
    expect(blockers({ startsAt: at(600, "2026-11-27") })).toEqual([
      { code: "dayOff", technician: FAHD, weekday: 5 },
    ]);
    const away = { from: at(600), until: at(660) };
    expect(blockers({ technician: { ...technician, absences: [away] } })).toEqual([
      { code: "technicianAbsent", technician: FAHD, startsAt: at(600), endsAt: at(660) },
    ]);
    expect(blockers({ technician: { ...technician, areas: ["jeddah"] } })).toEqual([
      { code: "otherArea", technician: FAHD, city: "riyadh" },
    ]);
    expect(codes({ ticket: { ...ticket, reviewed: false } })).toEqual(["reviewMissing"]);
    expect(codes({ actor: { role: "workshop", technicianId: null } })).toEqual(["roleForbids"]);
    expect(codes({ expectedVersion: 0 })).toEqual(["changedMeanwhile"]);
  });

  test("[S-35] everything that is in the way comes at once", () => {
    expect(
      codes({
        technician: { ...technician, onDuty: false, branchId: "jeddah", skills: [] },
        visits: [visit(420, 520), visit(500, 530)],
        startsAt: at(450),
        expectedVersion: 9,
        ticket: { ...ticket, status: "completed" },
        actor: { role: "customer", technicianId: null },
      }),
    ).toEqual([
      "changedMeanwhile",
      "statusForbids",
      "roleForbids",
      "otherBranch",
      "technicianOffDuty",
      "skillMissing",
      "startsInPast",
      "outsideShift",
      "overlap",
      "overlap",
    ]);
  });

  test("[S-35] touching visits do not overlap; one millisecond does", () => {
    expect(codes({ visits: [visit(510, 600), visit(690, 750)] })).toEqual([]);
    expect(codes({ visits: [{ ...visit(510, 600), endsAt: at(600) + 1 }] })).toEqual(["overlap"]);
    expect(codes({ visits: [{ ...visit(690, 750), startsAt: at(690) - 1 }] })).toEqual(["overlap"]);
  });

  test("[T-62] a ticket's own visit is not in its own way", () => {
    const scheduled: TicketFacts = {
      ...ticket,
      status: "scheduled",
      technicianId: "t1",
      startsAt: at(600),
      endsAt: at(690),
    };
    const own = { number: ticket.number, startsAt: at(600), endsAt: at(690) };
    expect(planPlacement({ ...base, ticket: scheduled, visits: [own], startsAt: at(630) })).toMatchObject({
      ok: true,
      actions: ["reschedule"],
    });
  });

  test("[S-35] the shift's last minute: a visit may end with it, not after it, unless the next day's shift goes on", () => {
    expect(codes({ startsAt: at(1020 - 90) })).toEqual([]);
    expect(codes({ startsAt: at(1020 - 89) })).toEqual(["outsideShift"]);
    const untilMidnight = { ...technician, shift: { ...technician.shift, endMinute: 1440 } };
    expect(codes({ technician: untilMidnight, startsAt: at(1440 - 90) })).toEqual([]);
    expect(codes({ technician: untilMidnight, startsAt: at(1440 - 60) })).toEqual(["outsideShift"]);
    const everyDay = { startMinute: 0, endMinute: 1440, weekdays: [0, 1, 2, 3, 4, 5, 6] };
    const onCall = { ...technician, shift: everyDay };
    expect(codes({ technician: onCall, startsAt: at(1440 - 60) })).toEqual([]);
    const tomorrow = (new Date(at(720)).getUTCDay() + 1) % 7;
    const offTomorrow = { ...everyDay, weekdays: everyDay.weekdays.filter((day) => day !== tomorrow) };
    expect(codes({ technician: { ...onCall, shift: offTomorrow }, startsAt: at(1440 - 60) })).toEqual([
      "dayOff",
    ]);
  });

  test("[S-35] a little into the past is tolerated, more is not; a visit that stays where it is never is", () => {
    const now = at(700);
    expect(codes({ now, startsAt: now - PAST_TOLERANCE_MS })).toEqual([]);
    expect(codes({ now, startsAt: now - PAST_TOLERANCE_MS - MINUTE_MS })).toEqual(["startsInPast"]);
    const scheduled: TicketFacts = {
      ...ticket,
      status: "scheduled",
      technicianId: "t0",
      startsAt: at(540),
      endsAt: at(630),
    };
    expect(codes({ now, ticket: scheduled, startsAt: null })).toEqual([]);
  });

  test("[D-09] off duty speaks of today: tomorrow may be planned", () => {
    const off = { ...technician, onDuty: false };
    expect(codes({ technician: off, startsAt: null })).toEqual(["technicianOffDuty"]);
    expect(codes({ technician: off, startsAt: at(600, "2026-11-23") })).toEqual([]);
  });

  test("[J-05] the shift is local: the same instant is inside in Riyadh and outside in Cairo", () => {
    const startsAt = at(480);
    expect(codes({ startsAt, now: startsAt - MINUTE_MS })).toEqual([]);
    const cairo = { ...base.branch, zone: "Africa/Cairo" };
    expect(codes({ startsAt, now: startsAt - MINUTE_MS, branch: cairo })).toEqual(["outsideShift"]);
  });

  test("[J-05, F-12] on the night the clocks go back a shift ends once, by instants and not by what the clock shows", () => {
    const [zone, day] = ["Africa/Cairo", "2026-10-29"];
    const first = (minute: number) => instantAt(day, minute, zone);
    const cairo = { ...base.branch, zone };
    const evening = (endMinute: number) => ({
      ...technician,
      shift: { startMinute: 780, endMinute, weekdays: [0, 1, 2, 3, 4, 5, 6] },
    });
    const ask = (endMinute: number, startsAt: number) =>
      codes({
        branch: cairo,
        now: first(600),
        technician: evening(endMinute),
        startsAt,
        ticket: { ...ticket, policy: { ...ticket.policy, visitMinutes: 30 } },
      });
    // Until half past eleven, the first time: the second eleven o'clock is after it, though the clock shows less.
    expect(ask(1410, first(1380))).toEqual([]);
    expect(ask(1410, first(1380) + 60 * MINUTE_MS)).toEqual(["outsideShift"]);
    expect(ask(1410, first(1390))).toEqual(["outsideShift"]);
    // Half an hour that begins before the clocks go back and ends with a clock that shows ten past eleven.
    expect(ask(1410, first(1420))).toEqual(["outsideShift"]);
    // Until midnight: the whole of the repeated hour belongs to the shift, nothing after it.
    expect(ask(1440, first(1380) + 60 * MINUTE_MS)).toEqual([]);
    expect(ask(1440, first(1380) + 90 * MINUTE_MS)).toEqual([]);
    expect(ask(1440, first(1380) + 100 * MINUTE_MS)).toEqual(["outsideShift"]);
    expect(shiftSpan(evening(1410).shift, day, zone)).toEqual({ startsAt: first(780), endsAt: first(1410) });
    // On the night they go forward a shift from midnight begins at one.
    const spring = instantAt("2026-04-24", 0, zone);
    const night = {
      ...technician,
      shift: { startMinute: 0, endMinute: 360, weekdays: [0, 1, 2, 3, 4, 5, 6] },
    };
    expect(
      codes({ branch: cairo, now: spring, technician: night, startsAt: spring, ticket: { ...ticket } }),
    ).toEqual([]);
  });

  test("[F-12] an absence of some hours blocks what touches it and nothing else, over midnight and the changed clocks", () => {
    const [zone, day] = ["Africa/Cairo", "2026-10-29"];
    const second = instantAt(day, 1380, zone) + 60 * MINUTE_MS;
    const away = { from: second, until: second + 90 * MINUTE_MS };
    const ask = (startsAt: number) =>
      codes({
        branch: { ...base.branch, zone },
        now: instantAt(day, 600, zone),
        technician: {
          ...technician,
          shift: { startMinute: 0, endMinute: 1440, weekdays: [0, 1, 2, 3, 4, 5, 6] },
          absences: [away],
        },
        startsAt,
        ticket: { ...ticket, policy: { ...ticket.policy, visitMinutes: 30 } },
      });
    // The first eleven o'clock is free, the second is not, although both read the same.
    expect(ask(second - 60 * MINUTE_MS)).toEqual([]);
    expect(ask(second - 30 * MINUTE_MS)).toEqual([]);
    expect(ask(second - 29 * MINUTE_MS)).toEqual(["technicianAbsent"]);
    expect(ask(second)).toEqual(["technicianAbsent"]);
    // Half past midnight of the next day is its last touch.
    expect(ask(away.until - MINUTE_MS)).toEqual(["technicianAbsent"]);
    expect(ask(away.until)).toEqual([]);
  });

  test("[T-10] dropping it where it already is says so instead of doing nothing", () => {
    const assigned: TicketFacts = { ...ticket, status: "assigned", technicianId: "t1" };
    expect(blockers({ ticket: assigned, startsAt: null })).toEqual([
      { code: "alreadyPlaced", technician: FAHD },
    ]);
  });
});

describe("override [D-12]", () => {
  const unfit = { technician: { ...technician, onDuty: false, skills: [] }, visits: [visit(600, 660)] };
  const by = (role: "dispatcher" | "supervisor" | "owner", override: string) =>
    planPlacement({ ...base, ...unfit, actor: { role, technicianId: null }, override });

  test("[D-12] a supervisor sends somebody who does not fit and says why; what was in the way is kept", () => {
    const result = by("supervisor", "only one left");
    expect(result).toMatchObject({ ok: true, actions: ["assign", "schedule"] });
    expect(result.ok && result.overridden.map((one) => one.code)).toEqual([
      "technicianOffDuty",
      "skillMissing",
      "overlap",
    ]);
  });

  test("[D-12] a dispatcher may not, and nobody may without saying why", () => {
    expect(by("dispatcher", "please")).toEqual({ ok: false, blockers: [{ code: "overrideForbidden" }] });
    expect(by("owner", "  ")).toEqual({ ok: false, blockers: [{ code: "noteMissing" }] });
  });

  test("[D-12] somebody who left, another branch, a past time and a stale view cannot be decided away", () => {
    const result = planPlacement({
      ...base,
      actor: { role: "owner", technicianId: null },
      technician: { ...technician, active: false, branchId: "jeddah" },
      startsAt: at(300),
      expectedVersion: 7,
      override: "now",
    });
    expect(result.ok ? [] : result.blockers.map((one) => one.code)).toEqual([
      "changedMeanwhile",
      "technicianInactive",
      "otherBranch",
      "startsInPast",
    ]);
  });
});

describe("moving and coming back", () => {
  const scheduled = ticketFacts({
    ...ticket,
    status: "scheduled",
    technicianId: "t1",
    travel: "planned",
    startsAt: at(600),
    endsAt: at(690),
  });

  test("[F-15][C-10] a technician says why he moves a visit, a planner need not", () => {
    const own = { role: "technician", technicianId: "t1" } as const;
    expect(codes({ ticket: scheduled, actor: own, startsAt: at(720) })).toEqual(["reasonMissing"]);
    expect(codes({ ticket: scheduled, actor: own, startsAt: at(720), reason: "running_late" })).toEqual([]);
    expect(codes({ ticket: scheduled, startsAt: at(720) })).toEqual([]);
  });

  test("[C-10] a customer moves his visit in time only, and only by himself", () => {
    const customer = { role: "customer", technicianId: null } as const;
    const move = (startsAt: number) =>
      codes({ ticket: scheduled, actor: customer, startsAt, reason: "customer_request" });
    expect(move(at(600, "2026-11-25"))).toEqual(["noticeTooShort"]);
    const later = { ...scheduled, startsAt: at(600, "2026-11-24"), endsAt: at(690, "2026-11-24") };
    expect(
      codes({ ticket: later, actor: customer, startsAt: at(600, "2026-11-25"), reason: "customer_request" }),
    ).toEqual([]);
  });

  test("[J-36] waiting for parts and a no-show are planned again as another visit, with a time of its own", () => {
    for (const status of ["waiting_parts", "no_show"] as const) {
      const waiting = { ...scheduled, status, travel: "paused" } as const;
      expect(placementActions(waiting, "t1", at(700))).toEqual(["plan_return"]);
      expect(placedStart(waiting, null)).toBeNull();
      expect(codes({ ticket: waiting, startsAt: null })).toEqual(["timeMissing"]);
      expect(planPlacement({ ...base, ticket: waiting, startsAt: at(700) })).toMatchObject({
        ok: true,
        actions: ["plan_return"],
        endsAt: at(790),
      });
    }
  });

  test("[J-35] a delivery is planned once; a planned one is moved or handed over", () => {
    const done = { ...scheduled, status: "ready_delivery", travel: "done" } as const;
    expect(placementActions(done, "t2", at(700))).toEqual(["plan_delivery"]);
    const planned = { ...done, travel: "planned" } as const;
    expect(placementActions(planned, "t1", at(700))).toEqual(["reschedule"]);
    expect(placementActions(planned, "t2", null)).toEqual(["reassign"]);
    expect(codes({ ticket: planned, startsAt: at(720) })).toEqual([]);
    const driving = { ...done, travel: "en_route" } as const;
    expect(codes({ ticket: driving, startsAt: at(720) })).toEqual(["noVisitPlanned"]);
  });

  test("[S-35] taking back is judged from the card as the server does", () => {
    const sara = { role: "dispatcher", technicianId: null } as const;
    expect(unassignBlockers(scheduled, sara, scheduled.version, at(540))).toEqual([]);
    const delivered = { ...scheduled, status: "ready_delivery", travel: "done" } as const;
    expect(unassignBlockers(delivered, sara, 0, at(540)).map((one) => one.code)).toEqual([
      "changedMeanwhile",
      "noVisitPlanned",
    ]);
  });
});

describe("placedKind()", () => {
  const kind = (over: Partial<TicketFacts>) => placedKind({ ...ticket, ...over });

  test("[J-35, J-36] a first visit is its profile's, a delivery and a return are trips, a visit handed over stays what it is", () => {
    expect(kind({ profile: "home_repair" })).toBe("visit");
    expect(kind({ profile: "workshop" })).toBe("drop_off");
    expect(kind({ profile: "session" })).toBe("session");
    expect(kind({ profile: "workshop", status: "ready_delivery", technicianId: "t1" })).toBe("delivery");
    expect(kind({ status: "waiting_parts", technicianId: "t1", travel: "paused" })).toBe("return");
    expect(kind({ status: "scheduled", technicianId: "t1", visitKind: "return" })).toBe("return");
    expect(VISIT_KINDS.filter(isTrip)).toEqual(["visit", "return", "delivery"]);
  });
});

describe("placementActions()", () => {
  test("[S-35] what a drop means", () => {
    const held = { status: "assigned", technicianId: "t1", startsAt: null } as const;
    const timed = { status: "scheduled", technicianId: "t1", startsAt: 5 } as const;
    const free = { status: "new", technicianId: null, startsAt: null } as const;
    expect(placementActions(free, "t1", null)).toEqual(["assign"]);
    expect(placementActions(free, "t1", 7)).toEqual(["assign", "schedule"]);
    expect(placementActions(held, "t1", 7)).toEqual(["schedule"]);
    expect(placementActions(held, "t2", null)).toEqual(["reassign"]);
    expect(placementActions(held, "t2", 7)).toEqual(["reassign", "schedule"]);
    expect(placementActions(timed, "t1", 7)).toEqual(["reschedule"]);
    expect(placementActions(timed, "t2", 5)).toEqual(["reassign"]);
    expect(placementActions(timed, "t2", 7)).toEqual(["reassign", "reschedule"]);
    expect(placementActions(timed, "t1", null)).toEqual([]);
  });

  test("[S-35] an accepted drop only ever names edges that exist one after the other, open to the role", () => {
    for (const status of STATUSES)
      for (const holder of [null, "t1", "t2"])
        for (const startsAt of [null, at(600), at(720)])
          for (const wanted of [null, at(600), at(720)])
            for (const role of ["dispatcher", "technician", "customer", "owner"] as const) {
              const facts = { ...ticket, status, technicianId: holder, startsAt, endsAt: startsAt };
              const actor = { role, technicianId: role === "technician" ? "t1" : null };
              const result = planPlacement({ ...base, ticket: facts, actor, startsAt: wanted });
              if (!result.ok) continue;
              let current = status;
              for (const action of result.actions) {
                const edge = edgeFrom(TRANSITIONS, action, current);
                expect(edge, `${action} from ${current}`).toBeDefined();
                expect(edge?.by).toContain(role);
                current = edge?.to ?? current;
              }
            }
  });
});

describe("the length of a visit", () => {
  const planned = ticketFacts({
    branchId: "riyadh",
    status: "scheduled",
    technicianId: "t1",
    startsAt: at(600),
    endsAt: at(690),
    travel: "planned",
    lastChange: base.ticket.lastChange,
  });
  const stretch = (minutes: number, change: Partial<PlacementRequest> = {}) =>
    planPlacement({ ...base, ticket: planned, startsAt: null, minutes, ...change });
  const stretchCodes = (minutes: number, change: Partial<PlacementRequest> = {}) => {
    const result = stretch(minutes, change);
    return result.ok ? [] : result.blockers.map((one) => one.code);
  };

  test("[T-140] stretching is one action that leaves start and holder alone", () => {
    expect(stretch(120)).toMatchObject({
      ok: true,
      actions: ["change_duration"],
      startsAt: at(600),
      endsAt: at(720),
    });
    expect(stretchCodes(90)).toEqual(["alreadyPlaced"]);
  });

  test("[T-140] only the part that is added is judged, and a shorter visit is in nobody's way", () => {
    expect(stretchCodes(150, { visits: [visit(720, 780)] })).toEqual(["overlap"]);
    expect(stretchCodes(120, { visits: [visit(720, 780)] })).toEqual([]);
    expect(stretchCodes(480)).toEqual(["outsideShift"]);
    const away = { ...technician, absences: [{ from: at(700), until: at(800) }] };
    expect(stretchCodes(120, { technician: away })).toEqual(["technicianAbsent"]);
    // That he lacks the skill, or overlaps already, was decided when he was sent.
    const sent = { technician: { ...technician, skills: [] }, visits: [visit(660, 680)] };
    expect(stretchCodes(120, sent)).toEqual([]);
    expect(stretchCodes(60, { ...sent, technician: away })).toEqual([]);
  });

  test("[T-142] a job under way can be stretched; what has no live time, or nobody who plans, cannot", () => {
    const working = { ...planned, status: "repairing", travel: "arrived" } as const;
    expect(stretch(120, { ticket: working })).toMatchObject({ actions: ["change_duration"] });
    expect(stretchCodes(120, { ticket: { ...working, travel: "done" } })).toEqual(["noVisitPlanned"]);
    expect(stretchCodes(120, { ticket: { ...planned, status: "completed", travel: "done" } })).toContain(
      "statusForbids",
    );
    expect(stretchCodes(120, { actor: { role: "technician", technicianId: "t1" } })).toEqual(["roleForbids"]);
  });

  test("[T-62] a stretched visit keeps its length wherever it goes; another trip begins as its type says", () => {
    const long = { ...planned, endsAt: at(750) };
    expect(planPlacement({ ...base, ticket: long, startsAt: at(700) })).toMatchObject({ endsAt: at(850) });
    expect(stretch(60, { ticket: long, startsAt: at(700) })).toMatchObject({
      actions: ["reschedule"],
      endsAt: at(760),
    });
    const again = { ...long, status: "no_show", travel: "failed" } as const;
    expect(planPlacement({ ...base, ticket: again, startsAt: at(700) })).toMatchObject({ endsAt: at(790) });
  });

  test("[D-02] what may be asked for", () => {
    expect([9, 10, 12.5, 720, 721, Number.NaN].map(isVisitLength)).toEqual([
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});
