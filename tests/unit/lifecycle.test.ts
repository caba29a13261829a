/** The lifecycle table against its document, its lint, and the full matrix status x action x role x profile. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { isOneOf, PLANNERS, ROLES } from "../../shared/access/roles";
import { FLOW_PROFILES, type FlowProfile } from "../../shared/catalogue/workTypePolicy";
import { actionsFrom, edgeFrom, lintLifecycle } from "../../shared/core/lifecycle";
import type { Blocker } from "../../shared/tickets/blockers";
import type { Evidence } from "../../shared/tickets/evidence";
import type { ActorRole, TicketFacts } from "../../shared/tickets/facts";
import type { StepInput } from "../../shared/tickets/inputs";
import { ASKABLE_NEEDS, judgeNeed, RECORD_NEEDS, SITUATION_NEEDS } from "../../shared/tickets/needs";
import { offeredSteps, plan } from "../../shared/tickets/plan";
import {
  FIRST_STATUSES,
  isOpen,
  STATUSES,
  STATUS_META,
  type TicketStatus,
} from "../../shared/tickets/statuses";
import {
  ACTIONS,
  type Need,
  NEEDS,
  PLACEMENT_ACTIONS,
  RECALL_ACTIONS,
  STEP_ACTIONS,
  type StepAction,
  TRANSITIONS,
} from "../../shared/tickets/transitions";
import { FULL_EVIDENCE, ticketFacts } from "../support/ticketFacts";
import { STEP_INPUT } from "../support/world";

interface Line {
  id: string;
  from: string;
  to: string;
  action: string;
  by: string[];
  needs: string[];
  profiles: string[];
}

const ACTOR_ROLES: readonly ActorRole[] = [...ROLES, "system"];
const list = (cell: string | undefined) =>
  (cell ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter(Boolean);
const document = readFileSync(path.resolve(import.meta.dirname, "../../shared/tickets/LIFECYCLE.md"), "utf8");

/** Lines of the document; one that speaks of every open status stands for one line each. */
function documented(): Line[] {
  return document
    .split("\n")
    .filter((line) => /^\| T-\d+/.test(line))
    .flatMap((line) => {
      const [id = "", from = "", to = "", action = "", who, needs, profiles] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      const by = list(who).flatMap((word) => (word === "planners" ? [...PLANNERS] : [word]));
      const rest = {
        action,
        by: by.toSorted(),
        needs: list(needs),
        profiles: profiles === "all" ? [...FLOW_PROFILES] : list(profiles),
      };
      return from === "open"
        ? STATUSES.filter(isOpen).map((status) => ({
            id: `${id}:${status}`,
            from: status,
            to: status,
            ...rest,
          }))
        : [{ id, from, to, ...rest }];
    });
}

function declared(): Line[] {
  return ACTIONS.flatMap((action) =>
    TRANSITIONS[action].map(({ id, from, to, by, needs, profiles }) => ({
      id,
      from,
      to,
      action,
      by: [...by].toSorted(),
      needs: [...needs],
      profiles: [...(profiles ?? FLOW_PROFILES)],
    })),
  );
}

const byId = (lines: Line[]) => Object.fromEntries(lines.map((line) => [line.id, line]));
const codes = (blockers: readonly Blocker[]) => blockers.map((blocker) => blocker.code);

const NOW = Date.UTC(2026, 10, 21, 9);
const WINDOW = { startsAt: NOW, endsAt: NOW + 3_600_000 };
const inputFor = (action: StepAction): StepInput =>
  action === "promise_window" ? { window: WINDOW } : STEP_INPUT[action];
const actor = (role: ActorRole) => ({ role, technicianId: role === "technician" ? "t1" : null });

