/**
 * How a card looks after a drop: for a board that draws before the server has answered, and for a draft that never asks
 * it. The new status comes from the same lifecycle table as the server's. Decides nothing; what is not in the table
 * changes nothing.
 */
import type { FlowProfile } from "../catalogue/workTypePolicy";
import { edgeFrom } from "../core/lifecycle";
import type { LocalizedName } from "../core/localized";
import { visitEffect } from "../tickets/effects";
import { placedMinutes, placedStart, placementActions } from "../tickets/placement";
import type { TicketStatus } from "../tickets/statuses";
import { type TicketAction, TRANSITIONS } from "../tickets/transitions";
import {
  type ArrivalWindow,
  type Confirmation,
  defaultWindow,
  type OfferState,
  type TravelState,
  type VisitKind,
} from "../tickets/visits";
import { MINUTE_MS } from "../time/zones";

/** The visit on a card. */
export interface CardVisit {
  readonly appointmentId: string;
  readonly technicianId: string;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly travel: TravelState;
  readonly kind: VisitKind;
  readonly confirmation: Confirmation;
  readonly offer: { readonly state: OfferState; readonly expiresAt: number | null };
  readonly window: ArrivalWindow | null;
  /** What really happened, epoch ms. */
  readonly departedAt: number | null;
  readonly arrivedAt: number | null;
  readonly finishedAt: number | null;
}

/** The part of a ticket's card a drop changes. */
export interface Card {
  readonly status: TicketStatus;
  readonly version: number;
  readonly contentVersion: number;
  readonly profile: FlowProfile;
  readonly policy: { readonly visitMinutes: number };
  readonly visit: CardVisit | null;
  readonly lastChange: {
    readonly action: TicketAction | "create" | "import";
    readonly by: LocalizedName;
    readonly at: number;
  };
}

type VisitOf<C extends Card> = NonNullable<C["visit"]>;

/** Who acts, and when: shown on the card until the server's own record arrives. */
export interface Author {
  readonly name: LocalizedName;
  readonly at: number;
}

/** What placement wants to know of a card. */
export function placedFacts({ status, visit, policy }: Card) {
  return {
    status,
    technicianId: visit?.technicianId ?? null,
    startsAt: visit?.startsAt ?? null,
    endsAt: visit?.endsAt ?? null,
    travel: visit?.travel ?? null,
    policy,
  };
}

/** Status after taking the actions in order; unchanged where the table has no such edge. */
function statusAfter(status: TicketStatus, actions: readonly TicketAction[]): TicketStatus {
  return actions.reduce((current, action) => edgeFrom(TRANSITIONS, action, current)?.to ?? current, status);
}

/** Where a card is put: as a drop says it. */
export interface CardPlace<T extends string = string> {
  readonly technicianId: T;
  /** Null leaves the time as it is. */
  readonly startsAt: number | null;
  /** Wanted length; absent leaves it as it is. */
  readonly minutes?: number;
}

/** The card after a placement; `pending` stands for the id of a visit nobody has numbered yet. */
export function placedCard<C extends Card>(
  ticket: C,
  place: CardPlace<VisitOf<C>["technicianId"]>,
  author: Author,
  pending: VisitOf<C>["appointmentId"],
): C {
  const { technicianId, minutes } = place;
  const facts = placedFacts(ticket);
  const actions = placementActions(facts, technicianId, place.startsAt, minutes);
  const last = actions.at(-1);
  if (last === undefined) return ticket;
  const startsAt = placedStart(facts, place.startsAt);
  const endsAt = startsAt === null ? null : startsAt + placedMinutes(facts, minutes) * MINUTE_MS;
  const first = actions[0] && visitEffect(actions[0], { profile: ticket.profile, travel: facts.travel });
  const opened = first?.kind === "open" ? first.visitKind : null;
  const changed = {
    ...ticket,
    status: statusAfter(ticket.status, actions),
    version: ticket.version + 1,
    contentVersion: ticket.version + 1,
    lastChange: { action: last, by: author.name, at: author.at },
  };
  // The length alone: the trip goes on, the customer's answer stands.
  if (actions[0] === "change_duration" && ticket.visit !== null)
    return { ...changed, visit: { ...ticket.visit, endsAt } };
  return {
    ...changed,
    visit: {
      appointmentId: (opened === null ? ticket.visit?.appointmentId : undefined) ?? pending,
      technicianId,
      startsAt,
      endsAt,
      travel: "planned",
      kind: opened ?? ticket.visit?.kind ?? "visit",
      confirmation: "tentative",
      offer: { state: "none", expiresAt: null },
      window: startsAt === null ? null : defaultWindow(startsAt),
      departedAt: null,
      arrivedAt: null,
      finishedAt: null,
    },
  };
}

/** The card after it went back to the queue. */
export function unassignedCard<C extends Card>(ticket: C, author: Author): C {
  return {
    ...ticket,
    status: statusAfter(ticket.status, ["unassign"]),
    version: ticket.version + 1,
    contentVersion: ticket.version + 1,
    visit: null,
    lastChange: { action: "unassign", by: author.name, at: author.at },
  };
}
