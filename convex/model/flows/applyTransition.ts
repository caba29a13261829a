/**
 * The only writer of a ticket's status. Takes steps that a plan has already allowed and writes, in the caller's
 * transaction: the visit, the ticket with its other axes, one timeline row per step. Decides nothing.
 */
import { invariant } from "../../../shared/core/invariant";
import { edgeFrom } from "../../../shared/core/lifecycle";
import { serviceDayOf, DAY_MS, MINUTE_MS } from "../../../shared/time/zones";
import type { Direction } from "../../../shared/boardActions/takeBack";
import { custodyAfter, outcomeAfter } from "../../../shared/tickets/effects";
import type { StepInput } from "../../../shared/tickets/inputs";
import { PRIORITY_RANK } from "../../../shared/tickets/priorities";
import { isOpen, type TicketStatus } from "../../../shared/tickets/statuses";
import { type TicketAction, TRANSITIONS } from "../../../shared/tickets/transitions";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { branchOfTicket } from "../organization/ofTicket";
import { readSetting } from "../settings/read";
import { currentVisit } from "../tickets/read";
import { stampsAfter } from "../tickets/stamps";
import { changeVisit, type VisitRestore } from "../tickets/visits";
import { afterSteps, type StepTaken } from "./afterStep";
import type { StepActor } from "./stepActor";

/** One allowed step with what it carries. */
export interface AllowedStep {
  readonly action: TicketAction;
  readonly technician: Doc<"technicians"> | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly input: StepInput;
  /** When the offer this step makes ends; absent where nobody is asked. */
  readonly offerExpiresAt?: number;
  /** What a supervisor decided against. */
  readonly override?: { readonly codes: string[]; readonly note: string };
  /** The ticket this step made. */
  readonly linkedTicketId?: Id<"tickets">;
  /** This step takes a gesture back. The last one of a ticket says which version's content is there again. */
  readonly takesBack?: {
    readonly direction: Direction;
    readonly restore: VisitRestore;
    readonly contentVersion?: number;
  };
}

export interface AppliedResult {
  status: TicketStatus;
  version: number;
}

/** Applies allowed steps in order. `now` is the server's clock of this transaction. */
export async function applySteps(
  ctx: MutationCtx,
  actor: StepActor,
  ticket: Doc<"tickets">,
  steps: readonly AllowedStep[],
  operationId: string,
  now: number,
): Promise<AppliedResult> {
  let current = ticket;
  let visit = await currentVisit(ctx, ticket);
  const taken: StepTaken[] = [];
  for (const step of steps) {
    const { action, input } = step;
    const before = current;
    const visitBefore = visit;
    const edge = edgeFrom(TRANSITIONS, action, before.status, before.profile);
    invariant(edge, `${action} has an edge from ${before.status}`);
    // A phone may report late, never early: what it says is kept within the past.
    const occurredAt = Math.min(input.occurredAt ?? now, now);
    visit = await changeVisit(ctx, before, visitBefore, {
      action,
      technician: step.technician,
      startsAt: step.startsAt,
      endsAt: step.endsAt,
      input,
      offerExpiresAt: step.offerExpiresAt ?? null,
      byHolder: actor.technicianId !== null && actor.technicianId === visitBefore?.technicianId,
      occurredAt,
      ...(step.takesBack ? { restore: step.takesBack.restore } : {}),
    });
    const row: Omit<Doc<"statusEvents">, "_id" | "_creationTime"> = {
      ticketId: before._id,
      action,
      from: before.status,
      to: edge.to,
      actor: { userId: actor.userId, name: actor.name, role: actor.role === "system" ? null : actor.role },
      occurredAt,
      recordedAt: now,
      version: before.version + 1,
      operationId,
      ...(await details(ctx, step, before, visitBefore, visit)),
    };
    const event = { ...row, _id: await ctx.db.insert("statusEvents", row), _creationTime: now };
    await ctx.db.patch("tickets", before._id, {
      ...(await ticketPatch(ctx, before, step, edge.to, occurredAt, now)),
      lastChange: { action, by: actor.name, at: now },
      currentAppointmentId: visit?._id,
    });
    current = await mustGet(ctx, before._id);
    const { status: from } = before;
    taken.push({
      before,
      after: current,
      action,
      from,
      to: edge.to,
      event,
      visitBefore,
      visitAfter: visit,
      now,
    });
  }
  await afterSteps(ctx, taken);
  return { status: current.status, version: current.version };
}

