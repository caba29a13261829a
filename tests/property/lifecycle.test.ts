/**
 * Random walks over the lifecycle with fixed seeds: whatever people try in whatever order, a ticket never leaves its
 * table, its timeline folds to its status, and no technician is ever booked twice.
 */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Role } from "../../shared/access/roles";
import { builtInPolicy } from "../../shared/catalogue/defaults";
import { edgeFrom } from "../../shared/core/lifecycle";
import { factsAfter, type PlacementChange } from "../../shared/tickets/effects";
import type { Evidence } from "../../shared/tickets/evidence";
import type { Actor, ActorRole, TechnicianFacts, TicketFacts } from "../../shared/tickets/facts";
import type { StepInput } from "../../shared/tickets/inputs";
import { placementActions, planPlacement } from "../../shared/tickets/placement";
import { offeredSteps, plan } from "../../shared/tickets/plan";
import { isOpen, STATUS_META, STATUSES, type TicketStatus } from "../../shared/tickets/statuses";
import { firstStatusOf, stepPolicyOf } from "../../shared/tickets/stepPolicy";
import {
  STEP_ACTIONS,
  type StepAction,
  type TicketAction,
  TRANSITIONS,
} from "../../shared/tickets/transitions";
import { isLiveTravel } from "../../shared/tickets/visits";
import { customerMilestones } from "../../shared/tracking/milestones";
import { instantAt } from "../../shared/time/zones";
import { FULL_EVIDENCE, ticketFacts } from "../support/ticketFacts";
import { STEP_INPUT } from "../support/world";

// Hundreds of runs per test; a busy machine needs more than the default.
vi.setConfig({ testTimeout: 60_000 });

const ZONE = "Asia/Riyadh";
const NOW = instantAt("2026-11-22", 480, ZONE);
/** One ticket of every way a ticket can go, and two of the commonest. */
const WORK_TYPES = [
  "ac_repair",
  "ac_repair",
  "car_service",
  "motorbike_service",
  "consultation_online",
] as const;
const CREW: TechnicianFacts[] = ["t1", "t2", "t3"].map((technicianId) => ({
  technicianId,
  name: { ar: technicianId, en: technicianId },
  branchId: "b",
  active: true,
  onDuty: technicianId !== "t3",
  skills: technicianId === "t2" ? [] : ["cooling"],
  shift: { startMinute: 480, endMinute: 1200, weekdays: [0, 1, 2, 3, 4, 5, 6] },
  areas: [],
  absences: [],
}));

interface Event {
  from: TicketStatus;
  to: TicketStatus;
  action: TicketAction;
}

/** The smallest world that can apply what a plan allows: what the server's applier does, without a server. */
class SmallWorld {
  readonly tickets: TicketFacts[];
  readonly firsts: TicketStatus[];
  readonly events: Event[][];

  constructor(count: number) {
    this.tickets = Array.from({ length: count }, (_, index) => {
      const workType = WORK_TYPES[index % WORK_TYPES.length] ?? "ac_repair";
      const policy = builtInPolicy(workType);
      return ticketFacts({
        number: `TK-00000${index}`,
        workType,
        status: firstStatusOf(policy),
        reviewed: !policy.gates.staffReview,
        policy: { ...stepPolicyOf(policy), skills: ["cooling"] },
        evidence: FULL_EVIDENCE,
      });
    });
    this.firsts = this.tickets.map((ticket) => ticket.status);
    this.events = this.tickets.map(() => []);
  }

  facts(index: number): TicketFacts {
    const ticket = this.tickets[index];
    if (!ticket) throw new RangeError("no such ticket");
    const other = this.tickets.find(
      (one) =>
        one !== ticket &&
        one.technicianId === ticket.technicianId &&
        (one.travel === "en_route" || one.travel === "arrived") &&
        one.visitKind !== "drop_off" &&
        STATUS_META[one.status].clock === "running",
    );
    return { ...ticket, otherTripNumber: ticket.technicianId === null ? null : (other?.number ?? null) };
  }

  live(): TicketFacts[] {
    return this.tickets.filter((one) => one.travel !== null && isLiveTravel(one.travel));
  }

  /** Records come and go beside the steps: parts, estimates, checks. */
  attach(index: number, evidence: Partial<Evidence>): void {
    const ticket = this.tickets[index];
    if (ticket) this.tickets[index] = { ...ticket, evidence: { ...ticket.evidence, ...evidence } };
  }

  private write(index: number, action: TicketAction, change?: PlacementChange): void {
    const before = this.facts(index);
    const edge = edgeFrom(TRANSITIONS, action, before.status, before.profile);
    expect(edge, `${action} from ${before.status}`).toBeDefined();
    if (!edge) return;
    this.events[index]?.push({ from: before.status, to: edge.to, action });
    const after = factsAfter(before, action, edge.to, change);
    const closed = isOpen(before.status) && !isOpen(edge.to) ? { closedAt: NOW } : {};
    this.tickets[index] = { ...after, ...closed };
  }

