/**
 * What a step does to the axes beside the status: the visit, the custody of the device, the outcome. Pure, so that the
 * server writes, a phone without a network forecasts and a test walks the same consequences.
 */
import type { FlowProfile } from "../catalogue/workTypePolicy";
import type { Outcome } from "./outcomes";
import type { PlacementTicketFacts, TicketFacts } from "./facts";
import type { TicketStatus } from "./statuses";
import type { TicketAction } from "./transitions";
import { type Custody, isLiveTravel, type TravelState, type VisitKind } from "./visits";

/**
 * What happens to the ticket's visit. `open`: a new one, of `kind`; the one before it is closed · `holder`, `time`,
 * `length`, `untimed`, `offer`, `confirmation`, `window`: that field changes · `earlier`: it is called off and the one
 * before it is the current one again · a travel state: the visit goes there · `none`.
 */
export type VisitEffect =
  | { readonly kind: "open"; readonly visitKind: VisitKind }
  | { readonly kind: "none" }
  | { readonly kind: "earlier" }
  | { readonly kind: "holder" | "time" | "length" | "untimed" | "offer" | "confirmation" | "window" }
  | { readonly kind: "travel"; readonly travel: TravelState };

const NONE: VisitEffect = { kind: "none" };
const travelTo = (travel: TravelState): VisitEffect => ({ kind: "travel", travel });

const FIRST_KIND: Record<FlowProfile, VisitKind> = {
  home_repair: "visit",
  vehicle_service: "visit",
  workshop: "drop_off",
  session: "session",
};

/** What an action does to the current visit of a ticket. */
export function visitEffect(
  action: TicketAction,
  ticket: { readonly profile: FlowProfile; readonly travel: TravelState | null },
): VisitEffect {
  const { profile, travel } = ticket;
  const live = travel !== null && isLiveTravel(travel);
  switch (action) {
    case "assign":
      return { kind: "open", visitKind: FIRST_KIND[profile] };
    case "plan_return":
      return { kind: "open", visitKind: FIRST_KIND[profile] === "visit" ? "return" : FIRST_KIND[profile] };
    case "plan_delivery":
      return { kind: "open", visitKind: "delivery" };
    case "reassign":
      return { kind: "holder" };
    case "schedule":
    case "reschedule":
      return { kind: "time" };
    case "change_duration":
      return { kind: "length" };
    case "release":
      return { kind: "untimed" };
    case "accept_offer":
      return { kind: "offer" };
    case "confirm_visit":
    case "decline_visit":
      return { kind: "confirmation" };
    case "promise_window":
      return { kind: "window" };
    case "recall_return":
    case "recall_rebooking":
      return { kind: "earlier" };
    case "unassign":
    case "decline_offer":
    case "expire_offer":
      return travelTo("called_off");
    case "start_trip":
      return travelTo("en_route");
    case "turn_back":
      return travelTo("planned");
    case "arrive":
    case "check_in":
    case "parts_received":
      return travelTo("arrived");
    case "request_parts":
      return live ? travelTo("paused") : NONE;
    case "report_no_show":
    case "fail_delivery":
      return travelTo("failed");
    case "pickup_device":
    case "mark_completed":
      return travelTo("done");
    case "deliver_device":
    case "return_device":
    case "repair_complete":
      return live || travel === "paused" ? travelTo("done") : NONE;
    case "mark_not_fixed":
      return live || travel === "paused" ? travelTo("done") : NONE;
    case "cancel":
      if (travel === "planned") return travelTo("called_off");
      return live || travel === "paused" ? travelTo("failed") : NONE;
    default:
      return NONE;
  }
}

