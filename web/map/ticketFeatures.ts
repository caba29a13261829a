/**
 * Tickets as points for the drawn layers: one feature each, carrying the name of its symbol and a rank so that a
 * cluster can say how bad its worst member is. Pure.
 */
import type { FeatureCollection, Point } from "geojson";
import { MAP_URGENCIES, type MapTicket, type MapUrgency } from "./mapContract";
import { symbolName } from "./symbolName";

/** 0 for the calmest; the maximum over a cluster is its worst. */
export function urgencyRank(urgency: MapUrgency): number {
  return MAP_URGENCIES.indexOf(urgency);
}

/** The feature properties of a ticket that layers and hit tests read. */
interface TicketProperties {
  readonly id: string;
  readonly number: string;
  readonly icon: string;
  readonly urgencyRank: number;
  readonly [name: string]: string | number;
}

export type TicketCollection = FeatureCollection<Point, TicketProperties>;

export interface TicketLook {
  readonly theme: "light" | "dark";
  readonly direction: "rtl" | "ltr";
  readonly selectedId: string | null;
  /** The ticket being dragged leaves a faint print where it was. */
  readonly draggedId: string | null;
}

/**
 * Splits tickets into those that may cluster and the one that must stay visible on its own because it is
 * selected or being dragged.
 */
export function ticketFeatures(
  tickets: readonly MapTicket[],
  look: TicketLook,
): { readonly clustered: TicketCollection; readonly alone: TicketCollection } {
  const feature = (ticket: MapTicket): TicketCollection["features"][number] => ({
    type: "Feature",
    geometry: { type: "Point", coordinates: [ticket.point.lng, ticket.point.lat] },
    properties: {
      id: ticket.id,
      number: ticket.number,
      urgencyRank: urgencyRank(ticket.urgency),
      icon: symbolName({
        kind: "ticket",
        theme: look.theme,
        phase: ticket.phase,
        letter: ticket.letter,
        urgency: ticket.urgency,
        direction: look.direction,
        mark: ticket.id === look.draggedId ? "ghost" : ticket.id === look.selectedId ? "selected" : "plain",
      }),
    },
  });
  const isAlone = (ticket: MapTicket) => ticket.id === look.selectedId || ticket.id === look.draggedId;
  const collection = (rows: readonly MapTicket[]): TicketCollection => ({
    type: "FeatureCollection",
    features: rows.map(feature),
  });
  return {
    clustered: collection(tickets.filter((ticket) => !isAlone(ticket))),
    alone: collection(tickets.filter(isAlone)),
  };
}
