/**
 * The past rebuilt from the timeline: for random walks over the lifecycle, folding the events up to any moment gives what
 * the ticket was then, and folding all of them gives what it is now, whether the events name their visit or not.
 */
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { edgeFrom } from "../../shared/core/lifecycle";
import {
  boardAt,
  type PastEvent,
  type PastVisit,
  ticketAt,
  type TicketHistory,
} from "../../shared/replay/boardAt";
import { factsAfter, visitEffect } from "../../shared/tickets/effects";
import type { TicketFacts } from "../../shared/tickets/facts";
import { ACTIONS, TRANSITIONS } from "../../shared/tickets/transitions";
import { defaultWindow } from "../../shared/tickets/visits";
import { MINUTE_MS } from "../../shared/time/zones";
import { ticketFacts } from "../support/ticketFacts";

vi.setConfig({ testTimeout: 60_000 });

const SARA = { ar: "سارة", en: "Sara" };
const T0 = Date.UTC(2026, 10, 22, 8);

interface Walk {
  readonly history: TicketHistory;
  /** What the ticket was after each event. */
  readonly states: readonly TicketFacts[];
}

/** Takes steps as long as dice are left; what a step does is asked of the effects, as the server does. */
function walk(workType: string, dice: readonly number[], named: boolean): Walk {
  let facts = ticketFacts({ workType });
  let at = T0;
  let visits = 0;
  const event = (action: PastEvent["action"], change: Partial<PastEvent>): PastEvent => ({
    action,
    to: facts.status,
    version: facts.version,
    occurredAt: at,
    recordedAt: at + 5_000,
    by: SARA,
    technicianId: null,
    startsAt: null,
    visit: named ? null : "derive",
    window: null,
    priority: null,
    ...change,
  });
  const events = [event("create", {})];
  const states = [facts];
  for (const die of dice) {
    const open = ACTIONS.filter((action) => {
      const effect = visitEffect(action, facts).kind;
      // Which visit an undo brings back is not known from the step alone.
      if (effect === "earlier" || effect === "length" || action === "change_priority") return false;
      const needsVisit = effect !== "none" && effect !== "open";
      return (
        (!needsVisit || facts.travel !== null) && edgeFrom(TRANSITIONS, action, facts.status, facts.profile)
      );
    });
    const action = open[die % Math.max(1, open.length)];
    if (action === undefined) break;
    const edge = edgeFrom(TRANSITIONS, action, facts.status, facts.profile);
    if (!edge) throw new Error(`${action} was offered without an edge`);
    at += 1 + (die % 90) * MINUTE_MS;
    const startsAt = T0 + (die % 40) * 15 * MINUTE_MS;
    const change = {
      technicianId: `t${die % 3}`,
      startsAt,
      endsAt: startsAt + facts.policy.visitMinutes * MINUTE_MS,
    };
    if (visitEffect(action, facts).kind === "open") visits += 1;
    facts = factsAfter(facts, action, edge.to, change);
    const visit: PastVisit | null =
      facts.travel === null || facts.technicianId === null || facts.visitKind === null
        ? null
        : {
            visitId: `v${visits}`,
            technicianId: facts.technicianId,
            startsAt: facts.startsAt,
            endsAt: facts.endsAt,
            travel: facts.travel,
            kind: facts.visitKind,
            window: facts.startsAt === null ? null : defaultWindow(facts.startsAt),
          };
    events.push(
      event(action, {
        technicianId: facts.technicianId,
        startsAt: facts.startsAt,
        ...(named ? { visit } : {}),
      }),
    );
    states.push(facts);
  }
  const { profile, priority, policy } = facts;
  return {
    history: { ticketId: "tk", profile, priority, visitMinutes: policy.visitMinutes, events },
    states,
  };
}

const seen = ({
  status,
  version,
  custody,
  outcome,
  technicianId,
  startsAt,
  endsAt,
  travel,
}: TicketFacts) => ({
  status,
  version,
  custody,
  outcome,
  visit: travel === null ? null : { technicianId, startsAt, endsAt, travel },
});

function folded(history: TicketHistory, at: number) {
  const past = ticketAt(history, at, "occurred");
  if (past === null) return null;
  const { status, version, custody, outcome, visit } = past;
  return {
    status,
    version,
    custody,
    outcome,
    visit: visit && {
      technicianId: visit.technicianId,
      startsAt: visit.startsAt,
      endsAt: visit.endsAt,
      travel: visit.travel,
    },
  };
}

const walks = fc
  .tuple(
    fc.constantFrom("ac_repair", "car_service", "motorbike_service", "consultation_online"),
    fc.array(fc.nat(10_000), { maxLength: 25 }),
    fc.boolean(),
  )
  .map(([workType, dice, named]) => walk(workType, dice, named));

test("[S-35] folded up to any event a timeline gives the ticket as it was after it", () => {
  fc.assert(
    fc.property(walks, ({ history, states }) => {
      history.events.forEach((event, index) => {
        const state = states[index];
        if (!state) throw new Error("every event left a state");
        expect(folded(history, event.occurredAt)).toEqual(seen(state));
        const next = history.events[index + 1]?.occurredAt ?? Number.POSITIVE_INFINITY;
        if (Number.isFinite(next)) expect(folded(history, next - 1)).toEqual(seen(state));
      });
      expect(folded(history, T0 - 1)).toBeNull();
    }),
    { numRuns: 400, seed: 20_261_129 },
  );
});

test("[S-35] folded up to now it is the present; a visit is never lost and never in two places", () => {
  fc.assert(
    fc.property(walks, ({ history, states }) => {
      const [now] = boardAt([history], Number.POSITIVE_INFINITY, "recorded");
      const present = states.at(-1);
      if (!now || !present) throw new Error("the ticket exists");
      expect(now.status).toBe(present.status);
      const ids = [...now.earlier, ...(now.visit ? [now.visit] : [])].map((visit) => visit.visitId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(now.earlier.every((visit) => visit.travel !== "paused")).toBe(true);
    }),
    { numRuns: 400, seed: 20_261_130 },
  );
});