  place(
    index: number,
    technician: TechnicianFacts,
    startsAt: number | null,
    actor: Actor,
    version: number,
  ): boolean {
    const ticket = this.facts(index);
    const visits = this.live().flatMap((one) =>
      one.technicianId === technician.technicianId && one.startsAt !== null && one.endsAt !== null
        ? [{ number: one.number, startsAt: one.startsAt, endsAt: one.endsAt }]
        : [],
    );
    const branch = { branchId: "b", name: { ar: "b", en: "b" }, zone: ZONE };
    const result = planPlacement({
      ticket,
      technician,
      reason: "time_not_suitable",
      visits,
      branch,
      actor,
      startsAt,
      expectedVersion: version,
      now: NOW,
    });
    if (!result.ok) {
      expect(result.blockers.length).toBeGreaterThan(0);
      return false;
    }
    expect(result.actions).toEqual(placementActions(ticket, technician.technicianId, startsAt));
    const { technicianId } = result;
    for (const action of result.actions)
      this.write(index, action, { technicianId, startsAt: result.startsAt, endsAt: result.endsAt });
    return true;
  }

  press(index: number, choice: number, role: ActorRole): boolean {
    const ticket = this.facts(index);
    const actor = { role, technicianId: role === "technician" ? ticket.technicianId : null };
    const live = offeredSteps(ticket, actor, NOW).filter((one) => one.blockers.length === 0);
    // Most people press the first button, some any other one.
    const { action } = live[choice > 1 ? 0 : choice % Math.max(1, live.length)] ?? {};
    if (!action) return false;
    // A live button with its form filled in is never refused.
    expect(this.step(index, action, actor, formFor(action, ticket), ticket.version)).toBe(true);
    return true;
  }

  step(
    index: number,
    action: (typeof STEP_ACTIONS)[number],
    actor: Actor,
    input: StepInput,
    version: number,
  ): boolean {
    const ticket = this.facts(index);
    const offered = offeredSteps(ticket, actor, NOW).find((one) => one.action === action);
    const result = plan({ ticket, actor, action, input, expectedVersion: version, now: NOW });
    // A button that is not live never turns out to be accepted.
    if (result.ok) expect(offered?.blockers).toEqual([]);
    if (!result.ok) return false;
    this.write(index, action);
    return true;
  }
}

/** The form of a step filled in so that it fits this ticket. */
function formFor(action: StepAction, { startsAt, priority }: TicketFacts): StepInput {
  if (action === "promise_window" && startsAt !== null)
    return { window: { startsAt: startsAt - 900_000, endsAt: startsAt + 3_600_000 } };
  if (action === "change_priority") return { priority: priority === "low" ? "high" : "low" };
  return STEP_INPUT[action];
}

const actorOf = (role: ActorRole): Actor => ({ role, technicianId: role === "technician" ? "t1" : null });
const role = fc.constantFrom<Role>("dispatcher", "technician", "technician", "owner", "customer", "workshop");
const input = fc.constantFrom<StepInput>(
  {},
  { reason: "customer_request", note: "n", noFixReason: "timeout" },
  { reason: "vehicle_problem", note: "n", fix: { lat: 24, lng: 46, accuracyM: 5 } },
);
const stale = fc.integer({ min: 0, max: 7 }).map((n) => n === 3);
/** What may be attached to a ticket at any time, in the combinations edges ask about. */
const RECORDS: readonly Partial<Evidence>[] = [
  { openPartsRequest: true, receivedParts: false },
  { openPartsRequest: false, receivedParts: true },
  { estimate: "sent" },
  { estimate: "approved" },
  { estimate: "declined" },
  { qualityCheck: "failed" },
  { qualityCheck: "passed" },
  { openHolds: 1 },
  { openHolds: 0 },
];
const move = fc.oneof(
  { weight: 3, arbitrary: attaching() },
  { weight: 3, arbitrary: placing() },
  { weight: 3, arbitrary: stepping() },
  { weight: 6, arbitrary: pressing() },
);

function placing() {
  return fc.record({
    kind: fc.constant("place" as const),
    ticket: fc.nat(4),
    technician: fc.nat(2),
    minute: fc.option(fc.integer({ min: 400, max: 1250 }), { nil: null }),
    role: fc.constantFrom<Role>("dispatcher", "owner", "technician"),
    stale,
  });
}

function stepping() {
  return fc.record({
    kind: fc.constant("step" as const),
    ticket: fc.nat(4),
    action: fc.constantFrom(...STEP_ACTIONS),
    input,
    role,
    stale,
  });
}

function attaching() {
  return fc.record({
    kind: fc.constant("attach" as const),
    ticket: fc.nat(4),
    evidence: fc.constantFrom(...RECORDS),
    role: fc.constant<Role>("technician"),
    stale: fc.constant(false),
  });
}

/** Somebody presses a live button with the form filled in: this is what gets a walk to the far end. */
function pressing() {
  return fc.record({
    kind: fc.constant("press" as const),
    ticket: fc.nat(4),
    choice: fc.nat(7),
    role: fc.constantFrom<ActorRole>(
      ...Array.from({ length: 12 }, () => "technician" as const),
      "dispatcher",
      "workshop",
      "workshop",
      "customer",
      "system",
    ),
    stale: fc.constant(false),
  });
}

