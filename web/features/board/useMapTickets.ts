/*
 * The board's tickets as the map wants them. Of thousands one changes at a time: the others keep their very record, so
 * that nothing behind this has to look at them again.
 */
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { STATUS_META, type TicketStatus } from "../../../shared/tickets/statuses";
import { countdownTo } from "../../lib/countdown";
import { useWords } from "../../lib/useWords";
import type { MapTicket, MapUrgency } from "../../map/mapContract";
import type { TicketRow } from "./boardData";
import { useLift } from "./carryContext";

/** What the ring of a ticket says at an instant: a broken promise before all, then priority or a promise due soon. */
export function urgencyOf(ticket: Pick<TicketRow, "priority" | "nextDue">, now: number): MapUrgency {
  const due = ticket.nextDue === null ? "calm" : countdownTo(ticket.nextDue.dueAt, now).urgency;
  if (due === "late") return "late";
  if (ticket.priority === "urgent") return "urgent";
  return ticket.priority === "high" || due === "soon" ? "high" : "normal";
}

interface Drawn {
  readonly row: TicketRow;
  readonly drawn: MapTicket;
}

interface Known {
  /** The language they are in. */
  readonly words: unknown;
  readonly byId: ReadonlyMap<string, Drawn>;
  readonly all: readonly MapTicket[];
}

/** The same list as long as nothing in it changes. `minute`: now, current to the minute. */
export function useMapTickets(tickets: readonly TicketRow[], minute: number): readonly MapTicket[] {
  const { t } = useTranslation();
  const words = useWords();
  const { canLift } = useLift();
  const known = useRef<Known>({ words, byId: new Map(), all: [] });
  return useMemo(() => {
    const before = known.current.words === words ? known.current.byId : new Map<string, Drawn>();
    const byId = new Map<string, Drawn>();
    const said = new Map<TicketStatus, { readonly statusLabel: string; readonly letter: string }>();
    const wordsOf = (status: TicketStatus) => {
      const found = said.get(status) ?? { statusLabel: words.status(status), letter: t(`marks.${status}`) };
      said.set(status, found);
      return found;
    };
    const all = tickets.flatMap((row): MapTicket[] => {
      if (row.point === null) return [];
      const draggable = canLift(row);
      const urgency = urgencyOf(row, minute);
      const last = before.get(row.ticketId);
      const isSame =
        last?.row === row && last.drawn.draggable === draggable && last.drawn.urgency === urgency;
      const drawn: MapTicket = isSame
        ? last.drawn
        : {
            id: row.ticketId,
            number: row.number,
            title: `${row.problem} · ${row.contactName}`,
            ...wordsOf(row.status),
            point: row.point,
            phase: STATUS_META[row.status].phase,
            urgency,
            technicianId: row.visit?.technicianId ?? null,
            draggable,
          };
      byId.set(row.ticketId, { row, drawn });
      return [drawn];
    });
    const { all: last } = known.current;
    const isSame = all.length === last.length && all.every((one, place) => one === last[place]);
    known.current = { words, byId, all: isSame ? last : all };
    return known.current.all;
  }, [tickets, words, canLift, t, minute]);
}
