/** Undo as a pure rule: the way back for every pair of places, and what that came since stands in it. */
import { describe, expect, test } from "vitest";
import {
  type Held,
  type HeldVisit,
  kindOf,
  kindOfAction,
  stepsBetween,
} from "../../shared/boardActions/held";
import { mayTakeBack, planTakeBack, type TakeBackRequest } from "../../shared/boardActions/takeBack";
import { HOUR_MS, MINUTE_MS } from "../../shared/time/zones";

const NOW = Date.UTC(2026, 10, 22, 9);
const FAHD = { ar: "فهد", en: "Fahd" };
const visit = (over: Partial<HeldVisit> = {}): HeldVisit => ({
  appointmentId: "v1",
  technicianId: "t1",
  startsAt: NOW + HOUR_MS,
  endsAt: NOW + 2 * HOUR_MS,
  travel: "planned",
  kind: "visit",
  confirmation: "tentative",
  offer: "none",
  window: null,
  ...over,
});
const held = (over: Partial<Held> = {}): Held => ({
  status: "new",
  priority: "normal",
  visit: null,
  ...over,
});
const queued = held();
const untimed = held({ status: "assigned", visit: visit({ startsAt: null, endsAt: null }) });
const timed = held({ status: "scheduled", visit: visit() });
const elsewhere = held({
  status: "scheduled",
  visit: visit({ technicianId: "t2", startsAt: NOW, endsAt: NOW + HOUR_MS }),
});
const stretched = held({ status: "scheduled", visit: visit({ endsAt: NOW + 3 * HOUR_MS }) });
const waiting = held({ status: "waiting_parts", visit: visit({ travel: "paused" }) });
const absent = held({ status: "no_show", visit: visit({ travel: "failed" }) });
const returning = held({ status: "scheduled", visit: visit({ appointmentId: "v2", kind: "return" }) });

describe("the way between two places", () => {
  test.each([
    ["queue to untimed", queued, untimed, ["assign"], ["unassign"]],
    ["queue to a time", queued, timed, ["assign", "schedule"], ["unassign"]],
    ["untimed to a time", untimed, timed, ["schedule"], ["release"]],
    [
      "untimed to somebody else's time",
      untimed,
      elsewhere,
      ["reassign", "schedule"],
      ["reassign", "release"],
    ],
    ["time to another's time", timed, elsewhere, ["reassign", "reschedule"], ["reassign", "reschedule"]],
    ["parts to a return visit", waiting, returning, ["plan_return"], ["recall_return"]],
    ["no-show to a new visit", absent, returning, ["plan_return"], ["recall_rebooking"]],
    ["a longer visit", timed, stretched, ["change_duration"], ["change_duration"]],
    ["another priority", queued, held({ priority: "high" }), ["change_priority"], ["change_priority"]],
  ] as const)("[D-02] %s, and back", (_, from, to, there, back) => {
    expect(stepsBetween(from, to)).toEqual(there);
    expect(stepsBetween(to, from)).toEqual(back);
    expect(stepsBetween(from, from)).toEqual([]);
  });

  test("[D-02] what a gesture was, and one word for several", () => {
    const between = (before: Held, after: Held) => ({ before, after });
    expect(kindOf(between(queued, untimed))).toBe("assign");
    expect(kindOf(between(queued, timed))).toBe("schedule");
    expect(kindOf(between(timed, elsewhere))).toBe("reassign");
    expect(kindOf(between(timed, queued))).toBe("unassign");
    expect(kindOfAction([between(queued, untimed), between(queued, untimed)])).toBe("assign");
    expect(kindOfAction([between(queued, untimed), between(timed, queued)])).toBe("several");
  });
});

describe("planTakeBack", () => {
  const ticket = { number: "TK-1", before: timed, after: elsewhere, versionBefore: 3, versionAfter: 5 };
  const now = {
    number: "TK-1",
    profile: "home_repair",
    branchId: "riyadh",
    lastChange: { action: "reassign", by: FAHD, at: NOW },
    contentVersion: 5,
  } as const;
  const technician = { technicianId: "t1", name: FAHD, active: true, branchId: "riyadh" };
  const holder = { technician, visits: [], absences: [] };
  const request = (over: Partial<TakeBackRequest> = {}): TakeBackRequest => ({
    direction: "undo",
    tickets: [{ ticket, now, holder }],
    actor: { role: "dispatcher", technicianId: null },
    branch: { branchId: "riyadh", name: FAHD, zone: "Asia/Riyadh" },
    changedAt: NOW,
    now: NOW + MINUTE_MS,
    ...over,
  });
  const codes = (over: Partial<TakeBackRequest>) => {
    const plan = planTakeBack(request(over));
    return plan.ok ? [] : plan.refused.flatMap(({ blockers }) => blockers.map(({ code }) => code));
  };

  test("[S-35] nothing happened since: the steps per ticket", () => {
    expect(planTakeBack(request())).toEqual({ ok: true, steps: [["reassign", "reschedule"]] });
  });

  test("[S-35] another change names who and what, and comes alone", () => {
    const changed = {
      ...now,
      contentVersion: 6,
      lastChange: { ...now.lastChange, action: "confirm_visit" },
    } as const;
    expect(codes({ tickets: [{ ticket, now: changed, holder: null }] })).toEqual(["changedMeanwhile"]);
    // Doing it again starts from the version before.
    expect(codes({ direction: "redo" })).toEqual(["changedMeanwhile"]);
  });

  test("[S-35] everything that came into the way since, together", () => {
    const overlapping = { number: "TK-2", startsAt: NOW + HOUR_MS, endsAt: NOW + 90 * MINUTE_MS };
    const away = { from: NOW, until: NOW + 24 * HOUR_MS };
    const gone = { technician: { ...technician, active: false }, visits: [overlapping], absences: [away] };
    expect(codes({ tickets: [{ ticket, now, holder: gone }] })).toEqual([
      "technicianInactive",
      "technicianAbsent",
      "overlap",
    ]);
  });

  test("[S-35] an hour that has passed since is in the way, one that had passed before is not", () => {
    const late = NOW + 3 * HOUR_MS;
    expect(codes({ now: late })).toEqual(["startsInPast"]);
    expect(codes({ now: late + MINUTE_MS, changedAt: late })).toEqual([]);
  });

  test("[S-35] visits back to back, and the ticket's own, are in nobody's way", () => {
    const visits = [
      { number: "TK-1", startsAt: NOW + HOUR_MS, endsAt: NOW + 2 * HOUR_MS },
      { number: "TK-3", startsAt: NOW + 2 * HOUR_MS, endsAt: NOW + 3 * HOUR_MS },
    ];
    expect(codes({ tickets: [{ ticket, now, holder: { ...holder, visits } }] })).toEqual([]);
  });

  test("[Z-02] whose gesture may be undone by whom", () => {
    expect(codes({ actor: { role: "workshop", technicianId: null } })).toEqual([
      "roleForbids",
      "roleForbids",
    ]);
    expect(mayTakeBack({ userId: "a", role: "dispatcher" }, "a")).toBe(true);
    expect(mayTakeBack({ userId: "a", role: "dispatcher" }, "b")).toBe(false);
    expect(mayTakeBack({ userId: "a", role: "supervisor" }, "b")).toBe(true);
  });
});
