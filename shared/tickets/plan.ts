/**
 * plan(): may this actor take this step now, and if not, everything that is in the way. Used by the server to decide
 * and by the web to enable buttons, word reasons and forecast. Placement (who goes when) is in placement.ts.
 * Reads no clock and writes nothing.
 */
import { isOneOf } from "../access/roles";
import { edgeFrom } from "../core/lifecycle";
import type { Blocker } from "./blockers";
import type { Actor, PlacementTicketFacts, TicketFacts } from "./facts";
import type { StepInput } from "./inputs";
import { ASKABLE_NEEDS, judgeNeed, RECORD_NEEDS, SITUATION_NEEDS } from "./needs";
import type { TicketStatus } from "./statuses";
import { type Need, type StepAction, STEP_ACTIONS, type TicketAction, TRANSITIONS } from "./transitions";

export type StepPlan =
  | { readonly ok: true; readonly action: StepAction; readonly from: TicketStatus; readonly to: TicketStatus }
  | { readonly ok: false; readonly blockers: readonly Blocker[] };

export interface StepRequest {
  readonly ticket: TicketFacts;
  readonly actor: Actor;
  readonly action: StepAction;
  readonly input: StepInput;
  readonly expectedVersion: number;
  readonly now: number;
}

/** Blockers every change shares: the version looked at, the edge, the role and whose ticket it is. */
export function commonBlockers(
  ticket: PlacementTicketFacts,
  actor: Actor,
  action: TicketAction,
  expectedVersion: number,
): Blocker[] {
  const found: Blocker[] = [];
  if (ticket.version !== expectedVersion) {
    const { by, at, action: last } = ticket.lastChange;
    found.push({ code: "changedMeanwhile", number: ticket.number, by, changedAt: at, action: last });
  }
  const edge = edgeFrom(TRANSITIONS, action, ticket.status, ticket.profile);
  if (!edge) found.push({ code: "statusForbids", action, status: ticket.status });
  const mayAnywhere = TRANSITIONS[action].some((other) => other.by.includes(actor.role));
  if (edge ? !edge.by.includes(actor.role) : !mayAnywhere)
    found.push({ code: "roleForbids", action, role: actor.role });
  if (actor.role === "technician" && actor.technicianId !== ticket.technicianId)
    found.push({ code: "notYours", number: ticket.number });
  return found;
}

/** Judges one step. All blockers are reported, not the first. */
export function plan(request: StepRequest): StepPlan {
  const { ticket, actor, action, expectedVersion } = request;
  const blockers = commonBlockers(ticket, actor, action, expectedVersion);
  const edge = edgeFrom(TRANSITIONS, action, ticket.status, ticket.profile);
  for (const need of edge?.needs ?? []) blockers.push(...judgeNeed(need, ticket, request));
  if (!edge || blockers.length > 0) return { ok: false, blockers };
  return { ok: true, action, from: edge.from, to: edge.to };
}

/** One button: an action the status, profile and role offer, with what still stands in its way. */
export interface OfferedStep {
  readonly action: StepAction;
  readonly to: TicketStatus;
  /** Needs the form must fill in; their blockers are left out of `blockers`. */
  readonly asks: readonly Need[];
  /**
   * Records still missing: photos, sign-off, parts request, estimate, quality check. Their sentences are in `blockers`;
   * a screen that can make the record opens its form instead of only showing the reason.
   */
  readonly wants: readonly Need[];
  /** What no form of the step itself can cure. Empty means the button is live. */
  readonly blockers: readonly Blocker[];
}

/** The steps to show for a ticket in its situation, the next one first. The version shown is the version sent. */
export function offeredSteps(ticket: TicketFacts, actor: Actor, now: number): OfferedStep[] {
  return STEP_ACTIONS.flatMap((action): OfferedStep[] => {
    const edge = edgeFrom(TRANSITIONS, action, ticket.status, ticket.profile);
    if (!edge?.by.includes(actor.role)) return [];
    const judgement = { actor, action, input: {}, now };
    const asks: readonly Need[] = edge.needs.filter((need) => isOneOf(ASKABLE_NEEDS, need));
    const open = edge.needs
      .filter((need) => !asks.includes(need))
      .map((need) => ({ need, blockers: judgeNeed(need, ticket, judgement) }))
      .filter((one) => one.blockers.length > 0);
    if (open.some((one) => isOneOf(SITUATION_NEEDS, one.need))) return [];
    return [
      {
        action,
        to: edge.to,
        asks,
        wants: open.map((one) => one.need).filter((need) => isOneOf(RECORD_NEEDS, need)),
        blockers: [
          ...commonBlockers(ticket, actor, action, ticket.version),
          ...open.flatMap((one) => one.blockers),
        ],
      },
    ];
  });
}