/** A ticket for which everything an edge may ask for holds, so that only the table decides. */
function ready(action: StepAction, status: TicketStatus, profile: FlowProfile): TicketFacts {
  const edge = edgeFrom(TRANSITIONS, action, status, profile);
  const wants = (need: Need) => edge?.needs.includes(need) ?? false;
  const evidence: Evidence = {
    ...FULL_EVIDENCE,
    ...(wants("partsRequested") ? { openPartsRequest: true, receivedParts: false } : {}),
    ...(wants("estimateSent") ? { estimate: "sent" } : {}),
  };
  const bench = action === "resume_in_workshop";
  return ticketFacts({
    status,
    profile,
    version: 3,
    technicianId: "t1",
    startsAt: NOW + 48 * 3_600_000 * (action === "promise_window" ? 0 : 1),
    travel: wants("visitPlanned")
      ? "planned"
      : wants("visitEnRoute") || wants("visitUnderWay")
        ? "en_route"
        : wants("atHandOver")
          ? "arrived"
          : "done",
    confirmation: "tentative",
    offer: wants("offerOpen") ? "offered" : "none",
    custody: bench ? "workshop" : wants("deviceWithCustomer") ? "customer" : "technician",
    outcome: action === "return_device" ? "not_fixed" : "fixed",
    closedAt: NOW - 1000,
    lastChange: { action: "assign", by: { ar: "سارة", en: "Sara" }, at: NOW - 1000 },
    evidence,
  });
}

describe("LIFECYCLE.md", () => {
  test("[T-32] the document and the table say the same, both ways", () => {
    expect(documented().length).toBeGreaterThan(100);
    expect(byId(declared())).toEqual(byId(documented()));
  });

  test("[T-01] the document lists the 21 statuses with phase and clock", () => {
    const rows = [
      ...document.matchAll(/^\| (\w+) +\| (\w+) +\| (running|waiting|stopped) +\| (yes)? *\|$/gm),
    ].map(([, status, phase, clock, terminal]) => [status, { phase, clock, terminal: terminal === "yes" }]);
    expect(rows).toHaveLength(21);
    expect(Object.fromEntries(rows)).toEqual(STATUS_META);
  });

  test("[T-32] every need of the table is explained in the document, and every explained one is asked somewhere", () => {
    const section = document.slice(document.indexOf("## Needs"), document.indexOf("## Rules"));
    const explained = new Set([...section.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? ""));
    const asked = new Set(
      ACTIONS.flatMap((action) => TRANSITIONS[action].flatMap((edge) => [...edge.needs])),
    );
    for (const need of NEEDS) {
      expect(explained, need).toContain(need);
      expect(asked, need).toContain(need);
    }
  });

  test("[T-01] the table is sound in every profile: no dead ends, nothing unreachable, one target per status and action", () => {
    expect(
      lintLifecycle(TRANSITIONS, {
        actions: ACTIONS,
        statuses: STATUSES,
        starts: FIRST_STATUSES,
        profiles: FLOW_PROFILES,
        terminal: (status) => !isOpen(status),
      }),
    ).toEqual([]);
  });

  test("the lint sees a dead end, an orphan, a double id, twins and a leak out of the end", () => {
    const edge = (id: string, from: string, to: string) => ({ id, from, to, by: ["r"], needs: [] });
    const broken = {
      go: [edge("A", "start", "stuck"), edge("A", "end", "start"), edge("B", "start", "start")],
    };
    const faults = lintLifecycle(broken, {
      actions: ["go"],
      statuses: ["start", "stuck", "end"],
      starts: ["start"],
      profiles: ["p"],
      terminal: (status) => status === "end",
    });
    expect(faults).toEqual([
      "A is used twice",
      "A leaves the terminal status end",
      "go has two targets from start in p",
      "stuck is a dead end in p",
      "end cannot be reached in any profile",
    ]);
  });

  test("twins are allowed where no profile has both", () => {
    const edge = (id: string, to: string, profile: string) => ({
      id,
      from: "start",
      to,
      by: ["r"],
      needs: [],
      profiles: [profile],
    });
    const table = { go: [edge("A", "left", "p"), edge("B", "right", "q")] };
    expect(edgeFrom(table, "go", "start", "q")?.to).toBe("right");
    expect(edgeFrom(table, "go", "start", "z")).toBeUndefined();
  });

  test("placement, step and recall actions split the actions", () => {
    expect([...PLACEMENT_ACTIONS, ...STEP_ACTIONS, ...RECALL_ACTIONS].toSorted()).toEqual(
      [...ACTIONS].toSorted(),
    );
  });
});

