/**
 * The transitions asked for [T-11…T-31] with their repairs [J-30…J-38], written down here a second time, from the
 * requirements and not from the table: who may take each, where it leads, and that it is refused without what it needs.
 * LIFECYCLE.md says what the table says; this says what it should.
 */
import { describe, expect, test } from "vitest";
import type { FlowProfile } from "../../shared/catalogue/workTypePolicy";
import { edgeFrom } from "../../shared/core/lifecycle";
import { outcomeAfter } from "../../shared/tickets/effects";
import type { ActorRole, TicketFacts } from "../../shared/tickets/facts";
import type { StepInput } from "../../shared/tickets/inputs";
import { plan } from "../../shared/tickets/plan";
import { statusesAhead } from "../../shared/tickets/profiles";
import { FIRST_STATUSES, STATUSES, type TicketStatus } from "../../shared/tickets/statuses";
import { type StepAction, TRANSITIONS } from "../../shared/tickets/transitions";
import { FULL_EVIDENCE, ticketFacts } from "../support/ticketFacts";

const NOW = Date.UTC(2026, 10, 21, 9);
const HOUR = 3_600_000;
const FIX: StepInput = { fix: { lat: 24.7, lng: 46.7, accuracyM: 12 } };
const REASON: StepInput = { reason: "other", note: "said why" };
const OFFICE: readonly ActorRole[] = ["admin", "supervisor"];

interface Asked {
  readonly id: string;
  readonly from: TicketStatus;
  readonly to: TicketStatus;
  readonly action: StepAction;
  /** Who must be able to. */
  readonly who: readonly ActorRole[];
  /** Who must not. */
  readonly not: readonly ActorRole[];
  readonly input?: StepInput;
  readonly facts?: Partial<TicketFacts>;
  /** Without this it is refused, each by its own sentence. */
  readonly without?: readonly {
    readonly input?: StepInput;
    readonly facts?: Partial<TicketFacts>;
    readonly code: string;
  }[];
  readonly profile?: FlowProfile;
}

const photos = (before: number, after: number) => ({
  evidence: { ...FULL_EVIDENCE, photos: { ...FULL_EVIDENCE.photos, serial: 0, before, after } },
});
const noReason = [{ input: {}, code: "reasonMissing" }];
const noReasons = [{ input: {}, code: "notFixedReasonMissing" }];

