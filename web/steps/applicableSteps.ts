/*
 * The steps worth showing: what the plan offers, without those that belong to another situation of the same status (a
 * trip that is not planned, an offer nobody made, the other result). What is shown says everything that is in its way.
 */
import type { BlockerCode } from "../../shared/tickets/blockers";
import type { Actor, TicketFacts } from "../../shared/tickets/facts";
import { type OfferedStep, offeredSteps } from "../../shared/tickets/plan";
import { STEP_ACTIONS, type StepAction } from "../../shared/tickets/transitions";

/** Reasons that say "not in this situation" and not "not yet". */
const ELSEWHERE: readonly BlockerCode[] = [
  "noOpenOffer",
  "noVisitPlanned",
  "visitNotEnRoute",
  "visitNotUnderWay",
  "visitConfirmed",
  "visitAlreadyPlanned",
  "notInWorkshop",
  "stillInWorkshop",
  "deliveryUnderWay",
  "outcomeOther",
  "callbackTooLate",
];

/** In table order, so that the next step of the main path is first. */
export function applicableSteps(facts: TicketFacts, actor: Actor, now: number): readonly OfferedStep[] {
  return offeredSteps(facts, actor, now).filter(
    (step) => !step.blockers.some((blocker) => ELSEWHERE.includes(blocker.code)),
  );
}

const FIRST_DETOUR = STEP_ACTIONS.indexOf("request_parts");

/** Whether a step leads on; the others lead around, back or away. */
export function leadsOn(action: StepAction): boolean {
  return STEP_ACTIONS.indexOf(action) < FIRST_DETOUR;
}

/** What closes the button itself; a missing record does not, its form is behind the button. */
export function closedBy(step: OfferedStep): OfferedStep["blockers"] {
  return step.wants.length > 0 ? [] : step.blockers;
}

/** The one next step: open before closed, along the path before around it. */
export function nextStep(steps: readonly OfferedStep[]): OfferedStep | undefined {
  // A review is a choice, not the way on.
  const ahead = steps.filter((step) => leadsOn(step.action) && step.action !== "start_review");
  return ahead.find((step) => closedBy(step).length === 0) ?? ahead[0];
}
