/* Which tickets want a dispatcher's eye, and which wait for something else than a technician. Pure. */
import { STATUS_META } from "../../../shared/tickets/statuses";
import { countdownTo } from "../../lib/countdown";
import type { TicketRow } from "./boardData";

/** Tickets of a branch that cards alone do not tell of. */
export interface TicketFlags {
  /** Level of the highest open escalation by ticket. */
  readonly escalated: ReadonlyMap<string, number>;
  /** Tickets with an open hold. */
  readonly held: ReadonlySet<string>;
}

export const NO_FLAGS: TicketFlags = { escalated: new Map(), held: new Set() };

/** Waits for the customer, parts, money, the bench, or whatever its hold says. */
export function isHeld(ticket: TicketRow, flags: TicketFlags): boolean {
  return (
    flags.held.has(ticket.ticketId) ||
    STATUS_META[ticket.status].clock === "waiting" ||
    (ticket.status === "in_workshop" && ticket.visit === null)
  );
}

/** Waits for a technician: nobody has it, and nothing else has to happen first. A missed visit does need a new one. */
export function isWaiting(ticket: TicketRow, flags: TicketFlags): boolean {
  return ticket.visit === null && (ticket.status === "no_show" || !isHeld(ticket, flags));
}

/** A promise is about to break or broken, or somebody has complained or been alarmed. */
export function isAlert(ticket: TicketRow, flags: TicketFlags, now: number): boolean {
  if (flags.escalated.has(ticket.ticketId)) return true;
  if (ticket.nextDue === null) return false;
  const { urgency } = countdownTo(ticket.nextDue.dueAt, now);
  return urgency === "soon" || urgency === "late";
}

/** The highest escalation first, then the promise that breaks, or broke, first. */
export function byAlarm(flags: TicketFlags) {
  return (a: TicketRow, b: TicketRow): number =>
    (flags.escalated.get(b.ticketId) ?? 0) - (flags.escalated.get(a.ticketId) ?? 0) ||
    (a.nextDue?.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.nextDue?.dueAt ?? Number.MAX_SAFE_INTEGER);
}
