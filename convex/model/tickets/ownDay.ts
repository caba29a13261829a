/** A technician's day as the phone shows it. Sees only visits of the technician who asks. */
import { type Infer, v } from "convex/values";
import { addDays, instantAt, isServiceDay } from "../../../shared/time/zones";
import { LIVE_TRAVEL_STATES } from "../../../shared/tickets/visits";
import { invariant } from "../../../shared/core/invariant";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { localizedName, shift, travelState } from "../../lib/validators";
import { requireOwnTechnician, type StaffActor } from "../organization/access";
import { branchView, toBranchView } from "../organization/read";
import { absenceView, listAbsences, toAbsenceView } from "../technicians/absences";
import { ticketFacts } from "./facts";
import { ticketFactsView } from "./factsView";
import { ticketCard, toTicketCard } from "./views";

const MAX_JOBS = 100;

export const ownJob = v.object({
  ticket: ticketCard,
  travel: travelState,
  /** Facts for offeredSteps() and plan(). */
  facts: ticketFactsView,
  /** How to get in; empty when nothing was said. */
  accessNotes: v.string(),
});

export const ownDay = v.object({
  technician: v.object({
    technicianId: v.id("technicians"),
    name: localizedName,
    onDuty: v.boolean(),
    active: v.boolean(),
    shift,
  }),
  branch: branchView,
  /** Live jobs: under way first, then by time, untimed last. */
  jobs: v.array(ownJob),
  /** Interrupted jobs that wait for parts, whatever their day. */
  waiting: v.array(ownJob),
  /** Finished on this day, latest first. */
  finished: v.array(ownJob),
  /** Absences not over yet. */
  absences: v.array(absenceView),
});

async function toJob(ctx: QueryCtx, visit: Doc<"appointments">): Promise<Infer<typeof ownJob> | null> {
  const ticket = await ctx.db.get("tickets", visit.ticketId);
  if (!ticket) return null;
  return {
    ticket: await toTicketCard(ctx, ticket, visit),
    travel: visit.travel,
    facts: await ticketFacts(ctx, ticket),
    accessNotes: ticket.accessNotes ?? "",
  };
}

/** The day of the signed-in technician. */
export async function listOwnDay(
  ctx: QueryCtx,
  actor: StaffActor,
  serviceDay: string,
): Promise<Infer<typeof ownDay>> {
  if (!isServiceDay(serviceDay)) throw appError("input.invalid", { field: "serviceDay" });
  const technician = await requireOwnTechnician(ctx, actor);
  const branch = await ctx.db.get("branches", technician.branchId);
  invariant(branch, "a technician's branch exists");
  const from = instantAt(serviceDay, 0, branch.zone);
  const until = instantAt(addDays(serviceDay, 1), 0, branch.zone);
  const live = await Promise.all(
    LIVE_TRAVEL_STATES.map((travel) =>
      ctx.db
        .query("appointments")
        .withIndex("by_technicianId_and_travel_and_startsAt", (q) =>
          // Untimed visits sort before every time, so one range holds them and all that is due.
          q.eq("technicianId", technician._id).eq("travel", travel).lt("startsAt", until),
        )
        .take(MAX_JOBS),
    ),
  );
  const done = await ctx.db
    .query("appointments")
    .withIndex("by_technicianId_and_travel_and_startsAt", (q) =>
      q.eq("technicianId", technician._id).eq("travel", "done").gte("startsAt", from).lt("startsAt", until),
    )
    .order("desc")
    .take(MAX_JOBS);
  const paused = await ctx.db
    .query("appointments")
    .withIndex("by_technicianId_and_travel_and_startsAt", (q) =>
      q.eq("technicianId", technician._id).eq("travel", "paused"),
    )
    .take(MAX_JOBS);
  const visits = live.flat().sort(byUrgency);
  const [jobs, waiting, finished, absences] = await Promise.all([
    Promise.all(visits.map((visit) => toJob(ctx, visit))),
    Promise.all(paused.map((visit) => toJob(ctx, visit))),
    Promise.all(done.map((visit) => toJob(ctx, visit))),
    listAbsences(ctx, technician._id, from),
  ]);
  return {
    technician: {
      technicianId: technician._id,
      name: technician.name,
      onDuty: technician.onDuty,
      active: technician.active,
      shift: technician.shift,
    },
    branch: toBranchView(branch),
    jobs: jobs.filter((job) => job !== null),
    waiting: waiting.filter((job) => job !== null),
    finished: finished.filter((job) => job !== null),
    absences: absences.map(toAbsenceView),
  };
}

function byUrgency(a: Doc<"appointments">, b: Doc<"appointments">): number {
  const underWay = Number(a.travel === "planned") - Number(b.travel === "planned");
  if (underWay !== 0) return underWay;
  return (a.startsAt ?? Number.POSITIVE_INFINITY) - (b.startsAt ?? Number.POSITIVE_INFINITY) || 0;
}
