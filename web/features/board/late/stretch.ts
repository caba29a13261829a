/*
 * Changing how long a visit takes, as a drop of the visit on its own place with another length. Pure; what is in the way
 * is asked of judgeDrop like any other drop.
 */
import { edgeFrom } from "../../../../shared/core/lifecycle";
import type { Actor } from "../../../../shared/tickets/facts";
import { LONGEST_VISIT_MINUTES, SHORTEST_VISIT_MINUTES } from "../../../../shared/tickets/placement";
import { TRANSITIONS } from "../../../../shared/tickets/transitions";
import { isLiveTravel } from "../../../../shared/tickets/visits";
import { MINUTE_MS } from "../../../../shared/time/zones";
import type { TicketRow } from "../boardData";
import { type BoardWorld, judgeDrop, type Verdict } from "../judgeDrop";
import type { Drop } from "../useDrop";

/** One step of a stretch, also the grid on which an end lies. */
export const STRETCH_MINUTES = 15;

/** Minutes of the present visit; null while it has no time. */
export function lengthOf({ visit }: TicketRow): number | null {
  return visit?.startsAt == null || visit.endsAt === null
    ? null
    : (visit.endsAt - visit.startsAt) / MINUTE_MS;
}

/** Whether the role and the visit allow another length at all. */
export function canStretch(ticket: TicketRow, actor: Actor): boolean {
  const { visit } = ticket;
  if (visit === null || visit.startsAt === null || !isLiveTravel(visit.travel)) return false;
  const edge = edgeFrom(TRANSITIONS, "change_duration", ticket.status, ticket.profile);
  return edge?.by.includes(actor.role) ?? false;
}

/** The length that ends nearest to an instant, on the grid and within bounds. */
export function minutesUntil(startsAt: number, endsAt: number): number {
  const end = Math.round(endsAt / (STRETCH_MINUTES * MINUTE_MS)) * STRETCH_MINUTES;
  const shortest = Math.max(SHORTEST_VISIT_MINUTES, STRETCH_MINUTES);
  return Math.min(LONGEST_VISIT_MINUTES, Math.max(shortest, end - startsAt / MINUTE_MS));
}

/** The drop that gives a visit another length, and whether it would hold. */
export function stretchDrop(
  world: BoardWorld,
  ticket: TicketRow,
  wanted: number,
): { readonly drop: Drop; readonly verdict: Verdict } {
  const minutes = Math.min(LONGEST_VISIT_MINUTES, Math.max(SHORTEST_VISIT_MINUTES, wanted));
  const technicianId = ticket.visit?.technicianId ?? "";
  const drop: Drop = { ticket, target: { kind: "technician", technicianId }, minutes };
  return { drop, verdict: judgeDrop(world, ticket, drop.target, Date.now(), { minutes }) };
}
