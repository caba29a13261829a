/** The service promises as data and as clocks: one story per rule, and what pauses, moves, breaks and ends them. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { BusinessCalendar } from "../../shared/calendar/businessCalendar";
import { SLA_CODES } from "../../shared/sla/codes";
import { clocksOf, SLA_POLICY_CODES } from "../../shared/sla/policies";
import {
  type ClockOperation,
  mostUrgent,
  type OpenClock,
  planClocks,
  type Situation,
} from "../../shared/sla/planClocks";
import {
  CLOCK_CODES,
  clockRule,
  COMPLAINT,
  effectiveRules,
  type EffectiveRule,
} from "../../shared/sla/rules";
import { STATUS_META, STATUSES } from "../../shared/tickets/statuses";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../shared/time/zones";

/** Riyadh, Sunday to Thursday, 08:00 to 18:00. */
const calendar: BusinessCalendar = {
  zone: "Asia/Riyadh",
  weekend: [5, 6],
  hours: { openMinute: 480, closeMinute: 1080 },
  holidays: [],
};
/** Sunday 1 November 2026, 09:00 in Riyadh. */
const nine = Date.UTC(2026, 10, 1, 6, 0);

const at = (changes: Partial<Situation>): Situation => ({
  status: "new",
  travel: null,
  startsAt: null,
  onHold: false,
  ...changes,
});

/** A ticket's clocks over time: every change is planned and applied, as the server does. */
function story(rules: EffectiveRule[] = effectiveRules([])) {
  let open: OpenClock[] = [];
  const log: ClockOperation[] = [];
  return {
    log,
    open: () => open,
    clock: (code: string) => open.find((one) => one.code === code),
    set: (now: number, situation: Situation, changed = rules, hours = calendar) => {
      const operations = planClocks({ situation, clocks: open, rules: changed, calendar: hours, now });
      for (const operation of operations) {
        const { code } = operation;
        if (operation.kind === "start") {
          const { state, startedAt, progress } = operation;
          open.push({ code, state, startedAt, ...progress });
        } else if (operation.kind === "end") open = open.filter((one) => one.code !== code);
        else
          open = open.map((one) =>
            one.code === code
              ? {
                  ...one,
                  ...operation.progress,
                  state: operation.kind === "breach" ? "breached" : operation.state,
                }
              : one,
          );
      }
      log.push(...operations);
      expect(planClocks({ situation, clocks: open, rules: changed, calendar: hours, now })).toEqual([]);
      return operations;
    },
  };
}

const of = (operations: ClockOperation[], code: string) => operations.filter((one) => one.code === code);

const document = readFileSync(path.resolve(import.meta.dirname, "../../shared/sla/PROMISES.md"), "utf8");

function lengthText(ms: number): string {
  if (ms % DAY_MS === 0) return `${ms / DAY_MS} d`;
  return ms % HOUR_MS === 0 ? `${ms / HOUR_MS} h` : `${ms / MINUTE_MS} min`;
}

describe("PROMISES.md", () => {
  test("[L-09, L-15] the table says what the rules declare, nothing more and nothing less", () => {
    const rows = [...document.matchAll(/^\| (SLA-\d{3}) \|.*$/gm)].map((match) => match[0]);
    const ours = STATUSES.filter((status) => STATUS_META[status].clock === "running");
    const expected = CLOCK_CODES.map((code) => {
      const { runs, timeBase, countsFrom, thresholdMs, level, type, owners } = clockRule(code);
      const where = runs.statuses.join() === ours.join() ? "our turn" : runs.statuses.join(", ");
      const counts = timeBase === "business" ? "opening hours" : "every hour";
      return [
        code,
        where + (runs.travel ? `; visit ${runs.travel.join(", ")}` : ""),
        counts + (countsFrom === "startsAt" ? ", from the visit's start" : ""),
        lengthText(thresholdMs),
        `${level} ${type}`,
        owners.join(", "),
      ];
    });
    const { level, type, owners } = COMPLAINT;
    expected.push(["SLA-007", "at once, no clock", "", "", `${level} ${type}`, owners.join(", ")]);
    const cells = rows.map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    expect(cells).toEqual(expected.toSorted((a, b) => ((a[0] ?? "") < (b[0] ?? "") ? -1 : 1)));
    // "all but SLA-004 and SLA-005"
    expect(CLOCK_CODES.filter((code) => !clockRule(code).holdsStop)).toEqual(["SLA-004", "SLA-005"]);
  });
});