function check(world: SmallWorld): void {
  for (const [index, ticket] of world.tickets.entries()) {
    const events = world.events[index] ?? [];
    let status = world.firsts[index] ?? "new";
    for (const event of events) {
      expect(event.from).toBe(status);
      status = event.to;
    }
    expect(status).toBe(ticket.status);
    expect(ticket.version).toBe(events.length + 1);
    expect(ticket.technicianId === null).toBe(ticket.travel === null);
    const { startsAt, travel, custody, outcome } = ticket;
    if (status === "scheduled") expect([startsAt === null, travel]).toEqual([false, "planned"]);
    if (status === "assigned") expect([startsAt, travel]).toEqual([null, "planned"]);
    if (status === "on_route") expect(travel).toBe("en_route");
    if (status === "pickup_device") expect(custody).toBe("technician");
    if (status === "in_workshop") expect(custody).toBe("workshop");
    if (status === "ready_delivery") expect(["fixed", "not_fixed"]).toContain(outcome);
    if (status === "completed") expect(outcome).toBe("fixed");
    // [J-34] A closed ticket has an outcome, nobody is on the way for it, and the device is with its owner.
    if (!isOpen(status)) {
      expect(outcome).not.toBeNull();
      expect(custody, `${ticket.profile} ${status}`).toBe("customer");
      expect(travel !== null && isLiveTravel(travel)).toBe(false);
    }
  }
  const live = world.live().filter((one) => one.startsAt !== null);
  for (const a of live)
    for (const b of live)
      if (a !== b && a.technicianId === b.technicianId && (a.startsAt ?? 0) <= (b.startsAt ?? 0))
        expect(a.endsAt).toBeLessThanOrEqual(b.startsAt ?? 0);
  const travelling = world.tickets.filter((one) => one.travel === "en_route").map((one) => one.technicianId);
  expect(new Set(travelling).size).toBe(travelling.length);
}

describe("random walks", () => {
  for (const seed of [1, 20_261_121, 777])
    test(`[T-33][S-35] any order of attempts keeps every promise (seed ${seed})`, () => {
      let accepted = 0;
      let finished = 0;
      const seen = new Set<TicketStatus>();
      fc.assert(
        fc.property(fc.array(move, { minLength: 60, maxLength: 140 }), (moves) => {
          const world = new SmallWorld(5);
          for (const one of moves) {
            const { version } = world.facts(one.ticket);
            const expected = one.stale ? version - 1 : version;
            if (one.kind === "attach") {
              world.attach(one.ticket, one.evidence);
              continue;
            }
            const actor = actorOf(one.role);
            const technician = one.kind === "place" ? CREW[one.technician] : undefined;
            const done =
              one.kind === "press"
                ? world.press(one.ticket, one.choice, one.role)
                : one.kind === "place"
                  ? technician !== undefined &&
                    world.place(
                      one.ticket,
                      technician,
                      one.minute === null ? null : instantAt("2026-11-22", one.minute, ZONE),
                      actor,
                      expected,
                    )
                  : world.step(one.ticket, one.action, actor, one.input, expected);
            expect(done && one.stale).toBe(false);
            if (!done) continue;
            accepted += 1;
            check(world);
          }
          finished += world.tickets.filter((one) => one.status === "completed").length;
          for (const events of world.events) for (const event of events) seen.add(event.to);
        }),
        { seed, numRuns: 60 },
      );
      // The walk really walks, and to the end.
      expect(accepted).toBeGreaterThan(250);
      expect(finished).toBeGreaterThan(3);
      expect(seen.size).toBeGreaterThan(14);
    });
});

describe("the customer's story", () => {
  test("[S-07] ends with the present status, never repeats one, and runs in lifecycle order", () => {
    const walk = fc.array(fc.nat(1_000), { maxLength: 40 }).map((choices) => {
      const events: { from: TicketStatus | null; to: TicketStatus; occurredAt: number }[] = [
        { from: null, to: "new", occurredAt: 0 },
      ];
      let status: TicketStatus = "new";
      for (const [index, choice] of choices.entries()) {
        const edges = Object.values(TRANSITIONS)
          .flat()
          .filter((edge) => edge.from === status);
        const edge = edges[choice % Math.max(1, edges.length)];
        if (!edge) break;
        events.push({ from: status, to: edge.to, occurredAt: index + 1 });
        status = edge.to;
      }
      return { events, status };
    });
    fc.assert(
      fc.property(walk, ({ events, status }) => {
        const story = customerMilestones(events).map((milestone) => milestone.status);
        expect(story.at(-1)).toBe(status);
        expect(new Set(story).size).toBe(story.length);
        expect(story).toEqual(story.toSorted((a, b) => STATUSES.indexOf(a) - STATUSES.indexOf(b)));
      }),
      { seed: 42, numRuns: 400 },
    );
  });
});
