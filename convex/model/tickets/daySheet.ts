/** What stands on the paper of a technician's day. Bounded: a sheet of A4 ends, and so does a day. */
import { isLiveTravel } from "../../../shared/tickets/visits";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { listItems } from "../contacts/items";
import { listDayVisits } from "./read";

const MAX_VISITS = 40;
const MAX_NOTES = 2;
/** Removed ones are passed over. */
const NOTES_READ = 10;

async function latestNotes(ctx: QueryCtx, ticketId: Id<"tickets">): Promise<string[]> {
  const notes = await ctx.db
    .query("notes")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(NOTES_READ);
  return notes
    .filter((note) => note.removedAt === undefined)
    .slice(0, MAX_NOTES)
    .map((note) => note.body);
}

/** Visits that are still to come or under way, in their order; untimed ones at the end. */
export async function daySheetVisits(
  ctx: QueryCtx,
  branch: Doc<"branches">,
  technicianId: Id<"technicians">,
  serviceDay: string,
) {
  const day = await listDayVisits(ctx, branch, serviceDay);
  const own = day
    .filter((visit) => visit.technicianId === technicianId && isLiveTravel(visit.travel))
    .sort((a, b) => (a.startsAt ?? Number.MAX_SAFE_INTEGER) - (b.startsAt ?? Number.MAX_SAFE_INTEGER))
    .slice(0, MAX_VISITS);
  return await Promise.all(
    own.map(async ({ ticket, startsAt, endsAt, window }) => {
      const [stored, items, notes] = await Promise.all([
        ctx.db.get("tickets", ticket.ticketId),
        listItems(ctx, ticket.ticketId),
        latestNotes(ctx, ticket.ticketId),
      ]);
      return {
        number: ticket.number,
        status: ticket.status,
        priority: ticket.priority,
        workType: ticket.workType,
        startsAt,
        endsAt,
        window,
        contactName: ticket.contactName,
        phone: ticket.phone,
        address: ticket.address,
        city: ticket.city,
        accessNotes: stored?.accessNotes ?? "",
        problem: ticket.problem,
        devices: items
          .map(({ brand, model, identity }) => [brand, model, identity].filter(Boolean).join(" "))
          .filter((text) => text !== ""),
        notes,
      };
    }),
  );
}
