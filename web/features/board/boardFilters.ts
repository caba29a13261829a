/* The board's address, and what the queue, the map and the grid leave out by it. A view is shared by sharing the address. */
import * as z from "zod";
import { type BoardFilters, boardFilters, NO_FILTERS, NOBODY } from "../../../shared/board/filters";
import { BOARD_CENTRES, BOARD_PANES, TICKET_LISTS } from "../../../shared/board/panes";
import { foldText, searchWords } from "../../../shared/board/searchText";
import { dayRange, isServiceDay } from "../../../shared/time/zones";
import type { TicketRow } from "./boardData";
import { isReplayText } from "./replay/replayTime";

const { statuses, priorities, technicians, cities, text } = boardFilters.shape;
const day = z
  .string()
  .refine((word) => isServiceDay(word))
  .optional()
  .catch(undefined);

/** Search parameters of the board page. Anything unreadable in an old link is dropped, not fatal. */
export const boardSearchSchema = z.object({
  branch: z.string().optional().catch(undefined),
  day,
  status: statuses.optional().catch(undefined),
  priority: priorities.optional().catch(undefined),
  technician: technicians.optional().catch(undefined),
  city: cities.optional().catch(undefined),
  from: day,
  until: day,
  q: text.optional().catch(undefined),
  ticket: z.string().optional().catch(undefined),
  /** The draft that is open instead of the live day. */
  plan: z.string().max(64).optional().catch(undefined),
  /** The technician who is looked at. */
  person: z.string().optional().catch(undefined),
  list: z.enum(TICKET_LISTS).optional().catch(undefined),
  centre: z.enum(BOARD_CENTRES).optional().catch(undefined),
  panes: z.array(z.enum(BOARD_PANES)).min(1).optional().catch(undefined),
  /** The saved view that was chosen last; `none` keeps a person's default from being opened. */
  saved: z.string().max(64).optional().catch(undefined),
  /** The moment of a replay on the branch's wall clock. */
  replay: z
    .string()
    .refine((word) => isReplayText(word))
    .optional()
    .catch(undefined),
  /** A window that holds one pane alone, and the group of windows it belongs to. */
  only: z.enum(BOARD_PANES).optional().catch(undefined),
  link: z.string().max(64).optional().catch(undefined),
});
export type BoardSearch = z.infer<typeof boardSearchSchema>;

export function filtersOf(search: BoardSearch): BoardFilters {
  return {
    statuses: search.status ?? [],
    priorities: search.priority ?? [],
    technicians: search.technician ?? [],
    cities: search.city ?? [],
    from: search.from ?? null,
    until: search.until ?? null,
    text: search.q ?? "",
  };
}

/** The filters as the address has them; what is not set is not there. */
export function searchOf(filters: BoardFilters) {
  const some = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);
  return {
    status: some(filters.statuses),
    priority: some(filters.priorities),
    technician: some(filters.technicians),
    city: some(filters.cities),
    from: filters.from ?? undefined,
    until: filters.until ?? undefined,
    q: filters.text === "" ? undefined : filters.text,
  } satisfies Partial<BoardSearch>;
}

export const NO_FILTER_SEARCH = searchOf(NO_FILTERS);

/** Folded texts of rows already searched; a row that changes is another object. */
const haystacks = new WeakMap<TicketRow, string>();

function haystack(ticket: TicketRow): string {
  const known = haystacks.get(ticket);
  if (known !== undefined) return known;
  const phone = ticket.phone ?? "";
  const text = foldText(
    [
      ticket.number,
      ticket.problem,
      ticket.contactName,
      phone,
      phone.replace(/\D/g, ""),
      phone.replace(/^\+(?:966|20)/, "0"),
      ticket.address,
      ticket.city,
    ].join(" "),
  );
  haystacks.set(ticket, text);
  return text;
}

/** Tickets that pass every set filter; each word of the text must occur somewhere. Days are those of `zone`. */
export function filterTickets(
  tickets: readonly TicketRow[],
  filters: BoardFilters,
  zone: string,
): TicketRow[] {
  const words = searchWords(filters.text);
  const startsAt = filters.from === null ? Number.NEGATIVE_INFINITY : dayRange(filters.from, zone).startsAt;
  const endsAt = filters.until === null ? Number.POSITIVE_INFINITY : dayRange(filters.until, zone).endsAt;
  const among = <T>(list: readonly T[], one: T) => list.length === 0 || list.includes(one);
  return tickets.filter((ticket) => {
    if (!among(filters.statuses, ticket.status) || !among(filters.priorities, ticket.priority)) return false;
    if (!among<string>(filters.technicians, ticket.visit?.technicianId ?? NOBODY)) return false;
    if (!among(filters.cities, ticket.city)) return false;
    if (ticket.requestedAt < startsAt || ticket.requestedAt >= endsAt) return false;
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