describe("service promises", () => {
  test("[L-13] every code has a rule within its own bounds, or is the complaint", () => {
    expect(new Set<string>([...CLOCK_CODES, "SLA-007"])).toEqual(new Set(SLA_CODES));
    for (const code of CLOCK_CODES) {
      const { thresholdMs, bounds } = clockRule(code);
      expect(thresholdMs).toBeGreaterThanOrEqual(bounds.minMs);
      expect(thresholdMs).toBeLessThanOrEqual(bounds.maxMs);
    }
    expect(SLA_POLICY_CODES).toContain("standard");
    expect(clocksOf("none")).toEqual([]);
    expect(clocksOf("workshop")).toContain("SLA-008");
  });

  test.each([
    ["[L-01]", "SLA-001", "assignment", 1, 2 * HOUR_MS, ["supervisor"]],
    ["[L-02]", "SLA-002", "schedule", 1, 4 * HOUR_MS, ["supervisor"]],
    ["[L-03]", "SLA-003", "trip", 2, 30 * MINUTE_MS, ["admin"]],
    ["[L-04]", "SLA-004", "arrival", 2, 90 * MINUTE_MS, ["admin"]],
    ["[L-05]", "SLA-005", "parts", 3, 3 * DAY_MS, ["admin"]],
    ["[L-06]", "SLA-006", "completion_delay", 3, 7 * DAY_MS, ["admin"]],
    ["[L-08, J-50]", "SLA-008", "workshop", 3, 5 * DAY_MS, ["admin", "workshop"]],
  ] as const)("%s %s goes as %s to level %i", (_id, code, type, level, thresholdMs, owners) => {
    expect(clockRule(code)).toMatchObject({ type, level, thresholdMs });
    for (const owner of owners) expect(clockRule(code).owners).toContain(owner);
  });

  test("[L-07, J-42] a complaint is no clock: it escalates at once, to level 2", () => {
    expect(COMPLAINT).toMatchObject({ level: 2, type: "complaint", owners: ["supervisor"] });
    expect(CLOCK_CODES).not.toContain("SLA-007");
  });

  test("[L-01] two open hours from the request; nights and days off do not count", () => {
    const s = story();
    s.set(nine, at({}));
    expect(s.clock("SLA-001")?.dueAt).toBe(nine + 2 * HOUR_MS);
    const late = story();
    // Thursday 17:30: half an hour today, the rest from Sunday 08:00.
    const thursday = Date.UTC(2026, 10, 5, 14, 30);
    late.set(thursday, at({}));
    expect(late.clock("SLA-001")?.dueAt).toBe(Date.UTC(2026, 10, 8, 6, 30));
  });

  test("[L-01] assigned in time is kept; taken back to the queue is a new promise", () => {
    const s = story();
    s.set(nine, at({}));
    const kept = s.set(nine + HOUR_MS, at({ status: "assigned", travel: "planned" }));
    expect(of(kept, "SLA-001")).toMatchObject([
      { kind: "end", outcome: "met", netMs: HOUR_MS, grossMs: HOUR_MS },
    ]);
    expect(s.clock("SLA-002")?.dueAt).toBe(nine + 5 * HOUR_MS);
    const back = s.set(nine + 2 * HOUR_MS, at({}));
    expect(of(back, "SLA-002")).toMatchObject([{ kind: "end", outcome: "cancelled" }]);
    expect(s.clock("SLA-001")).toMatchObject({ startedAt: nine + 2 * HOUR_MS, dueAt: nine + 4 * HOUR_MS });
  });

  test("[L-02] another technician does not start the promise anew", () => {
    const s = story();
    s.set(nine, at({ status: "assigned", travel: "planned" }));
    expect(s.set(nine + HOUR_MS, at({ status: "assigned", travel: "planned" }))).toEqual([]);
  });

  test("[L-03] half an hour after the visit's start; a moved visit moves it", () => {
    const s = story();
    const startsAt = nine + DAY_MS;
    s.set(nine, at({ status: "scheduled", travel: "planned", startsAt }));
    expect(s.clock("SLA-003")?.dueAt).toBe(startsAt + 30 * MINUTE_MS);
    s.set(nine + HOUR_MS, at({ status: "scheduled", travel: "planned", startsAt: startsAt + HOUR_MS }));
    expect(s.clock("SLA-003")?.dueAt).toBe(startsAt + 90 * MINUTE_MS);
    const trip = s.set(
      startsAt,
      at({ status: "on_route", travel: "en_route", startsAt: startsAt + HOUR_MS }),
    );
    expect(of(trip, "SLA-003")).toMatchObject([{ kind: "end", outcome: "met", netMs: 0 }]);
  });

  test("[L-03] a visit moved after it was missed: the old promise stays broken, a new one begins", () => {
    const s = story();
    s.set(nine, at({ status: "scheduled", travel: "planned", startsAt: nine + HOUR_MS }));
    const moved = s.set(
      nine + 2 * HOUR_MS,
      at({ status: "scheduled", travel: "planned", startsAt: nine + 5 * HOUR_MS }),
    );
    expect(of(moved, "SLA-003").map((one) => one.kind)).toEqual(["breach", "end", "start"]);
    expect(of(moved, "SLA-003")[0]).toMatchObject({ at: nine + 90 * MINUTE_MS });
  });

  test("[L-04] ninety minutes on the road; turning back is neither kept nor broken", () => {
    const s = story();
    const trip = at({ status: "on_route", travel: "en_route", startsAt: nine });
    s.set(nine, trip);
    expect(s.clock("SLA-004")?.dueAt).toBe(nine + 90 * MINUTE_MS);
    const back = s.set(nine + MINUTE_MS, at({ status: "scheduled", travel: "planned", startsAt: nine }));
    expect(of(back, "SLA-004")).toMatchObject([{ outcome: "cancelled" }]);
    s.set(nine + 2 * MINUTE_MS, trip);
    const there = s.set(nine + HOUR_MS, at({ status: "arrived", travel: "arrived", startsAt: nine }));
    expect(of(there, "SLA-004")).toMatchObject([{ outcome: "met", netMs: 58 * MINUTE_MS }]);
  });

  test("[L-03, L-04] a delivery is promised like a visit though the ticket's status stands", () => {
    const s = story();
    const startsAt = nine + HOUR_MS;
    s.set(nine, at({ status: "ready_delivery", travel: "planned", startsAt }));
    expect(s.clock("SLA-003")?.dueAt).toBe(startsAt + 30 * MINUTE_MS);
    s.set(startsAt, at({ status: "ready_delivery", travel: "en_route", startsAt }));
    expect(s.clock("SLA-003")).toBeUndefined();
    expect(s.clock("SLA-004")?.dueAt).toBe(startsAt + 90 * MINUTE_MS);
  });

  test("[L-05, L-06, J-43] waiting for parts runs its own clock and stops the ticket's; net and gross are both kept", () => {
    const s = story();
    s.set(nine, at({ status: "repairing", travel: "arrived" }));
    s.set(nine + DAY_MS, at({ status: "waiting_parts", travel: "arrived" }));
    expect(s.clock("SLA-005")?.dueAt).toBe(nine + 4 * DAY_MS);
    expect(s.clock("SLA-006")).toMatchObject({ state: "paused", consumedMs: DAY_MS, dueAt: null });
    s.set(nine + 3 * DAY_MS, at({ status: "repairing", travel: "arrived" }));
    expect(s.clock("SLA-006")?.dueAt).toBe(nine + 9 * DAY_MS);
    const done = s.set(nine + 4 * DAY_MS, at({ status: "completed", travel: "done" }));
    expect(of(done, "SLA-006")).toMatchObject([{ outcome: "met", netMs: 2 * DAY_MS, grossMs: 4 * DAY_MS }]);
  });

  test("[L-08] five days in the workshop; an estimate the customer thinks about stops it", () => {
    const s = story();
    s.set(nine, at({ status: "in_workshop" }));
    s.set(nine + DAY_MS, at({ status: "awaiting_approval" }));
    s.set(nine + 3 * DAY_MS, at({ status: "in_workshop" }));
    expect(s.clock("SLA-008")?.dueAt).toBe(nine + 7 * DAY_MS);
    const ready = s.set(nine + 4 * DAY_MS, at({ status: "ready_delivery" }));
    expect(of(ready, "SLA-008")).toMatchObject([{ outcome: "met", netMs: 2 * DAY_MS }]);
  });

  test("[G-04, J-43] a hold stops what it may stop and nothing else", () => {
    const s = story();
    s.set(nine, at({ status: "on_route", travel: "en_route", startsAt: nine }));
    s.set(nine + MINUTE_MS, at({ status: "on_route", travel: "en_route", startsAt: nine, onHold: true }));
    expect(s.clock("SLA-004")?.state).toBe("running");
    expect(s.clock("SLA-006")?.state).toBe("paused");
  });

  test("[G-04, J-43] what begins while a hold is open stands still from the first moment", () => {
    const s = story();
    s.set(nine, at({ onHold: true }));
    expect(s.clock("SLA-006")).toMatchObject({ state: "paused", dueAt: null });
    s.set(nine + DAY_MS, at({}));
    expect(s.clock("SLA-006")).toMatchObject({ state: "running", dueAt: nine + 8 * DAY_MS });
  });

  test("[L-10] a change after the deadline says that it was broken, once, at the deadline", () => {
    const s = story();
    s.set(nine, at({}));
    const late = s.set(nine + 3 * HOUR_MS, at({ status: "assigned", travel: "planned" }));
    expect(of(late, "SLA-001")).toMatchObject([
      { kind: "breach", at: nine + 2 * HOUR_MS },
      { kind: "end", outcome: "breached", netMs: 3 * HOUR_MS },
    ]);
    expect(s.log.filter((one) => one.kind === "breach")).toHaveLength(1);
  });

  test("[L-13] a longer threshold moves the deadline, a used up one breaks now, a disabled rule ends quietly", () => {
    const s = story();
    const own = (thresholdMs: number, enabled = true) =>
      effectiveRules([{ code: "SLA-001", thresholdMs, timeBase: "wall", enabled }]);
    s.set(nine, at({}));
    s.set(nine + HOUR_MS, at({}), own(5 * HOUR_MS));
    expect(s.clock("SLA-001")).toMatchObject({ dueAt: nine + 5 * HOUR_MS, timeBase: "wall" });
    expect(of(s.set(nine + 2 * HOUR_MS, at({}), own(30 * MINUTE_MS)), "SLA-001")).toMatchObject([
      { kind: "change" },
      { kind: "breach", at: nine + 2 * HOUR_MS },
    ]);
    const off = story();
    off.set(nine, at({}));
    expect(of(off.set(nine + HOUR_MS, at({}), own(2 * HOUR_MS, false)), "SLA-001")).toMatchObject([
      { kind: "end", outcome: "cancelled" },
    ]);
    expect(of(off.set(nine + 2 * HOUR_MS, at({})), "SLA-001")).toMatchObject([
      { kind: "start", startedAt: nine + 2 * HOUR_MS },
    ]);
  });

  test("[L-01] a new holiday moves a deadline that lies behind it", () => {
    const s = story();
    const evening = nine + 8 * HOUR_MS;
    s.set(evening, at({}));
    expect(s.clock("SLA-001")?.dueAt).toBe(Date.UTC(2026, 10, 2, 6, 0));
    s.set(evening + MINUTE_MS, at({}), undefined, { ...calendar, holidays: ["2026-11-02"] });
    expect(s.clock("SLA-001")?.dueAt).toBe(Date.UTC(2026, 10, 3, 6, 0));
  });

  test("[L-14] the most urgent clock is the earliest deadline, broken ones included, waiting ones not", () => {
    const clock = (code: OpenClock["code"], state: OpenClock["state"], dueAt: number | null) => ({
      code,
      state,
      dueAt,
    });
    expect(mostUrgent([])).toBeNull();
    expect(
      mostUrgent([
        clock("SLA-006", "running", 900),
        clock("SLA-003", "breached", 300),
        clock("SLA-008", "paused", null),
      ]),
    ).toEqual({ code: "SLA-003", dueAt: 300 });
  });
});