/** Roles a status leaves out for reasons of its own, beside the table: the workshop's people away from the workshop. */
describe.each(FLOW_PROFILES)("plan() in %s", (profile) => {
  const lines = documented().filter((line) => line.profiles.includes(profile));
  test.each(STATUSES)("[T-32] %s: every action by every role as LIFECYCLE.md says", (status) => {
    for (const action of STEP_ACTIONS) {
      const line = lines.find((one) => one.from === status && one.action === action);
      for (const role of ACTOR_ROLES) {
        const ticket = ready(action, status, profile);
        // The desk hands over when no delivery is under way, the technician where he stands.
        const facts: TicketFacts =
          role === "workshop" && (action === "deliver_device" || action === "return_device")
            ? { ...ticket, travel: "done" }
            : ticket;
        const result = plan({
          ticket: facts,
          actor: actor(role),
          action,
          input: inputFor(action),
          expectedVersion: 3,
          now: NOW,
        });
        const what = `${status} ${action} ${role}`;
        if (line?.by.includes(role))
          expect(result, what).toEqual({ ok: true, action, from: status, to: line.to });
        else {
          expect(result.ok, what).toBe(false);
          if (!result.ok)
            expect(codes(result.blockers), what).toContain(line ? "roleForbids" : "statusForbids");
        }
      }
    }
  });

  test.each(STATUSES)(
    "[S-43] %s: a button is offered exactly when the edge is open to the role and its situation holds",
    (status) => {
      for (const role of ACTOR_ROLES) {
        const facts = ticketFacts({ status, profile, technicianId: "t1" });
        const offered = offeredSteps(facts, actor(role), NOW).map((step) => step.action);
        const open = actionsFrom(TRANSITIONS, STEP_ACTIONS, status, role, profile);
        const judged = { actor: actor(role), input: {}, now: NOW };
        const inPlace = open.filter((action) =>
          (edgeFrom(TRANSITIONS, action, status, profile)?.needs ?? []).every(
            (need) =>
              !isOneOf(SITUATION_NEEDS, need) || judgeNeed(need, facts, { ...judged, action }).length === 0,
          ),
        );
        expect(offered).toEqual(inPlace);
      }
    },
  );

  test.each(STATUSES)(
    "[S-43] %s: a live button is accepted once its form is filled in, a dead one never",
    (status) => {
      const bare = ticketFacts({ status, profile, technicianId: "t1", startsAt: NOW });
      const variants: TicketFacts[] = [
        bare,
        { ...bare, evidence: FULL_EVIDENCE, reviewed: false, travel: "planned", offer: "offered" },
        { ...bare, evidence: FULL_EVIDENCE, travel: "arrived", custody: "workshop", outcome: "not_fixed" },
        { ...bare, evidence: { ...FULL_EVIDENCE, openHolds: 1 }, travel: "en_route", closedAt: NOW - 5 },
        ...STEP_ACTIONS.map((action) => ready(action, status, profile)),
      ];
      for (const facts of variants)
        for (const role of ACTOR_ROLES)
          for (const { action, blockers, wants } of offeredSteps(facts, actor(role), NOW)) {
            const input =
              action === "promise_window" && facts.startsAt !== null
                ? around(facts.startsAt)
                : inputFor(action);
            const request = {
              ticket: facts,
              actor: actor(role),
              action,
              input,
              expectedVersion: facts.version,
              now: NOW,
            };
            expect(plan(request).ok, `${status} ${action} ${role}`).toBe(blockers.length === 0);
            if (wants.length > 0) expect(blockers.length).toBeGreaterThan(0);
          }
    },
  );
});

const around = (startsAt: number) => ({
  window: { startsAt: startsAt - 600_000, endsAt: startsAt + 3_600_000 },
});

