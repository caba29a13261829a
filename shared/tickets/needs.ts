/**
 * The judge of every need an edge may ask for, one case each. Needs about who goes when (technicianFits, startTime) are
 * judged in placement.ts, where the technician is known; here they pass.
 */
import { isOneOf, PLANNERS } from "../access/roles";
import type { Blocker } from "./blockers";
import { photoCount } from "./evidence";
import type { Actor, PlacementTicketFacts, TicketFacts } from "./facts";
import { isBuiltInReason, reasonsFor, type StepInput } from "./inputs";
import type { Need, TicketAction } from "./transitions";
import { isLiveTravel, windowFits } from "./visits";

/** Needs a person fills in while taking the step. */
export const ASKABLE_NEEDS = [
  "reason",
  "reasonUnlessPlanner",
  "notes",
  "fixOrReason",
  "party",
  "customerTold",
  "notFixedReasons",
  "window",
  "priority",
] as const satisfies readonly Need[];

/** Needs a record attached to the ticket fulfils: photos, sign-off, parts, estimate, diagnosis, quality check. */
export const RECORD_NEEDS = [
  "inspectionPhotos",
  "completionPhotos",
  "signOff",
  "partsRequested",
  "partsReceived",
  "estimateSent",
  "approvalAnswered",
  "customerApproval",
  "diagnosisKnown",
  "qualityPassed",
  "noOpenHold",
] as const satisfies readonly Need[];

/** Needs that say whether a step is the question at all; while one is unmet its button is not shown. */
export const SITUATION_NEEDS = [
  "offerOpen",
  "visitPlanned",
  "visitEnRoute",
  "visitUnderWay",
  "visitUnconfirmed",
  "benchWork",
  "inWorkshop",
  "notInWorkshop",
  "outcomeFixed",
  "outcomeNotFixed",
  "withinCallback",
] as const satisfies readonly Need[];

export interface Judgement {
  readonly actor: Actor;
  readonly action: TicketAction;
  readonly input: StepInput;
  readonly now: number;
}

const when = (holds: boolean, blocker: Blocker): Blocker[] => (holds ? [blocker] : []);

function reasonBlockers({ action, input }: Judgement): Blocker[] {
  // A company's own reason fits every step that asks for one; a built-in one only the steps it was made for.
  if (
    input.reason === undefined ||
    (isBuiltInReason(input.reason) && !isOneOf(reasonsFor(action), input.reason))
  )
    return [{ code: "reasonMissing" }];
  return when(input.reason === "other" && !input.note?.trim(), { code: "noteMissing" });
}

function notFixedBlockers({ input }: Judgement): Blocker[] {
  const reasons = input.notFixedReasons ?? [];
  if (reasons.length === 0) return [{ code: "notFixedReasonMissing" }];
  return when(reasons.includes("other") && !input.note?.trim(), { code: "noteMissing" });
}

function windowBlockers(ticket: TicketFacts, { input }: Judgement): Blocker[] {
  if (input.window === undefined) return [{ code: "windowMissing" }];
  const fits = ticket.startsAt !== null && windowFits(input.window, ticket.startsAt);
  return when(!fits, { code: "windowUnfit" });
}

function photoBlockers(ticket: TicketFacts, need: "inspectionPhotos" | "completionPhotos"): Blocker[] {
  const wanted = ticket.policy[need];
  const present = photoCount(ticket.evidence, need);
  return when(present < wanted, { code: "photosMissing", wanted, present });
}

/**
 * An answered estimate: approved, or declined where something can go on without it: work that had begun before, or a
 * device in the workshop that must be given back.
 */
function approvalBlockers(ticket: TicketFacts): Blocker[] {
  const { estimate } = ticket.evidence;
  if (estimate === "approved") return [];
  if (estimate !== "declined") return [{ code: "approvalPending" }];
  return when(!ticket.repairStarted && !heldByWorkshop(ticket), { code: "approvalDeclined" });
}

function customerApprovalBlockers(ticket: TicketFacts): Blocker[] {
  const { estimate } = ticket.evidence;
  if (!ticket.policy.customerApproval || estimate === "approved") return [];
  return [{ code: estimate === "declined" ? "approvalDeclined" : "approvalPending" }];
}

/** A technician hands over where he stands, the workshop at its own desk. */
function handOverBlockers(ticket: TicketFacts, { actor }: Judgement): Blocker[] {
  if (actor.role === "technician") return when(ticket.travel !== "arrived", { code: "notAtCustomer" });
  return when(ticket.travel === "en_route" || ticket.travel === "arrived", { code: "deliveryUnderWay" });
}

/** In the workshop although the work usually happens elsewhere; a drop-off lives in the workshop all along. */
function heldByWorkshop(ticket: Pick<PlacementTicketFacts, "custody" | "profile">): boolean {
  return ticket.custody === "workshop" && ticket.profile !== "workshop";
}

