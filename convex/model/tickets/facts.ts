/** Gathers the facts a decision needs. One function per record; the mutation and the query both use these. */
import type {
  VisitFacts,
  TechnicianFacts,
  TicketFacts,
  Actor,
  BranchFacts,
} from "../../../shared/tickets/facts";
import { LIVE_TRAVEL_STATES } from "../../../shared/tickets/statuses";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import type { StaffActor } from "../organization/access";
import { currentVisit, LONGEST_VISIT_MS } from "./read";

type StoredTicketFacts = TicketFacts & { branchId: Id<"branches">; technicianId: Id<"technicians"> | null };

const UNDER_WAY = ["en_route", "arrived"] as const;
/** A technician holds far fewer visits than this in any window asked for. */
const MAX_VISITS = 100;

/** The actor as the rules see him. */
export function actorFacts(actor: StaffActor): Actor & { technicianId: Id<"technicians"> | null } {
  const { role, technicianId } = actor.membership;
  return { role, technicianId: technicianId ?? null };
}

export function branchFacts(branch: Doc<"branches">): BranchFacts {
  return { branchId: branch._id, name: branch.name, zone: branch.zone };
}

export function technicianFacts(technician: Doc<"technicians">): TechnicianFacts {
  const { _id, name, branchId, active, onDuty, skills, shift } = technician;
  return { technicianId: _id, name, branchId, active, onDuty, skills, shift };
}

/** The visit a technician travels to or works at right now; the newest if data ever held two. */
export async function visitUnderWay(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
  except?: Id<"tickets">,
): Promise<Doc<"appointments"> | null> {
  for (const travel of UNDER_WAY) {
    const found = await ctx.db
      .query("appointments")
      .withIndex("by_technicianId_and_travel_and_startsAt", (q) =>
        q.eq("technicianId", technicianId).eq("travel", travel),
      )
      .order("desc")
      .take(2);
    const other = found.find((visit) => visit.ticketId !== except);
    if (other) return other;
  }
  return null;
}

/** What steps on this ticket are judged by. */
export async function ticketFacts(ctx: QueryCtx, ticket: Doc<"tickets">): Promise<StoredTicketFacts> {
  const visit = await currentVisit(ctx, ticket);
  const other = visit ? await visitUnderWay(ctx, visit.technicianId, ticket._id) : null;
  const otherTicket = other ? await ctx.db.get("tickets", other.ticketId) : null;
  return {
    number: ticket.number,
    status: ticket.status,
    version: ticket.version,
    branchId: ticket.branchId,
    workType: ticket.workType,
    technicianId: visit?.technicianId ?? null,
    startsAt: visit?.startsAt ?? null,
    endsAt: visit?.endsAt ?? null,
    lastChange: ticket.lastChange,
    otherTripNumber: otherTicket?.number ?? null,
  };
}

/** Timed live visits of a technician that may touch [startsAt, endsAt): a narrow range of that technician only. */
export async function visitsAround(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
  startsAt: number,
  endsAt: number,
): Promise<VisitFacts[]> {
  const perState = await Promise.all(
    LIVE_TRAVEL_STATES.map((travel) =>
      ctx.db
        .query("appointments")
        .withIndex("by_technicianId_and_travel_and_startsAt", (q) =>
          q
            .eq("technicianId", technicianId)
            .eq("travel", travel)
            .gt("startsAt", startsAt - LONGEST_VISIT_MS)
            .lt("startsAt", endsAt),
        )
        .take(MAX_VISITS),
    ),
  );
  const facts = await Promise.all(
    perState.flat().map(async (visit) => {
      const ticket = await ctx.db.get("tickets", visit.ticketId);
      const { startsAt: from, endsAt: until } = visit;
      return ticket && from !== undefined && until !== undefined
        ? { number: ticket.number, startsAt: from, endsAt: until }
        : null;
    }),
  );
  return facts.filter((visit) => visit !== null).sort((a, b) => a.startsAt - b.startsAt);
}
