/**
 * overlay(): the rows of the live day with the moves of a draft laid over them, in the shape the board draws. Live
 * changes flow in by themselves, because moves are laid over whatever the rows are now. Judges nothing: a move the
 * lifecycle has no way for is not drawn, everything else is, overlaps included.
 */
import { type ServiceDay, serviceDayOf } from "../time/zones";
import { isReachable, isThere, type PlanMove } from "./moves";
import { type Author, type Card, placedCard, placedFacts, unassignedCard } from "./placedCard";

export interface PlanCard extends Card {
  readonly ticketId: string;
}
type CardVisitOf<C extends PlanCard> = NonNullable<C["visit"]>;
/** A visit on the lanes: the visit and the card of its ticket. */
export type VisitRowOf<C extends PlanCard> = CardVisitOf<C> & { readonly ticket: C };

export interface DayRows<C extends PlanCard> {
  readonly tickets: readonly C[];
  readonly visits: readonly VisitRowOf<C>[];
}

/** A move with what it is drawn from. */
export interface DraftMove<C extends PlanCard> extends Omit<PlanMove, "technicianId"> {
  readonly technicianId: CardVisitOf<C>["technicianId"] | null;
  readonly author: Author;
  /** The live card, for tickets that are not among the rows. */
  readonly ticket: C;
}

export interface Drawn<C extends PlanCard> {
  readonly live: C;
  readonly draft: C;
}

export interface DraftRows<C extends PlanCard> extends DayRows<C> {
  /** What the draft shows elsewhere than the live day, by ticket. */
  readonly moved: ReadonlyMap<string, Drawn<C>>;
}

export interface DayFrame<C extends PlanCard> {
  readonly day: ServiceDay;
  readonly zone: string;
  /** Stands for the id of a visit that does not exist yet. */
  readonly pending: CardVisitOf<C>["appointmentId"];
}

/** Lays the moves over the rows. Without moves the rows come back as they are. */
export function overlay<C extends PlanCard>(
  rows: DayRows<C>,
  moves: readonly DraftMove<C>[],
  { day, zone, pending }: DayFrame<C>,
): DraftRows<C> {
  const moved = new Map<string, Drawn<C>>();
  if (moves.length === 0) return { ...rows, moved };
  const known = new Map<string, C>();
  for (const { ticket } of rows.visits) known.set(ticket.ticketId, ticket);
  for (const ticket of rows.tickets) known.set(ticket.ticketId, ticket);
  for (const move of moves) {
    const live = known.get(move.ticketId) ?? move.ticket;
    if (isThere(placedFacts(live), move) || !isReachable(live, move)) continue;
    const draft =
      move.technicianId === null
        ? unassignedCard(live, move.author)
        : placedCard(live, { ...move, technicianId: move.technicianId }, move.author, pending);
    moved.set(move.ticketId, { live, draft });
  }
  if (moved.size === 0) return { ...rows, moved };
  const draftOf = (ticket: C): C => moved.get(ticket.ticketId)?.draft ?? ticket;
  const kept = rows.visits
    .filter((visit) => {
      const change = moved.get(visit.ticket.ticketId);
      // A visit that is over stays where it was; the one that moves is drawn anew.
      return change === undefined || !movesAway(visit, change);
    })
    .map((visit) => (moved.has(visit.ticket.ticketId) ? { ...visit, ticket: draftOf(visit.ticket) } : visit));
  const drawn = [...moved.values()].flatMap(({ draft }): VisitRowOf<C>[] =>
    draft.visit !== null && onDay(draft.visit.startsAt, day, zone) ? [rowOf(draft, draft.visit)] : [],
  );
  return { tickets: rows.tickets.map(draftOf), visits: [...kept, ...drawn], moved };
}

function movesAway<C extends PlanCard>(visit: VisitRowOf<C>, { live, draft }: Drawn<C>): boolean {
  if (visit.appointmentId !== live.visit?.appointmentId) return false;
  return draft.visit === null || draft.visit.appointmentId === visit.appointmentId;
}

function rowOf<C extends PlanCard>(ticket: C, visit: CardVisitOf<C>): VisitRowOf<C> {
  return { ...visit, ticket };
}

function onDay(startsAt: number | null, day: ServiceDay, zone: string): boolean {
  return startsAt === null || serviceDayOf(startsAt, zone) === day;
}
