/**
 * Finding tickets by number, name, phone, place or problem beyond the rows a screen holds. ticketTexts has one row per
 * ticket with everything it is found by, folded; it is apart from the ticket so that a step does not index it again.
 */
import { searchWords, ticketSearchText } from "../../../shared/board/searchText";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { MAX_CANDIDATES, rowsWithWords } from "../../lib/textSearch";

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
  const rows = await rowsWithWords(words, (asked) =>
    ctx.db
      .query("ticketTexts")
      .withSearchIndex("search_text", (q) => {
        const found = q.search("text", asked);
        return "branchId" in scope ? found.eq("branchId", scope.branchId) : found.eq("orgId", scope.orgId);
      })
      .take(MAX_CANDIDATES),
  );
  const tickets = await Promise.all(rows.map((row) => ctx.db.get("tickets", row.ticketId)));
  return tickets.filter((ticket) => ticket !== null);
}
