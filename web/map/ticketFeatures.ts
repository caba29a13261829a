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
  /** How many stand on this very point; more than one is a pile, drawn as its worst member with a number. */
  readonly pile: number;
  /** Ids of a pile's members, worst first, with `|` between them; empty for a single ticket. */
  readonly members: string;
  readonly [name: string]: string | number;
}

export type TicketCollection = FeatureCollection<Point, TicketProperties>;

export interface TicketLook {
  readonly theme: "light" | "dark";
  readonly direction: "rtl" | "ltr";
  readonly selectedId: string | null;
  /** Tickets selected together. */
  readonly chosenIds?: ReadonlySet<string>;
  /** Tickets being dragged leave a faint print where they were. */
  readonly draggedIds: ReadonlySet<string>;
  /** Technicians who give no signal. */
  readonly unseen: ReadonlySet<string>;
}

const BETWEEN = "|";

/** Members of a drawn pile, worst first; none for a single ticket. */
export function pileMembers(properties: Readonly<Record<string, unknown>>): string[] {
  const { members } = properties;
  return typeof members === "string" && members !== "" ? members.split(BETWEEN) : [];
}

/** Kept with the record: of thousands of tickets all but a few are the ones of the last time. */
const pointKeys = new WeakMap<MapTicket, string>();

function pointKey(ticket: MapTicket): string {
  const known = pointKeys.get(ticket);
  if (known !== undefined) return known;
  const key = `${ticket.point.lat.toFixed(5)} ${ticket.point.lng.toFixed(5)}`;
  pointKeys.set(ticket, key);
  return key;
}

/** Tickets by their very point (to about a metre), in the order they came. */
function byPoint(tickets: readonly MapTicket[]): MapTicket[][] {
  const piles = new Map<string, MapTicket[]>();
  for (const ticket of tickets) {
    const key = pointKey(ticket);
    const pile = piles.get(key);
    if (pile) pile.push(ticket);
    else piles.set(key, [ticket]);
  }
  return [...piles.values()];
}

/**
 * Splits tickets into those that may cluster and those that must stay visible on their own because they are
 * selected or being dragged. Tickets on one point become one feature, so that none lies unseen under another.
 */
export function ticketFeatures(
  tickets: readonly MapTicket[],
  look: TicketLook,
): { readonly clustered: TicketCollection; readonly alone: TicketCollection } {
  const isSelected = ({ id }: MapTicket) => id === look.selectedId || look.chosenIds?.has(id) === true;
  const isDragged = ({ id }: MapTicket) => look.draggedIds.has(id);
  const isAlone = (ticket: MapTicket) => isSelected(ticket) || isDragged(ticket);
  const feature = (pile: readonly MapTicket[]): TicketCollection["features"][number] | null => {
    const members = pile.toSorted((a, b) => urgencyRank(b.urgency) - urgencyRank(a.urgency));
    const [ticket] = members;
    if (!ticket) return null;
    const { technicianId } = ticket;
    return {
      type: "Feature",
      geometry: { type: "Point", coordinates: [ticket.point.lng, ticket.point.lat] },
      properties: {
        id: ticket.id,
        number: ticket.number,
        urgencyRank: urgencyRank(ticket.urgency),
        pile: members.length,
        members: members.length === 1 ? "" : members.map((member) => member.id).join(BETWEEN),
        icon: symbolName({
          kind: "ticket",
          theme: look.theme,
          phase: ticket.phase,
          letter: ticket.letter,
          urgency: ticket.urgency,
          direction: look.direction,
          mark: isDragged(ticket) ? "ghost" : isSelected(ticket) ? "selected" : "plain",
          holder: technicianId === null ? "nobody" : look.unseen.has(technicianId) ? "unseen" : "seen",
        }),
      },
    };
  };
  const collection = (piles: readonly (readonly MapTicket[])[]): TicketCollection => ({
    type: "FeatureCollection",
    features: piles.flatMap((pile) => feature(pile) ?? []),
  });
  return {
    clustered: collection(byPoint(tickets.filter((ticket) => !isAlone(ticket)))),
    alone: collection([
      // Selected ones on one point are one symbol too; what is in the hand leaves a print of its own.
      ...byPoint(tickets.filter((ticket) => isSelected(ticket) && !isDragged(ticket))),
      ...byPoint(tickets.filter(isDragged)),
    ]),
  };
}
