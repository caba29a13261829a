/*
 * Whether a gesture can still be undone (or done again), judged over the rows on screen by the server's own rule. A
 * ticket that is not on the board, and absences, are left to the server.
 */
import {
  type Direction,
  type HolderNow,
  planTakeBack,
  type TakeBackPlan,
  wayOf,
} from "../../../../shared/boardActions/takeBack";
import type { TicketRow } from "../boardData";
import type { BoardWorld } from "../judgeDrop";
import type { BoardAction } from "./actionWords";

export function judgeTakeBack(
  world: BoardWorld,
  findTicket: (ticketId: string) => TicketRow | undefined,
  action: BoardAction,
  direction: Direction,
  now: number,
): TakeBackPlan {
  const own = new Set(action.tickets.map(({ number }) => number));
  const holderOf = (technicianId: string | undefined): HolderNow | null => {
    const technician = world.technicians.find((row) => row.technicianId === technicianId);
    if (!technician) return null;
    const visits = world.visits.flatMap(({ technicianId: held, startsAt, endsAt, ticket }) =>
      held === technicianId &&
      startsAt !== null &&
      endsAt !== null &&
      !own.has(ticket.number) &&
      ticket.lastChange.at > action.changedAt
        ? [{ number: ticket.number, startsAt, endsAt }]
        : [],
    );
    return { technician, visits, absences: [] };
  };
  return planTakeBack({
    direction,
    tickets: action.tickets.map((ticket) => {
      const { to } = wayOf(ticket, direction);
      return {
        ticket,
        now: findTicket(ticket.ticketId) ?? null,
        holder: holderOf(to.visit?.technicianId),
      };
    }),
    actor: world.actor,
    branch: world.branch,
    changedAt: action.changedAt,
    now,
  });
}
