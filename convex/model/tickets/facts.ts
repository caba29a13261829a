/** Gathers the facts a decision needs. One function per record; the mutation and the query both use these. */
import type { Skill } from "../../../shared/catalogue/skills";
import type {
  VisitFacts,
  TechnicianFacts,
  TicketFacts,
  Actor,
  BranchFacts,
} from "../../../shared/tickets/facts";
import type { StepPolicy } from "../../../shared/tickets/stepPolicy";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { LIVE_TRAVEL_STATES } from "../../../shared/tickets/visits";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import type { StepActor } from "../flows/stepActor";
import { ticketEvidence } from "../records/evidence";
import { listAbsences } from "../technicians/absences";
import { ticketPolicy } from "./policy";
import { currentVisit, LONGEST_VISIT_MS } from "./read";

type StoredTicketFacts = Omit<TicketFacts, "policy"> & {
  branchId: Id<"branches">;
  technicianId: Id<"technicians"> | null;
  policy: Omit<StepPolicy, "skills"> & { skills: Skill[] };
};

export const UNDER_WAY = ["en_route", "arrived"] as const;
/** Jobs a technician may have open at once: one he works at, others that wait for an answer. */
const MAX_UNDER_WAY = 20;
/** A technician holds far fewer visits than this in any window asked for. */
const MAX_VISITS = 100;

/** The actor as the rules see him. */
export function actorFacts({ role, technicianId }: StepActor): Actor & {
  technicianId: Id<"technicians"> | null;
} {
  return { role, technicianId };
}

export function branchFacts(branch: Doc<"branches">): BranchFacts {
  return { branchId: branch._id, name: branch.name, zone: branch.zone };
}

/** The technician as placement sees him, with the absences that end after `from`. */
export async function technicianFacts(
  ctx: QueryCtx,
  technician: Doc<"technicians">,
  from: number,
): Promise<TechnicianFacts> {
  const { _id, name, branchId, active, onDuty, skills, shift, areas } = technician;
  const absences = await listAbsences(ctx, _id, from);
  return {
    technicianId: _id,
    name,
    branchId,
    active,
    onDuty,
    skills,
    shift,
    areas: areas ?? [],
    absences: absences.map((absence) => ({ from: absence.from, until: absence.until })),
  };
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
      .take(MAX_UNDER_WAY);
    // A vehicle left at the workshop keeps nobody from going elsewhere.
    const other = found.find((visit) => visit.ticketId !== except && visit.kind !== "drop_off");
    if (other) return other;
  }
  return null;
}

/** The ticket that keeps a technician busy: one that waits for somebody else's answer does not. */
async function otherTrip(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
  ticketId: Id<"tickets">,
): Promise<Doc<"tickets"> | null> {
  const other = await visitUnderWay(ctx, technicianId, ticketId);
  const ticket = other ? await ctx.db.get("tickets", other.ticketId) : null;
  return ticket && STATUS_META[ticket.status].clock === "running" ? ticket : null;
}

/**
 * What steps on this ticket are judged by. `forPlacing` leaves out what only somebody is asked who sets out: whether he is
 * on another way.
 */
export async function ticketFacts(
  ctx: QueryCtx,
  ticket: Doc<"tickets">,
  { forPlacing = false } = {},
): Promise<StoredTicketFacts> {
  const visit = await currentVisit(ctx, ticket);
  const [other, policy, evidence] = await Promise.all([
    visit && !forPlacing ? otherTrip(ctx, visit.technicianId, ticket._id) : null,
    ticketPolicy(ctx, ticket),
    ticketEvidence(ctx, ticket),
  ]);
  const { stamps } = ticket;
  return {
    number: ticket.number,
    status: ticket.status,
    version: ticket.version,
    branchId: ticket.branchId,
    profile: ticket.profile,
    city: ticket.city,
    workType: ticket.workType,
    priority: ticket.priority,
    technicianId: visit?.technicianId ?? null,
    startsAt: visit?.startsAt ?? null,
    endsAt: visit?.endsAt ?? null,
    travel: visit?.travel ?? null,
    visitKind: visit?.kind ?? null,
    confirmation: visit?.confirmation ?? null,
    offer: visit?.offer.state ?? "none",
    custody: ticket.custody,
    outcome: ticket.outcome ?? null,
    reviewed: ticket.reviewedAt !== undefined || !policy.staffReview,
    repairStarted: stamps.repairAt !== undefined,
    closedAt: stamps.completedAt ?? stamps.notFixedAt ?? stamps.cancelledAt ?? stamps.rejectedAt ?? null,
    lastChange: ticket.lastChange,
    otherTripNumber: other?.number ?? null,
    evidence: { ...evidence, hasDiagnosis: evidence.hasDiagnosis || stamps.diagnosedAt !== undefined },
    policy: { ...policy, skills: [...policy.skills] },
  };
}

/**
 * Timed live visits of a technician that touch [startsAt, endsAt): a narrow range of that technician only. Each says
 * when its ticket last changed.
 */
export async function visitsAround(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
  startsAt: number,
  endsAt: number,
): Promise<(VisitFacts & { readonly changedAt: number })[]> {
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
    perState.flat().map(async ({ ticketId, startsAt: from, endsAt: until }) => {
      if (from === undefined || until === undefined || until <= startsAt) return null;
      const ticket = await ctx.db.get("tickets", ticketId);
      return ticket
        ? { number: ticket.number, startsAt: from, endsAt: until, changedAt: ticket.lastChange.at }
        : null;
    }),
  );
  return facts.filter((visit) => visit !== null).sort((a, b) => a.startsAt - b.startsAt);
}
