/** Looking back: the two clocks of an event, priorities before they changed, visits an undo brings back, places on a trail. */
import { describe, expect, test } from "vitest";
import { type PastEvent, type PastVisit, ticketAt, type TicketHistory } from "../../shared/replay/boardAt";
import { PLACEMENT_ACTIONS, TRANSITIONS } from "../../shared/tickets/transitions";
import { BYSTANDER } from "../../web/features/board/replay/replayContext";
import { levelAt, nextDueAt, onDutyAt, type PastDuty, type PastPromise } from "../../shared/replay/around";
import { type Deadline, MAX_DEADLINES, withDeadline } from "../../shared/replay/deadlines";
import { whereAt } from "../../shared/replay/whereAt";

const T0 = Date.UTC(2026, 10, 22, 8);
const BY = { ar: "سارة", en: "Sara" };
const event = (over: Partial<PastEvent>): PastEvent => ({
  action: "create",
  to: "new",
  version: 1,
  occurredAt: T0,
  recordedAt: T0,
  by: BY,
  technicianId: null,
  startsAt: null,
  visit: null,
  window: null,
  priority: null,
  ...over,
});
const history = (...events: PastEvent[]): TicketHistory => ({
  ticketId: "tk",
  profile: "home_repair",
  priority: "urgent",
  visitMinutes: 60,
  events,
});
const visit = (over: Partial<PastVisit> = {}): PastVisit => ({
  visitId: "v1",
  technicianId: "t1",
  startsAt: T0,
  endsAt: T0 + 3_600_000,
  travel: "planned",
  kind: "visit",
  window: null,
  ...over,
});

test("[S-35] the role the board takes on in the past moves nothing", () => {
  for (const action of [...PLACEMENT_ACTIONS, "unassign", "change_duration"] as const)
    for (const edge of TRANSITIONS[action]) expect(edge.by, action).not.toContain(BYSTANDER);
});

describe("[S-35] a ticket at a moment", () => {
  test("what a phone reports late happened early: each clock tells its own story", () => {
    const past = history(
      event({}),
      event({
        action: "start_trip",
        to: "on_route",
        version: 2,
        occurredAt: T0 + 60_000,
        recordedAt: T0 + 600_000,
        visit: visit({ travel: "en_route" }),
      }),
    );
    expect(ticketAt(past, T0 + 120_000, "occurred")?.status).toBe("on_route");
    expect(ticketAt(past, T0 + 120_000, "recorded")?.status).toBe("new");
    expect(ticketAt(past, T0 + 600_000, "recorded")?.status).toBe("on_route");
  });

  test("a priority is what the next change changed it from", () => {
    const past = history(
      event({}),
      event({ action: "change_priority", occurredAt: T0 + 10, priority: { from: "low", to: "high" } }),
      event({ action: "change_priority", occurredAt: T0 + 20, priority: { from: "high", to: "urgent" } }),
    );
    expect([0, 10, 20].map((after) => ticketAt(past, T0 + after, "occurred")?.priority)).toEqual([
      "low",
      "high",
      "urgent",
    ]);
  });

  test("a finished visit stays on its lane when another is planned; an undo takes that one away again", () => {
    const failed = visit({ travel: "failed" });
    const second = visit({ visitId: "v2", technicianId: "t2", kind: "return" });
    const past = history(
      event({}),
      event({ action: "report_no_show", to: "no_show", version: 2, occurredAt: T0 + 1, visit: failed }),
      event({ action: "plan_return", to: "scheduled", version: 3, occurredAt: T0 + 2, visit: second }),
      event({ action: "recall_return", to: "no_show", version: 4, occurredAt: T0 + 3, visit: failed }),
    );
    expect(ticketAt(past, T0 + 2, "occurred")).toMatchObject({ visit: second, earlier: [failed] });
    expect(ticketAt(past, T0 + 3, "occurred")).toMatchObject({ visit: failed, earlier: [] });
  });
});

