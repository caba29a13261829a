/**
 * plan(): may this actor take this step now, and if not, everything that is in the way. Used by the server to decide
 * and by the web to enable buttons, word reasons and forecast. Placement (who goes when) is in placement.ts.
 * Reads no clock and writes nothing.
 */
import { edgeFrom } from "../core/lifecycle";
import { isOneOf } from "../access/roles";
import type { Blocker } from "./blockers";
import type { Actor, TicketFacts } from "./facts";
import { reasonsFor, type StepInput } from "./inputs";
import type { TicketStatus } from "./statuses";
import { type Need, type StepAction, STEP_ACTIONS, type TicketAction, TRANSITIONS } from "./transitions";

/** Customers must call off this long before the visit [T-15]. */
const CUSTOMER_NOTICE_HOURS = 24;

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
  ticket: TicketFacts,
  actor: Actor,
  action: TicketAction,
  expectedVersion: number,
): Blocker[] {
  const found: Blocker[] = [];
  if (ticket.version !== expectedVersion) {
    const { by, at, action: last } = ticket.lastChange;
    found.push({ code: "changedMeanwhile", number: ticket.number, by, changedAt: at, action: last });
  }
  const edge = edgeFrom(TRANSITIONS, action, ticket.status);
  if (!edge) found.push({ code: "statusForbids", action, status: ticket.status });
  const mayAnywhere = TRANSITIONS[action].some((other) => other.by.includes(actor.role));
  if (edge ? !edge.by.includes(actor.role) : !mayAnywhere)
    found.push({ code: "roleForbids", action, role: actor.role });
  if (actor.role === "technician" && actor.technicianId !== ticket.technicianId)
    found.push({ code: "notYours", number: ticket.number });
  return found;
}

function judge(need: Need, request: StepRequest): Blocker[] {
  const { ticket, actor, action, input, now } = request;
  switch (need) {
    case "reason": {
      const known = input.reason !== undefined && isOneOf(reasonsFor(action), input.reason);
      if (!known) return [{ code: "reasonMissing" }];
      return input.reason === "other" && !input.note ? [{ code: "noteMissing" }] : [];
    }
    case "notes":
      return input.note ? [] : [{ code: "noteMissing" }];
    case "fixOrReason":
      return input.fix || input.noFixReason ? [] : [{ code: "fixMissing" }];
    case "noOtherTrip":
      return ticket.otherTripNumber === null
        ? []
        : [{ code: "busyElsewhere", number: ticket.otherTripNumber }];
    case "customerNotice": {
      const noticeMs = (ticket.startsAt ?? Number.POSITIVE_INFINITY) - now;
      const late = actor.role === "customer" && noticeMs <= CUSTOMER_NOTICE_HOURS * 3_600_000;
      return late ? [{ code: "noticeTooShort", hours: CUSTOMER_NOTICE_HOURS }] : [];
    }
    case "technicianFits":
    case "startTime":
      return [];
  }
}

/** Judges one step. All blockers are reported, not the first. */
export function plan(request: StepRequest): StepPlan {
  const { ticket, actor, action, expectedVersion } = request;
  const blockers = commonBlockers(ticket, actor, action, expectedVersion);
  const edge = edgeFrom(TRANSITIONS, action, ticket.status);
  for (const need of edge?.needs ?? []) blockers.push(...judge(need, request));
  if (!edge || blockers.length > 0) return { ok: false, blockers };
  return { ok: true, action, from: edge.from, to: edge.to };
}

/** One button: an action the status and role offer, with what still stands in its way. */
export interface OfferedStep {
  readonly action: StepAction;
  /** Needs the form must fill in; their blockers are left out of `blockers`. */
  readonly asks: readonly Need[];
  /** What no form can cure. Empty means the button is live. */
  readonly blockers: readonly Blocker[];
}

const ASKABLE: readonly Need[] = ["reason", "notes", "fixOrReason"];

/** The steps to show for a ticket, in lifecycle order. The version shown is the version sent. */
export function offeredSteps(ticket: TicketFacts, actor: Actor, now: number): OfferedStep[] {
  return STEP_ACTIONS.flatMap((action): OfferedStep[] => {
    const edge = edgeFrom(TRANSITIONS, action, ticket.status);
    if (!edge?.by.includes(actor.role)) return [];
    const request = { ticket, actor, action, input: {}, expectedVersion: ticket.version, now };
    const asks = edge.needs.filter((need) => ASKABLE.includes(need));
    const fixed = edge.needs.filter((need) => !ASKABLE.includes(need));
    const blockers = [
      ...commonBlockers(ticket, actor, action, ticket.version),
      ...fixed.flatMap((need) => judge(need, request)),
    ];
    return [{ action, asks, blockers }];
  });
}