/** Where the device is after an action [23.2-8]. */
export function custodyAfter(
  action: TicketAction,
  ticket: { readonly status: TicketStatus; readonly profile: FlowProfile; readonly custody: Custody },
): Custody {
  const delivering = ticket.status === "ready_delivery";
  switch (action) {
    case "check_in":
      return ticket.profile === "workshop" ? "workshop" : ticket.custody;
    case "pickup_device":
      return "technician";
    case "check_in_workshop":
      return "workshop";
    case "start_trip":
      return delivering ? "technician" : ticket.custody;
    case "turn_back":
    case "fail_delivery":
      return delivering ? "workshop" : ticket.custody;
    case "deliver_device":
    case "return_device":
      return "customer";
    default:
      return ticket.custody;
  }
}

/** The outcome after an action. A no-show that is planned again has none; one that is called off stays a no-show. */
export function outcomeAfter(
  action: TicketAction,
  ticket: { readonly status: TicketStatus; readonly outcome: Outcome | null },
): Outcome | null {
  switch (action) {
    case "mark_completed":
    case "repair_complete":
      return "fixed";
    case "mark_not_fixed":
      return "not_fixed";
    case "report_no_show":
    case "recall_rebooking":
      return "no_show";
    case "plan_return":
      return null;
    case "reject_request":
      return "rejected";
    case "cancel":
      return ticket.status === "no_show" ? "no_show" : "cancelled";
    default:
      return ticket.outcome;
  }
}

/** What a placement step carries; a step of its own carries none of it. */
export interface PlacementChange {
  readonly technicianId: string | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
}

function visitFieldsAfter(
  action: TicketAction,
  facts: PlacementTicketFacts,
  change: PlacementChange,
): Pick<PlacementTicketFacts, "technicianId" | "startsAt" | "endsAt" | "travel"> {
  const { technicianId, startsAt, endsAt, travel } = facts;
  const now = { technicianId, startsAt, endsAt, travel };
  const effect = visitEffect(action, facts);
  switch (effect.kind) {
    case "open":
      return {
        technicianId: change.technicianId,
        startsAt: action === "assign" ? null : change.startsAt,
        endsAt: action === "assign" ? null : change.endsAt,
        travel: "planned",
      };
    case "holder":
      return { ...now, technicianId: change.technicianId };
    case "time":
      return { ...now, startsAt: change.startsAt, endsAt: change.endsAt };
    case "untimed":
      return { ...now, startsAt: null, endsAt: null };
    case "earlier":
      // Who held it before, and when, is not known from the step alone.
      return { ...now, travel: action === "recall_return" ? "paused" : "failed" };
    case "travel":
      // A visit taken back before its trip is nobody's any more; one called off with its ticket keeps its holder.
      return effect.travel === "called_off" && action !== "cancel"
        ? { technicianId: null, startsAt: null, endsAt: null, travel: null }
        : { ...now, travel: effect.travel };
    default:
      return now;
  }
}

/** Facts after an allowed step that leads to `to`, as far as they follow from the step alone. */
export function factsAfter(
  facts: TicketFacts,
  action: TicketAction,
  to: TicketStatus,
  change: PlacementChange = { technicianId: null, startsAt: null, endsAt: null },
): TicketFacts {
  const effect = visitEffect(action, facts);
  return {
    ...facts,
    ...visitFieldsAfter(action, facts, change),
    status: to,
    version: facts.version + 1,
    custody: custodyAfter(action, facts),
    outcome: outcomeAfter(action, facts),
    reviewed: facts.reviewed || action === "approve_request",
    repairStarted: facts.repairStarted || action === "start_repair" || action === "start_session",
    visitKind: effect.kind === "open" ? effect.visitKind : facts.visitKind,
    ...(effect.kind === "open" || action === "reschedule" ? { confirmation: "tentative" as const } : {}),
    ...(action === "confirm_visit" ? { confirmation: "confirmed" as const } : {}),
    ...(action === "decline_visit" ? { confirmation: "declined" as const } : {}),
    ...(action === "accept_offer" ? { offer: "accepted" as const } : {}),
    evidence: action === "complete_diagnosis" ? { ...facts.evidence, hasDiagnosis: true } : facts.evidence,
  };
}
