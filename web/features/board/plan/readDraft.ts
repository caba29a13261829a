/*
 * What an open draft means over the live rows: the rows the board draws, the verdict of every move, and what a day under
 * the draft costs against the live one. Pure; every rule is in shared/planning.
 */
import { compare, type Comparison } from "../../../../shared/planning/compare";
import { judgeMoves, type MoveFacts, type MoveVerdict } from "../../../../shared/planning/judgeMoves";
import { measure } from "../../../../shared/planning/measure";
import { type DraftRows, overlay } from "../../../../shared/planning/overlay";
import type { Actor } from "../../../../shared/tickets/facts";
import type { ServiceDay } from "../../../../shared/time/zones";
import type { Branch, TechnicianRow, TicketRow, VisitRow } from "../boardData";
import { busyTimes, factsOf } from "../judgeDrop";
import { PENDING_APPOINTMENT } from "../optimisticChange";
import type { Draft, JudgedMove } from "./planContext";

export interface LiveDay {
  readonly branch: Branch;
  readonly day: ServiceDay;
  readonly tickets: readonly TicketRow[];
  readonly visits: readonly VisitRow[];
  readonly technicians: readonly TechnicianRow[];
  readonly actor: Actor;
}

/** The rows under the draft. */
export function draftRows({ branch, day, tickets, visits }: LiveDay, draft: Draft): DraftRows<TicketRow> {
  const moves = draft.moves.map(({ movedBy, ...move }) => ({ ...move, author: movedBy }));
  return overlay({ tickets, visits }, moves, { day, zone: branch.zone, pending: PENDING_APPOINTMENT });
}

/** The live card of every move: the rows' where the board has it, else the one that came with the draft. */
export function liveCards({ tickets, visits }: LiveDay, draft: Draft): Map<string, TicketRow> {
  const found = new Map<string, TicketRow>(draft.moves.map((move) => [move.ticketId, move.ticket]));
  for (const { ticket } of visits) found.set(ticket.ticketId, ticket);
  for (const ticket of tickets) found.set(ticket.ticketId, ticket);
  return found;
}

/** Every move with its verdict, judged like the server will. */
export function judgeDraft(
  day: LiveDay,
  draft: Draft,
  cards: ReadonlyMap<string, TicketRow>,
  now: number,
): JudgedMove[] {
  const { branch, technicians, visits, actor } = day;
  const known = draft.moves.map((move) => {
    const technician =
      move.technicianId === null ? null : technicians.find((one) => one.technicianId === move.technicianId);
    return { move, live: cards.get(move.ticketId) ?? move.ticket, technician };
  });
  const judgeable = known.flatMap(({ move, live, technician }): MoveFacts[] =>
    technician === undefined
      ? []
      : [
          {
            move,
            ticket: factsOf(live),
            technician,
            visits: technician === null ? [] : busyTimes(visits, technician.technicianId),
          },
        ],
  );
  const verdicts = judgeMoves({ moves: judgeable, branch, actor, now });
  const byTicket = new Map<string, MoveVerdict>(
    judgeable.flatMap(({ move }, index) => {
      const verdict = verdicts[index];
      return verdict ? [[move.ticketId, verdict] as const] : [];
    }),
  );
  return known.map(({ move, live }) => ({ move, live, verdict: byTicket.get(move.ticketId) }));
}

/** What the draft changes. Both days are held to what customers were promised on the live one. */
export function compareDays(live: LiveDay, draft: DraftRows<TicketRow>, now: number): Comparison {
  const { branch, day, technicians, tickets, visits } = live;
  const promised = new Map(
    visits.flatMap(({ ticket }) =>
      ticket.visit?.window ? [[ticket.ticketId as string, ticket.visit.window] as const] : [],
    ),
  );
  const active = technicians.filter((one) => one.active);
  const frame = { day, zone: branch.zone, start: branch.center, promised, now };
  return compare(
    measure(tickets, visits, active, frame),
    measure(draft.tickets, draft.visits, active, frame),
  );
}
