/**
 * What the dispatch board subscribes to. Every query is scoped to one branch and reads by index; positions are not
 * here (positions.ts), so a moving technician re-runs none of these.
 */
import { paginationOptsValidator, paginationResultValidator } from "convex/server";
import { v } from "convex/values";
import { memberQuery } from "./lib/builders";
import { localizedName, priority, shift, skill, travelState } from "./lib/validators";
import { requireBranch } from "./model/organization/access";
import { technicianReach } from "./model/organization/reach";
import { absenceView } from "./model/technicians/absences";
import { listTechnicianCards } from "./model/technicians/read";
import { listTicketFlags, ticketFlags } from "./model/tickets/flags";
import { listOpenMarks, openSliceArgs, sliceOpenCards } from "./model/tickets/openSlices";
import { listClosedCards, listDayVisits, pageOpenCards } from "./model/tickets/read";
import { ticketCard, visitView } from "./model/tickets/views";

/**
 * Open tickets of a branch one page after the other, most urgent first and newest first among equals: for readers that
 * walk through them. The board asks for slices.
 */
export const openTickets = memberQuery("board.view")({
  args: { branchId: v.id("branches"), paginationOpts: paginationOptsValidator },
  returns: paginationResultValidator(ticketCard),
  handler: async (ctx, { branchId, paginationOpts }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    const found = await pageOpenCards(ctx, branchId, paginationOpts);
    return { ...found, page: found.page.filter((card) => reaches(card.visit?.technicianId ?? null)) };
  },
});

/**
 * Open tickets of a branch by ranges of their order that the reader knows beforehand (shared/board/openSlices.ts): asked
 * for side by side, and a change reads one of them again. `cutAt` is null where the range holds at most `most` (1 to 512)
 * tickets. Else it should be divided: the newest of it are here, twice `most` if there are so many, and the instant cuts
 * it in two.
 */
export const openSlice = memberQuery("board.view")({
  args: { branchId: v.id("branches"), slice: openSliceArgs, most: v.number() },
  returns: v.object({ tickets: v.array(ticketCard), cutAt: v.nullable(v.number()) }),
  handler: async (ctx, { branchId, slice, most }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    const { cards, cutAt } = await sliceOpenCards(ctx, branchId, slice, most);
    return { tickets: cards.filter((card) => reaches(card.visit?.technicianId ?? null)), cutAt };
  },
});

/** A sample of a branch's open tickets in their order, at most 1,024: where to divide them. */
export const openMarks = memberQuery("board.view")({
  args: { branchId: v.id("branches") },
  returns: v.array(v.object({ priority, createdAt: v.number() })),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await listOpenMarks(ctx, branchId);
  },
});

/** Tickets that closed on a local service day, newest first, at most 200. */
export const closedTickets = memberQuery("board.view")({
  args: { branchId: v.id("branches"), serviceDay: v.string() },
  returns: v.array(ticketCard),
  handler: async (ctx, { branchId, serviceDay }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    const cards = await listClosedCards(ctx, branchId, serviceDay);
    return cards.filter((card) => reaches(card.visit?.technicianId ?? null));
  },
});

/**
 * Visits of a branch on a local service day with the card of their ticket, plus the untimed ones (assigned, not yet
 * scheduled), which belong to every day until they get a time.
 */
export const appointments = memberQuery("board.view")({
  args: { branchId: v.id("branches"), serviceDay: v.string() },
  returns: v.array(v.object({ ...visitView.fields, ticket: ticketCard })),
  handler: async (ctx, { branchId, serviceDay }) => {
    const branch = await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    const visits = await listDayVisits(ctx, branch, serviceDay);
    return visits.filter((visit) => reaches(visit.technicianId));
  },
});

/** Technicians of a branch with duty, skills, shift and what each is doing right now. */
export const technicians = memberQuery("board.view")({
  args: { branchId: v.id("branches") },
  returns: v.array(
    v.object({
      technicianId: v.id("technicians"),
      branchId: v.id("branches"),
      employeeId: v.string(),
      name: localizedName,
      phone: v.string(),
      skills: v.array(skill),
      active: v.boolean(),
      onDuty: v.boolean(),
      shift,
      /** City codes he covers; empty means the whole branch. */
      areas: v.array(v.string()),
      /** The latest absences, past ones included. */
      absences: v.array(absenceView),
      /** The trip or job under way. */
      current: v.nullable(v.object({ ticketId: v.id("tickets"), number: v.string(), travel: travelState })),
    }),
  ),
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    const reaches = await technicianReach(ctx, ctx.actor);
    const cards = await listTechnicianCards(ctx, branchId);
    return cards.filter((card) => reaches(card.technicianId));
  },
});

/** Which open tickets of a branch are escalated or on hold; at most 500 of each. Ids alone: cards are asked elsewhere. */
export const flags = memberQuery("board.view")({
  args: { branchId: v.id("branches") },
  returns: ticketFlags,
  handler: async (ctx, { branchId }) => {
    await requireBranch(ctx, ctx.actor, branchId);
    return await listTicketFlags(ctx, branchId);
  },
});
