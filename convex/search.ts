/** Looking for things by a few words: the board's own search beyond its loaded rows, and the palette's over everything. */
import { v } from "convex/values";
import { literals } from "convex-helpers/validators";
import { roleHas } from "../shared/access/permissions";
import { searchWords } from "../shared/board/searchText";
import { internal } from "./_generated/api";
import { memberQuery, systemMutation } from "./lib/builders";
import { localizedName, status } from "./lib/validators";
import { searchContacts } from "./model/contacts/read";
import { requireBranch } from "./model/organization/access";
import { technicianReach } from "./model/organization/reach";
import { indexMember, indexTechnician, searchTechnicians } from "./model/people/search";
import { currentVisit, ticketInScope } from "./model/tickets/read";
import { indexTicket, searchTickets } from "./model/tickets/search";
import { ticketCard, toTicketCard } from "./model/tickets/views";

const MAX_CARDS = 30;
const MAX_TICKETS = 8;
const MAX_PEOPLE = 6;

/** Tickets of a branch, open and closed, in which every word occurs; the best first, at most 30. */
export const tickets = memberQuery("board.view")({
  args: { branchId: v.id("branches"), text: v.string() },
  returns: v.array(ticketCard),
  handler: async (ctx, { branchId, text }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    const found = await searchTickets(ctx, { branchId }, text);
    const seen = await Promise.all(
      found.map(async (ticket) =>
        reaches((await currentVisit(ctx, ticket))?.technicianId ?? null) ? ticket : null,
      ),
    );
    const cards = seen.filter((ticket) => ticket !== null).slice(0, MAX_CARDS);
    return await Promise.all(cards.map((ticket) => toTicketCard(ctx, ticket)));
  },
});

/** Tickets, technicians and customers the caller may see, by number, name or phone; at most 8, 6 and 6. */
export const everything = memberQuery("tickets.view")({
  args: { text: v.string() },
  returns: v.object({
    tickets: v.array(
      v.object({
        ticketId: v.id("tickets"),
        branchId: v.id("branches"),
        number: v.string(),
        status,
        problem: v.string(),
        contactName: v.string(),
      }),
    ),
    technicians: v.array(
      v.object({
        technicianId: v.id("technicians"),
        branchId: v.id("branches"),
        name: localizedName,
        phone: v.string(),
      }),
    ),
    customers: v.array(
      v.object({ contactId: v.id("contacts"), name: v.string(), phone: v.nullable(v.string()) }),
    ),
  }),
  handler: async (ctx, { text }) => {
    const { actor } = ctx;
    const { orgId, role } = actor.membership;
    if (searchWords(text).length === 0) return { tickets: [], technicians: [], customers: [] };
    const candidates = await searchTickets(ctx, { orgId }, text);
    const seen = await Promise.all(
      candidates.map(async (ticket) => ((await ticketInScope(ctx, actor, ticket)) ? ticket : null)),
    );
    const technicians = roleHas(role, "board.view") ? await searchTechnicians(ctx, actor, text) : [];
    const customers = roleHas(role, "contacts.view") ? await searchContacts(ctx, orgId, text) : [];
    return {
      tickets: seen
        .filter((ticket) => ticket !== null)
        .slice(0, MAX_TICKETS)
        .map(({ _id, branchId, number, status: at, problem, contact }) => ({
          ticketId: _id,
          branchId,
          number,
          status: at,
          problem,
          contactName: contact.name,
        })),
      technicians: technicians
        .filter(({ active }) => active)
        .slice(0, MAX_PEOPLE)
        .map(({ _id, branchId, name, phone }) => ({ technicianId: _id, branchId, name, phone })),
      customers: customers
        .slice(0, MAX_PEOPLE)
        .map(({ _id, name, phone }) => ({ contactId: _id, name, phone })),
    };
  },
});

const PER_RUN = 100;

const BACKFILLED = ["tickets", "technicians", "memberships"] as const;

/**
 * Makes tickets and people findable that came before there was a search; goes on by itself until all are. Run once after
 * an upgrade.
 */
export const backfill = systemMutation({
  args: { table: v.optional(literals(...BACKFILLED)), cursor: v.optional(v.nullable(v.string())) },
  returns: v.null(),
  handler: async (ctx, { table = "tickets", cursor }) => {
    const page = await ctx.db.query(table).paginate({ numItems: PER_RUN, cursor: cursor ?? null });
    for (const { _id } of page.page) {
      const ticketId = ctx.db.normalizeId("tickets", _id);
      const technicianId = ctx.db.normalizeId("technicians", _id);
      const membershipId = ctx.db.normalizeId("memberships", _id);
      const ticket = ticketId ? await ctx.db.get("tickets", ticketId) : null;
      if (ticket) await indexTicket(ctx, ticket);
      if (technicianId) await indexTechnician(ctx, technicianId);
      if (membershipId) await indexMember(ctx, membershipId);
    }
    const next = page.isDone ? BACKFILLED[BACKFILLED.indexOf(table) + 1] : table;
    if (next)
      await ctx.scheduler.runAfter(0, internal.search.backfill, {
        table: next,
        cursor: page.isDone ? null : page.continueCursor,
      });
    return null;
  },
});
