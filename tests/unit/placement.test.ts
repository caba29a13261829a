/** The drop rule as a pure function: each blocker by itself, edges of time, and what a drop stands for. */
import { describe, expect, test } from "vitest";
import type { Blocker } from "../../shared/tickets/blockers";
import type { TechnicianFacts, TicketFacts, VisitFacts } from "../../shared/tickets/facts";
import {
  PAST_TOLERANCE_MS,
  placementActions,
  planPlacement,
  type PlacementRequest,
} from "../../shared/tickets/placement";
import { STATUSES } from "../../shared/tickets/statuses";
import { edgeFrom } from "../../shared/core/lifecycle";
import { TRANSITIONS } from "../../shared/tickets/transitions";
import { instantAt, MINUTE_MS } from "../../shared/time/zones";

const ZONE = "Asia/Riyadh";
// A Sunday.
const DAY = "2026-11-22";
const at = (minute: number, day = DAY) => instantAt(day, minute, ZONE);
const FAHD = { ar: "فهد", en: "Fahd" };

const ticket: TicketFacts = {
  number: "TK-000001",
  status: "new",
  version: 1,
  branchId: "riyadh",
  workType: "ac_repair",
  technicianId: null,
  startsAt: null,
  endsAt: null,
  lastChange: { action: "create", by: { ar: "سارة", en: "Sara" }, at: at(60) },
  otherTripNumber: null,
};
const technician: TechnicianFacts = {
  technicianId: "t1",
  name: FAHD,
  branchId: "riyadh",
  active: true,
  onDuty: true,
  skills: ["cooling"],
  shift: { startMinute: 480, endMinute: 1020, weekdays: [0, 1, 2, 3, 4] },
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

  test("[S-35] the shift's last minute: a visit may end with it, not after it", () => {
    expect(codes({ startsAt: at(1020 - 90) })).toEqual([]);
    expect(codes({ startsAt: at(1020 - 89) })).toEqual(["outsideShift"]);
    const untilMidnight = { ...technician, shift: { ...technician.shift, endMinute: 1440 } };
    expect(codes({ technician: untilMidnight, startsAt: at(1440 - 90) })).toEqual([]);
    expect(codes({ technician: untilMidnight, startsAt: at(1440 - 60) })).toEqual(["outsideShift"]);
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

  test("[T-10] dropping it where it already is says so instead of doing nothing", () => {
    const assigned: TicketFacts = { ...ticket, status: "assigned", technicianId: "t1" };
    expect(blockers({ ticket: assigned, startsAt: null })).toEqual([
      { code: "alreadyPlaced", technician: FAHD },
    ]);
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