/** One line per sentence of the requirements. */
const ASKED: readonly Asked[] = [
  {
    id: "T-11",
    from: "new",
    to: "cancelled",
    action: "cancel",
    who: [...OFFICE, "customer"],
    not: ["technician", "workshop"],
    input: REASON,
    without: noReason,
  },
  {
    id: "T-13",
    from: "assigned",
    to: "cancelled",
    action: "cancel",
    who: OFFICE,
    not: ["technician", "workshop"],
    input: REASON,
    without: noReason,
  },
  {
    id: "T-14",
    from: "scheduled",
    to: "on_route",
    action: "start_trip",
    who: ["technician"],
    not: [...OFFICE, "customer", "workshop"],
    input: FIX,
    without: [{ input: {}, code: "fixMissing" }],
  },
  {
    id: "T-15",
    from: "scheduled",
    to: "cancelled",
    action: "cancel",
    who: [...OFFICE, "customer"],
    not: ["technician"],
    input: REASON,
    without: noReason,
  },
  {
    id: "T-16",
    from: "on_route",
    to: "arrived",
    action: "arrive",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    input: FIX,
    facts: { travel: "en_route" },
    without: [{ input: {}, code: "fixMissing" }],
  },
  {
    id: "T-17",
    from: "arrived",
    to: "inspecting",
    action: "start_inspection",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    without: [{ facts: photos(0, 3), code: "photosMissing" }],
  },
  {
    id: "T-18",
    from: "inspecting",
    to: "diagnosed",
    action: "complete_diagnosis",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    facts: { evidence: { ...FULL_EVIDENCE, hasDiagnosis: false } },
    input: { note: "compressor" },
    without: [
      { input: {}, code: "noteMissing" },
      { input: { note: "  " }, code: "noteMissing" },
    ],
  },
  {
    id: "T-19",
    from: "diagnosed",
    to: "repairing",
    action: "start_repair",
    who: ["technician"],
    not: [...OFFICE, "customer"],
  },
  {
    id: "T-20",
    from: "diagnosed",
    to: "waiting_parts",
    action: "request_parts",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    facts: { evidence: { ...FULL_EVIDENCE, openPartsRequest: true } },
    without: [
      { facts: { evidence: { ...FULL_EVIDENCE, openPartsRequest: false } }, code: "partsRequestMissing" },
    ],
  },
  {
    id: "T-21",
    from: "diagnosed",
    to: "not_fixed",
    action: "mark_not_fixed",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    input: { notFixedReasons: ["beyond_repair"] },
    without: noReasons,
  },
  {
    id: "T-22",
    from: "diagnosed",
    to: "pickup_device",
    action: "pickup_device",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    input: { ...REASON, customerTold: true },
    without: [
      { input: { customerTold: true }, code: "reasonMissing" },
      { input: REASON, code: "customerNotTold" },
    ],
  },
  {
    id: "T-23",
    from: "repairing",
    to: "completed",
    action: "mark_completed",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    without: [
      { facts: photos(2, 2), code: "photosMissing" },
      { facts: { evidence: { ...FULL_EVIDENCE, signOff: null } }, code: "signOffMissing" },
    ],
  },
  {
    id: "T-24",
    from: "repairing",
    to: "not_fixed",
    action: "mark_not_fixed",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    input: { notFixedReasons: ["parts_unavailable"] },
    without: noReasons,
  },
  {
    id: "T-25",
    from: "repairing",
    to: "waiting_parts",
    action: "request_parts",
    who: ["technician"],
    not: [...OFFICE, "customer"],
    facts: { evidence: { ...FULL_EVIDENCE, openPartsRequest: true } },
    without: [
      { facts: { evidence: { ...FULL_EVIDENCE, openPartsRequest: false } }, code: "partsRequestMissing" },
    ],
  },
  {
    id: "T-26",
    from: "waiting_parts",
    to: "repairing",
    action: "parts_received",
    who: ["admin", "technician"],
    not: ["customer"],
    without: [
      {
        facts: { evidence: { ...FULL_EVIDENCE, openPartsRequest: true, receivedParts: false } },
        code: "partsOutstanding",
      },
    ],
  },
  {
    id: "T-27",
    from: "waiting_parts",
    to: "cancelled",
    action: "cancel",
    who: OFFICE,
    not: ["technician", "customer"],
    input: REASON,
    without: noReason,
  },
  {
    id: "T-28",
    from: "pickup_device",
    to: "in_workshop",
    action: "check_in_workshop",
    who: ["workshop", "admin"],
    not: ["technician", "customer"],
  },
  {
    id: "T-29",
    from: "in_workshop",
    to: "ready_delivery",
    action: "repair_complete",
    who: ["workshop"],
    not: ["technician", "customer"],
    facts: { custody: "workshop" },
  },
  // Not fixed in the workshop still has to be given back: J-34 repairs T-30's end.
  {
    id: "T-30, J-34",
    from: "in_workshop",
    to: "ready_delivery",
    action: "mark_not_fixed",
    who: ["workshop"],
    not: ["technician", "customer"],
    input: { notFixedReasons: ["beyond_repair"] },
    facts: { custody: "workshop" },
    without: noReasons,
  },
  {
    id: "T-31",
    from: "ready_delivery",
    to: "completed",
    action: "deliver_device",
    who: ["technician"],
    not: ["admin", "customer"],
    facts: { custody: "technician", travel: "arrived", outcome: "fixed" },
    without: [{ facts: { evidence: { ...FULL_EVIDENCE, signOff: null } }, code: "signOffMissing" }],
  },
  {
    id: "T-41",
    from: "scheduled",
    to: "arrived",
    action: "check_in",
    who: ["technician", "workshop"],
    not: ["customer"],
    profile: "workshop",
  },
  {
    id: "J-30",
    from: "on_route",
    to: "cancelled",
    action: "cancel",
    who: OFFICE,
    not: ["technician", "customer"],
    input: REASON,
    facts: { travel: "en_route" },
    without: noReason,
  },
  {
    id: "J-30",
    from: "diagnosed",
    to: "cancelled",
    action: "cancel",
    who: OFFICE,
    not: ["technician", "customer"],
    input: REASON,
    without: noReason,
  },
  {
    id: "J-31",
    from: "arrived",
    to: "no_show",
    action: "report_no_show",
    who: ["technician"],
    not: ["customer"],
    input: { party: "customer" },
    facts: { travel: "arrived" },
    without: [{ input: {}, code: "partyMissing" }],
  },
  {
    id: "J-36",
    from: "waiting_parts",
    to: "not_fixed",
    action: "mark_not_fixed",
    who: [...OFFICE, "technician"],
    not: ["customer"],
    input: { notFixedReasons: ["parts_unavailable"] },
    without: noReasons,
  },
];

