/*
 * What a drop of several tickets at once would mean: each judged by the function a single drop has, in the order they
 * take their places, as if the ones before lay there already. Onto an hour they follow each other.
 */
import { sequenceStarts } from "../../../../shared/boardActions/sequence";
import { isLiveTravel } from "../../../../shared/tickets/visits";
import { MINUTE_MS } from "../../../../shared/time/zones";
import type { TicketRow, VisitRow } from "../boardData";
import type { DropTarget } from "../dropTarget";
import { type BoardWorld, carriedLengthMs, judgeDrop, type Verdict } from "../judgeDrop";
import { placedCard } from "../optimisticChange";

export interface ManyPart {
  readonly ticket: TicketRow;
  /** Where this one would go; its own hour on a lane. */
  readonly target: DropTarget;
  readonly verdict: Verdict;
  /** It is there already. */
  readonly needless: boolean;
}

/** Planned ones by their hour, then the others as they were selected. */
export function inPlanOrder(tickets: readonly TicketRow[]): TicketRow[] {
  const at = ({ visit }: TicketRow) => visit?.startsAt ?? Number.POSITIVE_INFINITY;
  return [...tickets].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
}

function targetsOf(tickets: readonly TicketRow[], target: DropTarget): DropTarget[] {
  if (target.kind !== "lane") return tickets.map(() => target);
  const visits = tickets.map((ticket) => ({
    minutes: carriedLengthMs(ticket) / MINUTE_MS,
    point: ticket.point,
  }));
  return sequenceStarts(visits, target.startsAt).map((startsAt) => ({ ...target, startsAt }));
}

function isThere({ visit }: TicketRow, target: DropTarget): boolean {
  const live = visit !== null && isLiveTravel(visit.travel);
  if (target.kind === "queue") return !live;
  if (!live || visit.technicianId !== target.technicianId) return false;
  return target.kind === "technician" || visit.startsAt === target.startsAt;
}

/** Judges tickets in the order given. */
export function judgeMany(
  world: BoardWorld,
  tickets: readonly TicketRow[],
  target: DropTarget,
  now: number,
): ManyPart[] {
  const moving = new Set<string>(tickets.map(({ ticketId }) => ticketId));
  const visits: VisitRow[] = world.visits.filter(({ ticket }) => !moving.has(ticket.ticketId));
  const parts: ManyPart[] = [];
  for (const [index, own] of targetsOf(tickets, target).entries()) {
    const ticket = tickets[index];
    if (!ticket) continue;
    const needless = isThere(ticket, own);
    const verdict: Verdict = needless
      ? { ok: true, actions: [], startsAt: null, endsAt: null }
      : judgeDrop({ ...world, visits }, ticket, own, now);
    parts.push({ ticket, target: own, verdict, needless });
    const placed = needless ? ticket : verdict.ok ? placedOn(world, ticket, own, now) : null;
    if (placed?.visit) visits.push({ ...placed.visit, ticket: placed });
  }
  return parts;
}

function placedOn(world: BoardWorld, ticket: TicketRow, target: DropTarget, at: number): TicketRow | null {
  if (target.kind === "queue") return null;
  const technician = world.technicians.find((row) => row.technicianId === target.technicianId);
  if (!technician) return null;
  const startsAt = target.kind === "lane" ? target.startsAt : null;
  return placedCard(ticket, technician.technicianId, startsAt, { name: technician.name, at });
}

/** One verdict for all of them: it holds when every part does. */
export function verdictOfMany(parts: readonly ManyPart[]): Verdict {
  const refused = parts.flatMap(({ verdict }) => (verdict.ok ? [] : verdict.blockers));
  return refused.length > 0 || parts.length === 0
    ? { ok: false, blockers: refused }
    : { ok: true, actions: [], startsAt: null, endsAt: null };
}