async function mustGet(ctx: MutationCtx, ticketId: Id<"tickets">): Promise<Doc<"tickets">> {
  const ticket = await ctx.db.get("tickets", ticketId);
  invariant(ticket, "a ticket being changed exists");
  return ticket;
}

/** What the timeline keeps of a step beside who, when and where to. */
async function details(
  ctx: MutationCtx,
  { action, technician, input, override, linkedTicketId, takesBack }: AllowedStep,
  ticket: Doc<"tickets">,
  before: Doc<"appointments"> | null,
  after: Doc<"appointments"> | null,
): Promise<Partial<Doc<"statusEvents">>> {
  const shown = technician ?? (before ? await ctx.db.get("technicians", before.technicianId) : null);
  const startsAt = after?.startsAt;
  const previous = before?.startsAt;
  const [from, to] = [minutesOf(before), minutesOf(after)];
  const { reason, note, fix, noFixReason, party, customerTold, notFixedReasons, window, priority } = input;
  return {
    ...(shown ? { technician: { technicianId: shown._id, name: shown.name } } : {}),
    ...(startsAt !== undefined ? { startsAt } : {}),
    ...(previous !== undefined && previous !== startsAt ? { previousStartsAt: previous } : {}),
    ...(before?._id === after?._id && from !== null && to !== null && from !== to
      ? { minutes: { from, to } }
      : {}),
    ...(reason ? { reason } : {}),
    ...(note ? { note } : {}),
    ...(fix ? { fix } : {}),
    ...(noFixReason ? { noFixReason } : {}),
    ...(party ? { party } : {}),
    ...(customerTold ? { customerTold } : {}),
    ...(notFixedReasons?.length ? { notFixedReasons } : {}),
    ...(action === "promise_window" && window ? { window } : {}),
    ...(action === "change_priority" && priority
      ? { priority: { from: ticket.priority, to: priority } }
      : {}),
    ...(override ? { override } : {}),
    ...(linkedTicketId ? { linkedTicketId } : {}),
    ...(takesBack ? { takesBack: takesBack.direction } : {}),
    visit: after && visitFact(after),
  };
}

/** A visit as the timeline remembers it; a row that changes later does not change this. */
function visitFact(visit: Doc<"appointments">): NonNullable<Doc<"statusEvents">["visit"]> {
  const { _id: appointmentId, technicianId, startsAt, endsAt, travel, kind, window } = visit;
  return {
    appointmentId,
    technicianId,
    travel,
    kind,
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(window === undefined ? {} : { window }),
  };
}

function minutesOf(visit: Doc<"appointments"> | null): number | null {
  const { startsAt, endsAt } = visit ?? {};
  return startsAt === undefined || endsAt === undefined ? null : (endsAt - startsAt) / MINUTE_MS;
}

/** What a step may change on a ticket; `undefined` removes the outcome. */
type TicketPatch = Partial<Omit<Doc<"tickets">, "outcome">> & {
  outcome: Doc<"tickets">["outcome"] | undefined;
};

/** The ticket's own fields after a step; closing also sets the day and the end of the customer's link. */
async function ticketPatch(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  { action, input, takesBack }: AllowedStep,
  to: TicketStatus,
  occurredAt: number,
  now: number,
): Promise<TicketPatch> {
  const version = ticket.version + 1;
  const outcome = outcomeAfter(action, { status: ticket.status, outcome: ticket.outcome ?? null });
  const { priority, notFixedReasons } = input;
  return {
    status: to,
    version,
    stamps: stampsAfter(ticket.stamps, action, occurredAt),
    ...(takesBack?.contentVersion === undefined
      ? {}
      : { restored: { at: version, as: takesBack.contentVersion } }),
    custody: custodyAfter(action, ticket),
    outcome: outcome ?? undefined,
    ...(action === "mark_not_fixed" && notFixedReasons ? { notFixedReasons } : {}),
    ...(action === "approve_request" ? { reviewedAt: now } : {}),
    ...(action === "change_priority" && priority ? { priority, priorityRank: PRIORITY_RANK[priority] } : {}),
    ...(isOpen(ticket.status) && !isOpen(to) ? await close(ctx, ticket, version, now) : {}),
  };
}

async function close(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  version: number,
  now: number,
): Promise<{ closedDay: string }> {
  const branch = await branchOfTicket(ctx, ticket);
  invariant(branch, "a ticket's branch exists");
  const days = await readSetting(ctx, ticket.orgId, "tracking.linkLifeDays");
  await ctx.scheduler.runAt(now + days * DAY_MS, internal.jobs.expireTracking.run, {
    ticketId: ticket._id,
    version,
  });
  return { closedDay: serviceDayOf(now, branch.zone) };
}
