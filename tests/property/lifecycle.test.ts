/**
 * Random walks over the lifecycle with fixed seeds: whatever people try in whatever order, a ticket never leaves its
 * table, its timeline folds to its status, and no technician is ever booked twice.
 */
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Role } from "../../shared/access/roles";
import { edgeFrom } from "../../shared/core/lifecycle";
import type { Actor, TechnicianFacts, TicketFacts } from "../../shared/tickets/facts";
import type { StepInput } from "../../shared/tickets/inputs";
import { placementActions, planPlacement } from "../../shared/tickets/placement";
import { offeredSteps, plan } from "../../shared/tickets/plan";
import { STATUS_META, STATUSES, type TicketStatus } from "../../shared/tickets/statuses";
import { STEP_ACTIONS, type TicketAction, TRANSITIONS } from "../../shared/tickets/transitions";
import { customerMilestones } from "../../shared/tracking/milestones";
import { instantAt } from "../../shared/time/zones";
import { STEP_INPUT } from "../support/world";

// Hundreds of runs per test; a busy machine needs more than the default.
vi.setConfig({ testTimeout: 60_000 });

const ZONE = "Asia/Riyadh";
const NOW = instantAt("2026-11-22", 480, ZONE);
const CREW: TechnicianFacts[] = ["t1", "t2", "t3"].map((technicianId) => ({
  technicianId,
  name: { ar: technicianId, en: technicianId },
  branchId: "b",
  active: true,
  onDuty: technicianId !== "t3",
  skills: technicianId === "t2" ? [] : ["cooling"],
  shift: { startMinute: 480, endMinute: 1200, weekdays: [0, 1, 2, 3, 4, 5, 6] },
}));

interface Event {
  from: TicketStatus;
  to: TicketStatus;
  action: TicketAction;
}

/** The smallest world that can apply what a plan allows: what the server's applier does, without a server. */
class SmallWorld {
  readonly tickets: TicketFacts[];
  readonly events: Event[][];

  constructor(count: number) {
    this.tickets = Array.from({ length: count }, (_, index) => ({
      number: `TK-00000${index}`,
      status: "new" as const,
      version: 1,
      branchId: "b",
      workType: "ac_repair" as const,
      technicianId: null,
      startsAt: null,
      endsAt: null,
      lastChange: { action: "create" as const, by: { ar: "", en: "" }, at: NOW },
      otherTripNumber: null,
    }));
    this.events = this.tickets.map(() => []);
  }

  facts(index: number): TicketFacts {
    const ticket = this.tickets[index];
    if (!ticket) throw new RangeError("no such ticket");
    const busy: TicketStatus[] = ["on_route", "arrived", "inspecting", "diagnosed", "repairing"];
    const other = this.tickets.find(
      (one) => one !== ticket && one.technicianId === ticket.technicianId && busy.includes(one.status),
    );
    return { ...ticket, otherTripNumber: ticket.technicianId === null ? null : (other?.number ?? null) };
  }

  live(): TicketFacts[] {
    return this.tickets.filter((one) => one.technicianId !== null && !STATUS_META[one.status].terminal);
  }

  private write(index: number, action: TicketAction, change: Partial<TicketFacts>): void {
    const before = this.facts(index);
    const edge = edgeFrom(TRANSITIONS, action, before.status);
    expect(edge, `${action} from ${before.status}`).toBeDefined();
    if (!edge) return;
    this.events[index]?.push({ from: before.status, to: edge.to, action });
    this.tickets[index] = { ...before, ...change, status: edge.to, version: before.version + 1 };
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
    for (const action of result.actions)
      this.write(
        index,
        action,
        action === "schedule" || action === "reschedule"
          ? { startsAt: result.startsAt, endsAt: result.endsAt }
          : { technicianId: result.technicianId },
      );
    return true;
  }

  press(index: number, choice: number, role: Role): boolean {
    const ticket = this.facts(index);
    const actor = { role, technicianId: role === "technician" ? ticket.technicianId : null };
    const live = offeredSteps(ticket, actor, NOW).filter((one) => one.blockers.length === 0);
    const { action } = live[choice % Math.max(1, live.length)] ?? {};
    if (!action) return false;
    // A live button with its form filled in is never refused.
    expect(this.step(index, action, actor, STEP_INPUT[action], ticket.version)).toBe(true);
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
    this.write(
      index,
      action,
      action === "unassign" ? { technicianId: null, startsAt: null, endsAt: null } : {},
    );
    return true;
  }
}

const actorOf = (role: Role): Actor => ({ role, technicianId: role === "technician" ? "t1" : null });
const role = fc.constantFrom<Role>("dispatcher", "technician", "technician", "owner", "customer", "workshop");
const input = fc.constantFrom<StepInput>(
  {},
  { reason: "customer_request", note: "n", noFixReason: "timeout" },
  { reason: "vehicle_problem", note: "n", fix: { lat: 24, lng: 46, accuracyM: 5 } },
);
const stale = fc.integer({ min: 0, max: 7 }).map((n) => n === 3);
const move = fc.oneof(
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

/** Somebody presses a live button with the form filled in: this is what gets a walk to the far end. */
function pressing() {
  return fc.record({
    kind: fc.constant("press" as const),
    ticket: fc.nat(4),
    choice: fc.nat(5),
    role: fc.constantFrom<Role>(...Array.from({ length: 15 }, () => "technician" as const), "dispatcher"),
    stale: fc.constant(false),
  });
}

function check(world: SmallWorld): void {
  for (const [index, ticket] of world.tickets.entries()) {
    const events = world.events[index] ?? [];
    let status: TicketStatus = "new";
    for (const event of events) {
      expect(event.from).toBe(status);
      status = event.to;
    }
    expect(status).toBe(ticket.status);
    expect(ticket.version).toBe(events.length + 1);
    expect(ticket.technicianId === null).toBe(
      ticket.status === "new" || (ticket.status === "cancelled" && ticket.technicianId === null),
    );
    if (ticket.status === "scheduled") expect(ticket.startsAt).not.toBeNull();
    if (ticket.status === "assigned") expect(ticket.startsAt).toBeNull();
  }
  const live = world.live().filter((one) => one.startsAt !== null);
  for (const a of live)
    for (const b of live)
      if (a !== b && a.technicianId === b.technicianId && (a.startsAt ?? 0) <= (b.startsAt ?? 0))
        expect(a.endsAt).toBeLessThanOrEqual(b.startsAt ?? 0);
  const travelling = world.tickets.filter((one) => one.status === "on_route").map((one) => one.technicianId);
  expect(new Set(travelling).size).toBe(travelling.length);
}

describe("random walks", () => {
  for (const seed of [1, 20_261_121, 777])
    test(`[T-33][S-35] any order of attempts keeps every promise (seed ${seed})`, () => {
      let accepted = 0;
      let finished = 0;
      fc.assert(
        fc.property(fc.array(move, { minLength: 60, maxLength: 140 }), (moves) => {
          const world = new SmallWorld(5);
          for (const one of moves) {
            const { version } = world.facts(one.ticket);
            const expected = one.stale ? version - 1 : version;
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
        }),
        { seed, numRuns: 60 },
      );
      // The walk really walks, and to the end.
      expect(accepted).toBeGreaterThan(250);
      expect(finished).toBeGreaterThan(3);
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