/** Needs that can be judged from what a board card knows. */
export function judgePlacementNeed(
  need: Need,
  ticket: PlacementTicketFacts,
  judgement: Judgement,
): Blocker[] {
  const { actor, now } = judgement;
  switch (need) {
    case "reasonUnlessPlanner":
      return isOneOf(PLANNERS, actor.role) ? [] : reasonBlockers(judgement);
    case "customerNotice": {
      const { freeUntilHours, customerLate } = ticket.policy;
      const noticeMs = (ticket.startsAt ?? Number.POSITIVE_INFINITY) - now;
      const late = actor.role === "customer" && !customerLate && noticeMs <= freeUntilHours * 3_600_000;
      return when(late, { code: "noticeTooShort", hours: freeUntilHours });
    }
    case "gatesPassed":
      return when(!ticket.reviewed, { code: "reviewMissing" });
    case "visitPlanned":
      return when(ticket.travel !== "planned", { code: "noVisitPlanned" });
    case "visitTimed": {
      const timed = ticket.travel !== null && isLiveTravel(ticket.travel) && ticket.startsAt !== null;
      return when(!timed, { code: "noVisitPlanned" });
    }
    case "noVisitAhead":
      return when(
        ticket.travel === "planned" || ticket.travel === "en_route" || ticket.travel === "arrived",
        {
          code: "visitAlreadyPlanned",
        },
      );
    case "notInWorkshop":
      return when(heldByWorkshop(ticket), { code: "stillInWorkshop" });
    default:
      return [];
  }
}

/** What stands in the way of a need; empty when it is met. */
export function judgeNeed(need: Need, ticket: TicketFacts, judgement: Judgement): Blocker[] {
  const { input, now } = judgement;
  const { evidence, policy } = ticket;
  switch (need) {
    case "technicianFits":
    case "startTime":
      return [];
    case "reasonUnlessPlanner":
    case "customerNotice":
    case "gatesPassed":
    case "visitPlanned":
    case "visitTimed":
    case "noVisitAhead":
    case "notInWorkshop":
      return judgePlacementNeed(need, ticket, judgement);
    case "reason":
      return reasonBlockers(judgement);
    case "notes":
      return when(!input.note?.trim(), { code: "noteMissing" });
    case "fixOrReason":
      return when(!input.fix && !input.noFixReason, { code: "fixMissing" });
    case "party":
      return when(input.party === undefined, { code: "partyMissing" });
    case "customerTold":
      return when(input.customerTold !== true, { code: "customerNotTold" });
    case "notFixedReasons":
      return notFixedBlockers(judgement);
    case "window":
      return windowBlockers(ticket, judgement);
    case "priority":
      return when(input.priority === undefined || input.priority === ticket.priority, {
        code: "priorityMissing",
      });
    case "noOtherTrip":
      return ticket.otherTripNumber === null
        ? []
        : [{ code: "busyElsewhere", number: ticket.otherTripNumber }];
    case "offerOpen":
      return when(ticket.offer !== "offered", { code: "noOpenOffer" });
    case "offerAccepted":
      return when(ticket.offer === "offered", { code: "offerUnanswered" });
    case "visitEnRoute":
      return when(ticket.travel !== "en_route", { code: "visitNotEnRoute" });
    case "visitUnderWay":
      return when(ticket.travel !== "en_route" && ticket.travel !== "arrived", { code: "visitNotUnderWay" });
    case "visitUnconfirmed":
      return when(ticket.confirmation === "confirmed", { code: "visitConfirmed" });
    case "atHandOver":
      return handOverBlockers(ticket, judgement);
    case "benchWork":
      return when(
        judgement.actor.role === "workshop" && ticket.custody === "customer" && ticket.profile !== "workshop",
        { code: "notInWorkshop" },
      );
    case "inWorkshop":
      return when(!heldByWorkshop(ticket), { code: "notInWorkshop" });
    case "deviceWithCustomer":
      return when(ticket.custody !== "customer", { code: "deviceWithUs" });
    case "outcomeFixed":
      return when(ticket.outcome !== "fixed", { code: "outcomeOther" });
    case "outcomeNotFixed":
      return when(ticket.outcome !== "not_fixed", { code: "outcomeOther" });
    case "withinCallback": {
      const days = policy.callBackDays;
      const open = ticket.closedAt !== null && now <= ticket.closedAt + days * 86_400_000;
      return when(!open, { code: "callbackTooLate", days });
    }
    case "noOpenHold":
      return when(evidence.openHolds > 0, { code: "openHolds", count: evidence.openHolds });
    case "inspectionPhotos":
    case "completionPhotos":
      return photoBlockers(ticket, need);
    case "signOff":
      return when(policy.signOff === "required" && evidence.signOff === null, { code: "signOffMissing" });
    case "partsRequested":
      return when(!evidence.openPartsRequest, { code: "partsRequestMissing" });
    case "partsReceived":
      return when(evidence.openPartsRequest || !evidence.receivedParts, { code: "partsOutstanding" });
    case "estimateSent":
      return when(evidence.estimate !== "sent", { code: "estimateMissing" });
    case "approvalAnswered":
      return approvalBlockers(ticket);
    case "customerApproval":
      return customerApprovalBlockers(ticket);
    case "diagnosisKnown":
      return when(!evidence.hasDiagnosis, { code: "diagnosisMissing" });
    case "qualityPassed":
      return when(evidence.qualityCheck !== "passed", { code: "qualityCheckMissing" });
  }
}
