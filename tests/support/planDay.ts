/** Rows of a made-up day for pure tests of plan mode: tickets with a place, technicians with a shift, visits at hours. */
import type { Point } from "../../shared/geo/point";
import type { FlowProfile } from "../../shared/catalogue/workTypePolicy";
import type { PlanTarget } from "../../shared/planning/moves";
import type { DraftMove, VisitRowOf } from "../../shared/planning/overlay";
import type { Card, CardVisit } from "../../shared/planning/placedCard";
import type { ClockCode } from "../../shared/sla/rules";
import type { Actor, BranchFacts, PlacementTicketFacts, TechnicianFacts } from "../../shared/tickets/facts";
import { instantAt, MINUTE_MS } from "../../shared/time/zones";
import { ticketFacts } from "./ticketFacts";

export const ZONE = "Asia/Riyadh";
/** A Sunday. */
export const DAY = "2026-11-22";
export const FRAME = { day: DAY, zone: ZONE, pending: "pending" };
export const at = (minute: number) => instantAt(DAY, minute, ZONE);
export const BRANCH: BranchFacts = { branchId: "b", name: { ar: "الرياض", en: "Riyadh" }, zone: ZONE };
export const DISPATCHER: Actor = { role: "dispatcher", technicianId: null };
const SARA = { ar: "سارة", en: "Sara" };

export interface DayCard extends Card {
  readonly ticketId: string;
  readonly number: string;
  readonly profile: FlowProfile;
  readonly point: Point | null;
  readonly nextDue: { readonly code: ClockCode; readonly dueAt: number } | null;
  readonly policy: PlacementTicketFacts["policy"];
  readonly visit: CardVisit | null;
}
export type DayVisit = VisitRowOf<DayCard>;

export function card(ticketId: string, over: Partial<DayCard> = {}): DayCard {
  return {
    ticketId,
    number: `TK-${ticketId.toUpperCase()}`,
    status: "new",
    version: 1,
    contentVersion: 1,
    profile: "home_repair",
    point: { lat: 24.7, lng: 46.7 },
    nextDue: null,
    policy: ticketFacts().policy,
    visit: null,
    lastChange: { action: "create", by: SARA, at: at(0) },
    ...over,
  };
}

/** The same ticket planned with somebody. */
export function plannedCard(ticket: DayCard, technicianId: string, minute: number | null): DayCard {
  const startsAt = minute === null ? null : at(minute);
  return {
    ...ticket,
    status: startsAt === null ? "assigned" : "scheduled",
    version: 3,
    visit: {
      appointmentId: `visit ${ticket.ticketId}`,
      technicianId,
      startsAt,
      endsAt: startsAt === null ? null : startsAt + ticket.policy.visitMinutes * MINUTE_MS,
      travel: "planned",
      kind: "visit",
      confirmation: "tentative",
      offer: { state: "none", expiresAt: null },
      window: null,
      departedAt: null,
      arrivedAt: null,
      finishedAt: null,
    },
  };
}

/** Rows as a board has them: every card among the open ones, those with a visit on the lanes. */
export function dayRows(cards: readonly DayCard[]) {
  const visits = cards.flatMap((ticket): DayVisit[] => (ticket.visit ? [{ ...ticket.visit, ticket }] : []));
  return { tickets: cards, visits };
}

export function technician(technicianId: string, over: Partial<TechnicianFacts> = {}): TechnicianFacts {
  return {
    technicianId,
    name: { ar: technicianId, en: technicianId },
    branchId: "b",
    active: true,
    onDuty: true,
    skills: ["cooling"],
    shift: { startMinute: 480, endMinute: 1200, weekdays: [0, 1, 2, 3, 4] },
    areas: [],
    absences: [],
    ...over,
  };
}

export function move(ticket: DayCard, target: PlanTarget): DraftMove<DayCard> {
  return {
    ticketId: ticket.ticketId,
    ...target,
    seenVersion: ticket.version,
    author: { name: SARA, at: at(1) },
    ticket,
  };
}

export function factsOf({ number, status, version, profile, policy, visit, lastChange }: DayCard) {
  return ticketFacts({
    number,
    status,
    version,
    profile,
    lastChange,
    policy: { ...ticketFacts().policy, ...policy },
    technicianId: visit?.technicianId ?? null,
    startsAt: visit?.startsAt ?? null,
    endsAt: visit?.endsAt ?? null,
    travel: visit?.travel ?? null,
  });
}