describe("[E-12] where somebody was", () => {
  const points = [
    { lat: 24, lng: 46, recordedAt: T0 },
    { lat: 24.2, lng: 46.2, recordedAt: T0 + 60_000 },
    { lat: 25, lng: 47, recordedAt: T0 + 600_000 },
  ];
  test("at a fix, between two, and across a silence at the last one", () => {
    expect(whereAt(points, [], T0 - 1)).toBeNull();
    expect(whereAt(points, [], T0)).toEqual({ lat: 24, lng: 46, recordedAt: T0, between: false });
    expect(whereAt(points, [], T0 + 30_000)).toMatchObject({ lat: 24.1, lng: 46.1, between: true });
    expect(whereAt(points, [], T0 + 300_000)).toMatchObject({
      lat: 24.2,
      recordedAt: T0 + 60_000,
      between: false,
    });
    expect(whereAt(points, [], T0 + 900_000)).toMatchObject({ lat: 25, between: false });
    expect(whereAt([], [], T0)).toBeNull();
  });

  test("[J-25] off duty nobody is anywhere, until he is seen again", () => {
    const off = [T0 + 120_000];
    expect(whereAt(points, off, T0 + 119_999)).not.toBeNull();
    expect(whereAt(points, off, T0 + 120_000)).toBeNull();
    expect(whereAt(points, off, T0 + 600_000)).toMatchObject({ lat: 25 });
  });
});

describe("[S-35] what stood around the tickets", () => {
  test("somebody's duty: the last change before the moment, and at the beginning the opposite of the first", () => {
    const duty: PastDuty = {
      technicianId: "t",
      atStart: false,
      changes: [
        { at: T0 + 60_000, onDuty: true },
        { at: T0 + 120_000, onDuty: false },
      ],
    };
    expect([0, 60_000, 119_999, 120_000, 999_999].map((after) => onDutyAt(duty, T0 + after))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(onDutyAt({ ...duty, atStart: true, changes: [] }, T0)).toBe(true);
  });

  test("of the promises that were open the one that breaks first, with its breach where there was one", () => {
    const promise = (over: Partial<PastPromise>): PastPromise => ({
      code: "SLA-001",
      from: T0,
      until: null,
      dueAt: T0 + 600_000,
      deadlines: [],
      brokenAt: null,
      ...over,
    });
    const promises = [
      promise({}),
      promise({ code: "SLA-002", until: T0 + 100_000, dueAt: T0 + 300_000 }),
      promise({ code: "SLA-003", from: T0 + 200_000, dueAt: T0 + 900_000, brokenAt: T0 + 400_000 }),
      promise({ code: "SLA-004", dueAt: null }),
    ];
    expect(nextDueAt(promises, T0 - 1)).toBeNull();
    expect(nextDueAt(promises, T0)?.code).toBe("SLA-002");
    // Over at the very moment it ended.
    expect(nextDueAt(promises, T0 + 100_000)?.code).toBe("SLA-001");
    expect(nextDueAt(promises, T0 + 200_000)).toEqual({ code: "SLA-003", dueAt: T0 + 400_000 });
  });

  test("a promise that stood still: the deadline of the moment, none while it waited, the breach from when it broke", () => {
    const at = (ms: number, dueAt: number | null): Deadline => ({ at: T0 + ms, dueAt });
    const deadlines = [at(0, T0 + 600), at(100, null), at(300, T0 + 800)].reduce<readonly Deadline[]>(
      withDeadline,
      [],
    );
    const promise: PastPromise = {
      code: "SLA-001",
      from: T0,
      until: null,
      dueAt: T0 + 800,
      deadlines,
      brokenAt: T0 + 800,
    };
    const due = (ms: number) => nextDueAt([promise], T0 + ms)?.dueAt;
    expect([0, 99, 100, 299, 300, 900].map(due)).toEqual([
      T0 + 600,
      T0 + 600,
      undefined,
      undefined,
      T0 + 800,
      T0 + 800,
    ]);
    // Told later of something earlier: what was believed of the time after it goes.
    expect(withDeadline(deadlines, at(50, null))).toEqual([at(0, T0 + 600), at(50, null)]);
    expect(withDeadline(deadlines, at(400, T0 + 800))).toBe(deadlines);
    expect(withDeadline(deadlines, at(100, T0 + 600))).toEqual([at(0, T0 + 600)]);
    const many = Array.from({ length: 200 }, (_, index) => at(index, T0 + index));
    expect(many.reduce<readonly Deadline[]>(withDeadline, [])).toEqual(many.slice(-MAX_DEADLINES));
  });

  test("the highest level open at the moment", () => {
    const levels = [
      { from: T0, until: T0 + 100, level: 3 },
      { from: T0 + 50, until: null, level: 1 },
    ];
    expect([-1, 0, 99, 100].map((after) => levelAt(levels, T0 + after))).toEqual([0, 3, 3, 1]);
  });
});
