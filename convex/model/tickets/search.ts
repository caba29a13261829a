/**
 * Finding tickets by number, name, phone, place or problem beyond the rows a screen holds. ticketTexts has one row per
 * ticket with everything it is found by, folded; it is apart from the ticket so that a step does not index it again.
 */
import { searchWords, ticketSearchText } from "../../../shared/board/searchText";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";

/** Looked at per search, before words that were not whole are compared. */
const MAX_CANDIDATES = 64;
/** Words of a search that are looked for alone too. */
const MOST_TELLING = 2;

function textOf(ticket: Doc<"tickets">): string {
  const { number, address, problem, contact } = ticket;
  return ticketSearchText({ number, address, problem, contactName: contact.name, phone: contact.phone });
}

/** Writes what a ticket is found by; call it when the ticket comes or its words change. */
export async function indexTicket(ctx: MutationCtx, ticket: Doc<"tickets">): Promise<void> {
  const known = await ctx.db
    .query("ticketTexts")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticket._id))
    .unique();
  const text = textOf(ticket);
  if (known) await ctx.db.patch("ticketTexts", known._id, { text });
  else
    await ctx.db.insert("ticketTexts", {
      orgId: ticket.orgId,
      branchId: ticket.branchId,
      ticketId: ticket._id,
      text,
    });
}

/** Where to look: one branch, or the whole company. */
export type SearchScope = { readonly branchId: Id<"branches"> } | { readonly orgId: Id<"organizations"> };

/** Tickets in which every word occurs, the best first; at most 192. Whether the reader may see them is the caller's question. */
export async function searchTickets(
  ctx: QueryCtx,
  scope: SearchScope,
  text: string,
): Promise<Doc<"tickets">[]> {
  const words = searchWords(text);
  if (words.length === 0) return [];
  const look = async (asked: string) =>
    await ctx.db
      .query("ticketTexts")
      .withSearchIndex("search_text", (q) => {
        const found = q.search("text", asked);
        return "branchId" in scope ? found.eq("branchId", scope.branchId) : found.eq("orgId", scope.orgId);
      })
      .take(MAX_CANDIDATES);
  // Numbers and long words say more than those beside them, however many tickets have those.
  const alone = words.length === 1 ? [] : words.toSorted(moreTellingFirst).slice(0, MOST_TELLING);
  const asked = [words.join(" "), ...alone];
  const rows = new Map((await Promise.all(asked.map(look))).flat().map((row) => [row._id, row]));
  const tickets = await Promise.all(
    [...rows.values()]
      .filter((row) => words.every((word) => row.text.includes(word)))
      .map((row) => ctx.db.get("tickets", row.ticketId)),
  );
  return tickets.filter((ticket) => ticket !== null);
}

function moreTellingFirst(left: string, right: string): number {
  return Number(/\d/.test(right)) - Number(/\d/.test(left)) || right.length - left.length;
}
