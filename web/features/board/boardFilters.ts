/* What the queue and the map leave out: by status, by city, by text. Kept in the URL so that a view can be shared. */
import * as z from "zod";
import { BOARD_CENTRES, BOARD_PANES, TICKET_LISTS } from "../../../shared/board/panes";
import { STATUSES, type TicketStatus } from "../../../shared/tickets/statuses";
import { isServiceDay } from "../../../shared/time/zones";
import type { TicketRow } from "./boardData";

/** Search parameters of the board page. Anything unreadable in an old link is dropped, not fatal. */
export const boardSearchSchema = z.object({
  branch: z.string().optional().catch(undefined),
  day: z
    .string()
    .refine((day) => isServiceDay(day))
    .optional()
    .catch(undefined),
  status: z.array(z.enum(STATUSES)).optional().catch(undefined),
  city: z.array(z.string()).optional().catch(undefined),
  q: z.string().optional().catch(undefined),
  ticket: z.string().optional().catch(undefined),
  /** The technician who is looked at. */
  person: z.string().optional().catch(undefined),
  list: z.enum(TICKET_LISTS).optional().catch(undefined),
  centre: z.enum(BOARD_CENTRES).optional().catch(undefined),
  panes: z.array(z.enum(BOARD_PANES)).min(1).optional().catch(undefined),
  /** A window that holds one pane alone, and the group of windows it belongs to. */
  only: z.enum(BOARD_PANES).optional().catch(undefined),
  link: z.string().max(64).optional().catch(undefined),
});
export type BoardSearch = z.infer<typeof boardSearchSchema>;

export interface BoardFilters {
  readonly statuses: readonly TicketStatus[];
  readonly cities: readonly string[];
  readonly text: string;
}

export function filtersOf(search: BoardSearch): BoardFilters {
  return { statuses: search.status ?? [], cities: search.city ?? [], text: search.q ?? "" };
}

export function isFiltering(filters: BoardFilters): boolean {
  return filters.statuses.length > 0 || filters.cities.length > 0 || filters.text.trim() !== "";
}

const ARABIC_MARKS = /[\u064b-\u065f\u0670\u0640]/g;

/** Folds what people type differently for the same word: case, Arabic marks, alef and ya forms, digits. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .replace(ARABIC_MARKS, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
}

function haystack(ticket: TicketRow): string {
  const phone = ticket.phone ?? "";
  return foldText(
    [
      ticket.number,
      ticket.problem,
      ticket.contactName,
      phone,
      phone.replace(/\D/g, ""),
      ticket.address,
      ticket.city,
    ].join(" "),
  );
}

/** Tickets that pass every set filter; each word of the text must occur somewhere. */
export function filterTickets(tickets: readonly TicketRow[], filters: BoardFilters): TicketRow[] {
  const words = foldText(filters.text).split(/\s+/).filter(Boolean);
  return tickets.filter((ticket) => {
    if (filters.statuses.length > 0 && !filters.statuses.includes(ticket.status)) return false;
    if (filters.cities.length > 0 && !filters.cities.includes(ticket.city)) return false;
    if (words.length === 0) return true;
    const text = haystack(ticket);
    return words.every((word) => text.includes(word));
  });
}

/** Cities that occur, most frequent first. */
export function citiesOf(tickets: readonly TicketRow[]): { readonly city: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const ticket of tickets) counts.set(ticket.city, (counts.get(ticket.city) ?? 0) + 1);
  return [...counts].map(([city, count]) => ({ city, count })).sort((a, b) => b.count - a.count);
}
