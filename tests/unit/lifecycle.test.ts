/** The lifecycle table against its document, its lint, and the full matrix status x action x role. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { PLANNERS, ROLES, type Role } from "../../shared/access/roles";
import { actionsFrom, edgeFrom, lintLifecycle } from "../../shared/core/lifecycle";
import { type Blocker } from "../../shared/tickets/blockers";
import type { TicketFacts } from "../../shared/tickets/facts";
import { plan, offeredSteps } from "../../shared/tickets/plan";
import { STATUSES, STATUS_META, type TicketStatus } from "../../shared/tickets/statuses";
import {
  ACTIONS,
  PLACEMENT_ACTIONS,
  STEP_ACTIONS,
  type StepAction,
  TRANSITIONS,
} from "../../shared/tickets/transitions";
import { STEP_INPUT } from "../support/world";

interface Line {
  id: string;
  from: string;
  to: string;
  action: string;
  by: string[];
  needs: string[];
}

const list = (cell: string | undefined) =>
  (cell ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);

function documented(): Line[] {
  const text = readFileSync(path.resolve(import.meta.dirname, "../../shared/tickets/LIFECYCLE.md"), "utf8");
  return text
    .split("\n")
    .filter((line) => /^\| T-\d+/.test(line))
    .map((line) => {
      const [id, from, to, action, who, needs] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      const by = list(who).flatMap((word) => (word === "planners" ? [...PLANNERS] : [word]));
      return { id: id ?? "", from: from ?? "", to: to ?? "", action: action ?? "", by, needs: list(needs) };
    });
}

function declared(): Line[] {
  return ACTIONS.flatMap((action) =>
    TRANSITIONS[action].map(({ id, from, to, by, needs }) => ({
      id,
      from,
      to,
      action,
      by: [...by],
      needs: [...needs],
    })),
  );
}

const byId = (lines: Line[]) => Object.fromEntries(lines.map((line) => [line.id, line]));

const NOW = Date.UTC(2026, 10, 21, 9);
const facts = (status: TicketStatus, more: Partial<TicketFacts> = {}): TicketFacts => ({
  number: "TK-000001",
  status,
  version: 3,
  branchId: "b",
  workType: "ac_repair",
  technicianId: status === "new" ? null : "t1",
  startsAt: null,
  endsAt: null,
  lastChange: { action: "assign", by: { ar: "سارة", en: "Sara" }, at: NOW - 1000 },
  otherTripNumber: null,
  ...more,
});
const actor = (role: Role) => ({ role, technicianId: role === "technician" ? "t1" : null });
const codes = (blockers: readonly Blocker[]) => blockers.map((blocker) => blocker.code);

describe("LIFECYCLE.md", () => {
  test("[T-32] the document and the table say the same, both ways", () => {
    expect(documented().length).toBeGreaterThan(15);
    expect(byId(declared())).toEqual(byId(documented()));
  });

  test("[T-01] the table is sound: no dead ends, nothing unreachable, one target per status and action", () => {
    expect(
      lintLifecycle(TRANSITIONS, ACTIONS, STATUSES, "new", (status) => STATUS_META[status].terminal),
    ).toEqual([]);
  });

  test("the lint sees a dead end, an orphan, a double id and a leak out of the end", () => {
    const edge = (id: string, from: string, to: string) => ({ id, from, to, by: ["r"], needs: [] });
    const broken = { go: [edge("A", "start", "stuck"), edge("A", "end", "start")] };
    const faults = lintLifecycle(
      broken,
      ["go"],
      ["start", "stuck", "end"],
      "start",
      (status) => status === "end",
    );
    expect(faults).toEqual([
      "A is used twice",
      "A leaves the terminal status end",
      "stuck is a dead end",
      "end cannot be reached from start",
    ]);
  });

  test("placement actions and step actions split the actions", () => {
    expect([...PLACEMENT_ACTIONS, ...STEP_ACTIONS].toSorted()).toEqual([...ACTIONS].toSorted());
  });
});

describe("plan()", () => {
  const lines = documented();
  for (const status of STATUSES)
    for (const action of STEP_ACTIONS)
      test(`[T-32] ${status} + ${action}: every role as LIFECYCLE.md says`, () => {
        const line = lines.find((one) => one.from === status && one.action === action);
        for (const role of ROLES) {
          const result = plan({
            ticket: facts(status, { technicianId: "t1" }),
            actor: actor(role),
            action,
            input: STEP_INPUT[action],
            expectedVersion: 3,
            now: NOW,
          });
          if (line?.by.includes(role))
            expect(result).toEqual({ ok: true, action, from: status, to: line.to });
          else {
            expect(result.ok).toBe(false);
            if (result.ok) continue;
            const wanted = line ? "roleForbids" : "statusForbids";
            expect(codes(result.blockers)).toContain(wanted);
          }
        }
      });

  const step = (
    action: StepAction,
    from: TicketStatus,
    input: object,
    more: Partial<TicketFacts> = {},
    role: Role = "technician",
  ) => plan({ ticket: facts(from, more), actor: actor(role), action, input, expectedVersion: 3, now: NOW });
  const blockersOf = (result: ReturnType<typeof plan>) => (result.ok ? [] : codes(result.blockers));

  test("[T-14][J-48] a trip needs a fix or the reason why there is none", () => {
    expect(blockersOf(step("start_trip", "scheduled", {}))).toEqual(["fixMissing"]);
    expect(blockersOf(step("start_trip", "scheduled", { noFixReason: "permission_denied" }))).toEqual([]);
  });

  test("[T-14] one trip at a time", () => {
    const result = step("start_trip", "scheduled", STEP_INPUT.start_trip, { otherTripNumber: "TK-000009" });
    expect(result).toEqual({ ok: false, blockers: [{ code: "busyElsewhere", number: "TK-000009" }] });
  });

  test("[T-18] a diagnosis needs notes; blank notes are none", () => {
    expect(blockersOf(step("complete_diagnosis", "inspecting", {}))).toEqual(["noteMissing"]);
    expect(blockersOf(step("complete_diagnosis", "inspecting", { note: "" }))).toEqual(["noteMissing"]);
  });

  test("[T-11] cancelling needs a reason of its own list, and `other` a note", () => {
    const cancel = (input: object) => blockersOf(step("cancel", "new", input, {}, "dispatcher"));
    expect(cancel({})).toEqual(["reasonMissing"]);
    expect(cancel({ reason: "vehicle_problem" })).toEqual(["reasonMissing"]);
    expect(cancel({ reason: "other" })).toEqual(["noteMissing"]);
    expect(cancel({ reason: "other", note: "moved abroad" })).toEqual([]);
  });

  test("[T-15] customers need more than 24 hours, staff do not", () => {
    const at = (hours: number, role: Role) =>
      blockersOf(step("cancel", "scheduled", STEP_INPUT.cancel, { startsAt: NOW + hours * 3_600_000 }, role));
    expect(at(24, "customer")).toEqual(["noticeTooShort"]);
    expect(at(24.1, "customer")).toEqual([]);
    expect(at(1, "dispatcher")).toEqual([]);
  });

  test("[T-33] a stale view is named with who changed it and when, beside every other blocker", () => {
    const result = plan({
      ticket: facts("on_route", { technicianId: "t2" }),
      actor: actor("technician"),
      action: "start_trip",
      input: {},
      expectedVersion: 2,
      now: NOW,
    });
    expect(result).toMatchObject({
      ok: false,
      blockers: [
        { code: "changedMeanwhile", by: { en: "Sara" }, changedAt: NOW - 1000, action: "assign" },
        { code: "statusForbids", status: "on_route" },
        { code: "notYours" },
      ],
    });
  });
});

describe("offeredSteps()", () => {
  test("[S-43] a button is offered exactly when the edge is open to the role", () => {
    for (const status of STATUSES)
      for (const role of ROLES) {
        const offered = offeredSteps(facts(status), actor(role), NOW).map((step) => step.action);
        const open = actionsFrom(TRANSITIONS, STEP_ACTIONS, status, role);
        expect(offered).toEqual(open);
      }
  });

  test("[S-43] a live button is accepted once its form is filled in", () => {
    for (const status of STATUSES)
      for (const role of ROLES)
        for (const { action, blockers } of offeredSteps(facts(status), actor(role), NOW)) {
          const request = {
            ticket: facts(status),
            actor: actor(role),
            action,
            input: STEP_INPUT[action],
            expectedVersion: 3,
            now: NOW,
          };
          // A customer's ticket is not the technician's to refuse; `notYours` is for technicians only.
          expect(plan(request).ok).toBe(blockers.length === 0);
        }
  });

  test("[S-43] what no form can cure stays with the button", () => {
    const [trip] = offeredSteps(
      facts("scheduled", { otherTripNumber: "TK-000009" }),
      actor("technician"),
      NOW,
    );
    expect(trip).toMatchObject({ action: "start_trip", asks: ["fixOrReason"] });
    expect(codes(trip?.blockers ?? [])).toEqual(["busyElsewhere"]);
  });
});

test("[T-01] every status is reached by some path of edges a person may take", () => {
  const reached = new Set<TicketStatus>(["new"]);
  for (let round = 0; round < STATUSES.length; round += 1)
    for (const from of reached)
      for (const action of ACTIONS) {
        const edge = edgeFrom(TRANSITIONS, action, from);
        if (edge && edge.by.some((role) => role !== "customer")) reached.add(edge.to);
      }
  expect([...reached].toSorted()).toEqual([...STATUSES].toSorted());
});