describe("[T-32] transitions as they were asked for", () => {
  for (const { id, from, to, action, who, not, profile, ...rest } of ASKED)
    test(`[${id}] ${from} to ${to}: ${action}`, () => {
      const ask = (role: ActorRole, input = rest.input ?? {}, facts: Partial<TicketFacts> = {}) =>
        plan({
          ticket: ticketFacts({
            status: from,
            profile: profile ?? "home_repair",
            technicianId: "t1",
            startsAt: NOW + 48 * HOUR,
            travel: "planned",
            evidence: FULL_EVIDENCE,
            ...rest.facts,
            ...facts,
          }),
          actor: { role, technicianId: role === "technician" ? "t1" : null },
          action,
          input,
          expectedVersion: 1,
          now: NOW,
        });
      for (const role of who) expect(ask(role), role).toEqual({ ok: true, action, from, to });
      for (const role of not) {
        const refused = ask(role);
        expect(refused.ok ? [] : refused.blockers.map(({ code }) => code), role).toContain("roleForbids");
      }
      const [first] = who;
      for (const { input, facts, code } of rest.without ?? []) {
        const refused = ask(first ?? "admin", input, facts);
        expect(refused.ok ? [] : refused.blockers.map((blocker) => blocker.code)).toEqual([code]);
      }
    });

  test("[T-15, J-33] a customer needs the notice of the work type, the office does not", () => {
    const cancel = (role: ActorRole, hours: number) =>
      plan({
        ticket: ticketFacts({
          status: "scheduled",
          technicianId: "t1",
          startsAt: NOW + hours * HOUR,
          travel: "planned",
        }),
        actor: { role, technicianId: null },
        action: "cancel",
        input: REASON,
        expectedVersion: 1,
        now: NOW,
      }).ok;
    expect([cancel("customer", 25), cancel("customer", 23), cancel("supervisor", 1)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test("[J-38] who may cancel is said per edge: the customer until somebody is on his way, the office as long as nothing of his is with us", () => {
    const from = (role: ActorRole) =>
      STATUSES.filter((status) => edgeFrom(TRANSITIONS, "cancel", status, "home_repair")?.by.includes(role));
    expect(from("customer").toSorted()).toEqual(
      ["pending_payment", "under_review", "new", "assigned", "scheduled", "no_show"].toSorted(),
    );
    expect(from("supervisor")).toEqual(expect.arrayContaining(["on_route", "diagnosed", "waiting_parts"]));
    expect(from("technician")).toEqual([]);
    expect(from("workshop")).toEqual([]);
  });

  test("[J-32] another technician or another time moves the visit and leaves the status, until the trip begins", () => {
    for (const [action, status] of [
      ["reassign", "assigned"],
      ["reassign", "scheduled"],
      ["reschedule", "scheduled"],
    ] as const)
      expect(edgeFrom(TRANSITIONS, action, status, "home_repair")?.to).toBe(status);
    for (const status of ["assigned", "scheduled"] as const)
      expect(edgeFrom(TRANSITIONS, "unassign", status, "home_repair")?.to).toBe("new");
    for (const action of ["reassign", "reschedule", "unassign"] as const)
      for (const status of ["on_route", "arrived", "repairing", "completed"] as const)
        expect(edgeFrom(TRANSITIONS, action, status, "home_repair"), `${action} ${status}`).toBeUndefined();
  });

  test("[T-37] every end says how it ended", () => {
    const end = (action: StepAction, status: TicketStatus) => outcomeAfter(action, { status, outcome: null });
    expect(end("mark_completed", "repairing")).toBe("fixed");
    expect(end("mark_not_fixed", "repairing")).toBe("not_fixed");
    expect(end("cancel", "diagnosed")).toBe("cancelled");
    expect(end("reject_request", "under_review")).toBe("rejected");
    // Called off after nobody came, it stays what it was.
    expect(end("cancel", "no_show")).toBe("no_show");
  });

  /** Statuses a ticket of a profile can come to from its first ones. */
  const reachable = (profile: FlowProfile): ReadonlySet<TicketStatus> => {
    const found = new Set<TicketStatus>(FIRST_STATUSES);
    for (const from of found)
      for (const action of Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[]) {
        const edge = edgeFrom(TRANSITIONS, action, from, profile);
        if (edge) found.add(edge.to);
      }
    return found;
  };

  test("[T-03, J-30] every stage of a car's repair has its place in the one lifecycle", () => {
    // submitted, under review, approved, assigned, on the way, arrived, diagnosis, parts, work, check, and three ends;
    // "technician notified" is a message of the outbox, no stage.
    const stages: readonly TicketStatus[] = [
      "under_review",
      "new",
      "assigned",
      "on_route",
      "arrived",
      "inspecting",
      "diagnosed",
      "waiting_parts",
      "repairing",
      "quality_check",
      "completed",
      "cancelled",
      "rejected",
    ];
    const reached = reachable("vehicle_service");
    for (const stage of stages) expect(reached, stage).toContain(stage);
  });

  test("[T-04] of a stage it is told whether it is over, at hand, skipped or still to come, without a row of its own", () => {
    const ahead = statusesAhead("vehicle_service", "diagnosed");
    expect(ahead).toEqual(["repairing", "quality_check", "completed"]);
    // A detour stands where it left the way; an end has nothing before it.
    expect(statusesAhead("vehicle_service", "waiting_parts")).toEqual(ahead);
    for (const end of ["completed", "cancelled", "rejected", "not_fixed"] as const)
      expect(statusesAhead("vehicle_service", end)).toEqual([]);
  });

  test("[T-05] pending, in progress, extra repair found, completed; billing is an axis of its own", () => {
    const reached = reachable("workshop");
    for (const stage of ["new", "repairing", "awaiting_approval", "completed"] as const)
      expect(reached, stage).toContain(stage);
    // Extra repair found while working: the work waits for the customer's word.
    expect(edgeFrom(TRANSITIONS, "request_approval", "repairing", "workshop")?.to).toBe("awaiting_approval");
    expect(STATUSES.filter((status) => /bill|paid/.test(status))).toEqual([]);
  });

  test("[T-06] a session waits for payment, is confirmed and moved on its visit, and ends held, called off or missed", () => {
    const reached = reachable("session");
    for (const stage of ["pending_payment", "scheduled", "completed", "cancelled", "no_show"] as const)
      expect(reached, stage).toContain(stage);
    for (const action of ["confirm_visit", "reschedule"] as const)
      expect(edgeFrom(TRANSITIONS, action, "scheduled", "session")?.to).toBe("scheduled");
    for (const repairOnly of ["on_route", "waiting_parts", "ready_delivery"] as const)
      expect(reached).not.toContain(repairOnly);
  });
});