describe("needs", () => {
  const step = (
    action: StepAction,
    from: TicketStatus,
    input: StepInput,
    more: Partial<TicketFacts> = {},
    role: ActorRole = "technician",
  ) => {
    const result = plan({
      ticket: { ...ready(action, from, more.profile ?? "home_repair"), ...more },
      actor: actor(role),
      action,
      input,
      expectedVersion: 3,
      now: NOW,
    });
    return result.ok ? [] : codes(result.blockers);
  };
  const policy = ticketFacts().policy;
  const none = ticketFacts().evidence;

  test("every need is either asked in the form, attached as a record, or a fact", () => {
    for (const need of [...ASKABLE_NEEDS, ...RECORD_NEEDS]) expect(NEEDS).toContain(need);
    expect(ASKABLE_NEEDS.filter((need) => (RECORD_NEEDS as readonly string[]).includes(need))).toEqual([]);
  });

  test("[T-14][J-48] a trip needs a fix or the reason why there is none", () => {
    expect(step("start_trip", "scheduled", {})).toEqual(["fixMissing"]);
    expect(step("start_trip", "scheduled", { noFixReason: "permission_denied" })).toEqual([]);
  });

  test("[T-14] one trip at a time; an unanswered offer and a hold keep it back", () => {
    const more = { otherTripNumber: "TK-9", offer: "offered", evidence: { ...none, openHolds: 2 } } as const;
    expect(step("start_trip", "scheduled", STEP_INPUT.start_trip, more)).toEqual([
      "offerUnanswered",
      "busyElsewhere",
      "openHolds",
    ]);
  });

  test("[T-17] an inspection needs pictures of what was found; pictures of a result are none", () => {
    const evidence = { ...none, photos: { ...none.photos, after: 5, signature: 1, invoice: 2 } };
    expect(step("start_inspection", "arrived", {}, { evidence })).toEqual(["photosMissing"]);
    const seen = { ...none, photos: { ...none.photos, before: 1 } };
    expect(step("start_inspection", "arrived", {}, { evidence: seen })).toEqual([]);
    const result = plan({
      ticket: { ...ready("start_inspection", "arrived", "home_repair"), evidence },
      actor: actor("technician"),
      action: "start_inspection",
      input: {},
      expectedVersion: 3,
      now: NOW,
    });
    expect(result).toEqual({ ok: false, blockers: [{ code: "photosMissing", wanted: 1, present: 0 }] });
  });

  test("[T-18] a diagnosis needs notes; blank notes are none", () => {
    expect(step("complete_diagnosis", "inspecting", {})).toEqual(["noteMissing"]);
    expect(step("complete_diagnosis", "inspecting", { note: "" })).toEqual(["noteMissing"]);
  });

  test("[T-23] completing needs three pictures and the customer's signature or code", () => {
    const photos = (after: number) => ({ ...none.photos, before: 4, after });
    expect(step("mark_completed", "repairing", {}, { evidence: { ...none, photos: photos(2) } })).toEqual([
      "photosMissing",
      "signOffMissing",
    ]);
    for (const signOff of ["signature", "otp"] as const)
      expect(
        step("mark_completed", "repairing", {}, { evidence: { ...none, photos: photos(3), signOff } }),
      ).toEqual([]);
    const modest = { ...policy, completionPhotos: 0, signOff: "none" as const };
    expect(step("mark_completed", "repairing", {}, { evidence: none, policy: modest })).toEqual([]);
  });

  test("[T-20][T-26] parts: asked for before waiting, all received before going on", () => {
    expect(step("request_parts", "diagnosed", {}, { evidence: none })).toEqual(["partsRequestMissing"]);
    const open = { ...none, openPartsRequest: true, receivedParts: false };
    expect(step("parts_received", "waiting_parts", {}, { evidence: open })).toEqual(["partsOutstanding"]);
    const got = { ...none, receivedParts: true };
    expect(step("parts_received", "waiting_parts", {}, { evidence: got })).toEqual([]);
    expect(
      step(
        "parts_received",
        "waiting_parts",
        {},
        { evidence: got, otherTripNumber: "TK-9", custody: "workshop" },
      ),
    ).toEqual(["stillInWorkshop", "busyElsewhere"]);
  });

  test("[T-36] not fixed needs at least one of the checklist, and `other` a note", () => {
    expect(step("mark_not_fixed", "diagnosed", {})).toEqual(["notFixedReasonMissing"]);
    expect(step("mark_not_fixed", "diagnosed", { notFixedReasons: [] })).toEqual(["notFixedReasonMissing"]);
    expect(step("mark_not_fixed", "diagnosed", { notFixedReasons: ["beyond_repair", "other"] })).toEqual([
      "noteMissing",
    ]);
    expect(step("mark_not_fixed", "diagnosed", { notFixedReasons: ["other"], note: "rust" })).toEqual([]);
  });

  test("[T-40] an estimate is sent, answered, and declined with or without work begun", () => {
    const estimate = (state: Evidence["estimate"]) => ({ evidence: { ...none, estimate: state } });
    expect(step("request_approval", "repairing", {}, estimate("draft"))).toEqual(["estimateMissing"]);
    expect(step("resume_work", "awaiting_approval", {}, estimate("sent"))).toEqual(["approvalPending"]);
    expect(step("resume_work", "awaiting_approval", {}, estimate("declined"))).toEqual(["approvalDeclined"]);
    expect(
      step("resume_work", "awaiting_approval", {}, { ...estimate("declined"), repairStarted: true }),
    ).toEqual([]);
    expect(step("resume_work", "awaiting_approval", {}, estimate("approved"), "customer")).toEqual([]);
  });

  test("[J-07] where the work type wants the customer's approval, no repair begins without it", () => {
    const gated = { ...policy, customerApproval: true };
    expect(step("start_repair", "diagnosed", {}, { policy: gated, evidence: none })).toEqual([
      "approvalPending",
    ]);
    const approved = { ...none, estimate: "approved" as const };
    expect(step("start_repair", "diagnosed", {}, { policy: gated, evidence: approved })).toEqual([]);
  });

  test("[G-05] quality: passed before completing, a failed one back to repair with a note", () => {
    const profile = "vehicle_service" as const;
    const failed = { ...FULL_EVIDENCE, qualityCheck: "failed" as const };
    expect(step("mark_completed", "quality_check", {}, { profile, evidence: failed })).toEqual([
      "qualityCheckMissing",
    ]);
    expect(step("fail_quality_check", "quality_check", {}, { profile })).toEqual(["noteMissing"]);
    expect(step("mark_completed", "repairing", {}, { profile })).toEqual(["statusForbids"]);
  });

  test("[T-22] taking the device along needs a reason and a customer who knows", () => {
    expect(step("pickup_device", "diagnosed", {})).toEqual(["reasonMissing", "customerNotTold"]);
  });

  test("[J-34] a ticket never closes while the customer's device is with us", () => {
    const kept = { custody: "workshop" } as const;
    expect(step("cancel", "waiting_parts", STEP_INPUT.cancel, kept, "dispatcher")).toEqual(["deviceWithUs"]);
    expect(step("mark_not_fixed", "waiting_parts", STEP_INPUT.mark_not_fixed, kept)).toEqual([
      "deviceWithUs",
    ]);
    const shop = { profile: "workshop", custody: "workshop" } as const;
    expect(step("mark_not_fixed", "repairing", STEP_INPUT.mark_not_fixed, shop)).toEqual([]);
    expect(edgeFrom(TRANSITIONS, "mark_not_fixed", "repairing", "workshop")?.to).toBe("ready_delivery");
    expect(edgeFrom(TRANSITIONS, "mark_not_fixed", "in_workshop", "home_repair")?.to).toBe("ready_delivery");
  });

  test("[J-35] delivery: handed over where the technician stands, or at the desk while nobody drives", () => {
    expect(step("deliver_device", "ready_delivery", {}, { travel: "en_route" })).toEqual(["notAtCustomer"]);
    expect(step("deliver_device", "ready_delivery", {}, { travel: "en_route" }, "workshop")).toEqual([
      "deliveryUnderWay",
    ]);
    expect(step("deliver_device", "ready_delivery", {}, { outcome: "not_fixed" })).toEqual(["outcomeOther"]);
    expect(step("return_device", "ready_delivery", {}, { outcome: "fixed" })).toEqual(["outcomeOther"]);
  });

  test("[J-39] the workshop works on what is with us, not at the customer's", () => {
    expect(step("start_repair", "diagnosed", {}, { custody: "customer" }, "workshop")).toEqual([
      "notInWorkshop",
    ]);
    expect(
      step("start_repair", "diagnosed", {}, { custody: "customer", profile: "workshop" }, "workshop"),
    ).toEqual([]);
  });

  test("[J-31] a no-show names who did not come; from the road there is none", () => {
    expect(step("report_no_show", "arrived", {})).toEqual(["partyMissing"]);
    expect(step("report_no_show", "on_route", { party: "customer" })).toEqual(["statusForbids"]);
    expect(step("report_no_show", "scheduled", { party: "customer" }, { profile: "session" })).toEqual([]);
  });

  test("[J-40] a promised window contains the start and is neither endless nor a moment", () => {
    const at = NOW + 3_600_000;
    const promise = (from: number, until: number) =>
      step(
        "promise_window",
        "scheduled",
        { window: { startsAt: at + from, endsAt: at + until } },
        { startsAt: at },
      );
    expect(promise(-600_000, 3_600_000)).toEqual([]);
    expect(promise(60_000, 3_600_000)).toEqual(["windowUnfit"]);
    expect(promise(-60_000, 60_000)).toEqual(["windowUnfit"]);
    expect(promise(-3_600_000 * 3, 3_600_000 * 3)).toEqual(["windowUnfit"]);
    expect(step("promise_window", "scheduled", {})).toEqual(["windowMissing"]);
  });

  test("[D-02] priority: another one than now", () => {
    expect(step("change_priority", "diagnosed", { priority: "normal" }, {}, "dispatcher")).toEqual([
      "priorityMissing",
    ]);
    expect(step("change_priority", "diagnosed", { priority: "urgent" }, {}, "dispatcher")).toEqual([]);
  });

  test("[J-37] a call-back comes within the days of the work type", () => {
    const days = (count: number) => ({ closedAt: NOW - count * 86_400_000 });
    expect(step("call_back", "completed", STEP_INPUT.call_back, days(30), "customer")).toEqual([]);
    expect(step("call_back", "completed", STEP_INPUT.call_back, days(30.1), "customer")).toEqual([
      "callbackTooLate",
    ]);
  });

  test("[T-11] cancelling needs a reason of its own list, and `other` a note", () => {
    const cancel = (input: StepInput) => step("cancel", "new", input, {}, "dispatcher");
    expect(cancel({})).toEqual(["reasonMissing"]);
    expect(cancel({ reason: "vehicle_problem" })).toEqual(["reasonMissing"]);
    expect(cancel({ reason: "other" })).toEqual(["noteMissing"]);
    expect(cancel({ reason: "other", note: "moved abroad" })).toEqual([]);
  });

  test("[T-15][J-33] customers need the work type's notice, staff do not; late is possible where the type says so", () => {
    const at = (hours: number, role: ActorRole, change = {}) =>
      step(
        "cancel",
        "scheduled",
        STEP_INPUT.cancel,
        { startsAt: NOW + hours * 3_600_000, policy: { ...policy, ...change } },
        role,
      );
    expect(at(24, "customer")).toEqual(["noticeTooShort"]);
    expect(at(24.1, "customer")).toEqual([]);
    expect(at(1, "dispatcher")).toEqual([]);
    expect(at(5, "customer", { freeUntilHours: 4 })).toEqual([]);
    expect(at(1, "customer", { customerLate: true })).toEqual([]);
  });

  test("[T-33] a stale view is named with who changed it and when, beside every other blocker", () => {
    const result = plan({
      ticket: { ...ready("start_trip", "on_route", "home_repair"), technicianId: "t2" },
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

  test("[S-43] what no form can cure stays with the button; a missing record is named as such", () => {
    const facts = ticketFacts({
      status: "scheduled",
      technicianId: "t1",
      otherTripNumber: "TK-9",
      travel: "planned",
    });
    const [trip] = offeredSteps(facts, actor("technician"), NOW);
    expect(trip).toMatchObject({ action: "start_trip", asks: ["fixOrReason"], wants: [] });
    expect(codes(trip?.blockers ?? [])).toEqual(["busyElsewhere"]);
    const arrived = ticketFacts({ status: "arrived", technicianId: "t1", travel: "arrived" });
    expect(offeredSteps(arrived, actor("technician"), NOW)[0]).toMatchObject({
      action: "start_inspection",
      wants: ["inspectionPhotos"],
      blockers: [{ code: "photosMissing", wanted: 1, present: 0 }],
    });
  });
});
