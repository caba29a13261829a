/**
 * The only writer of a ticket's status. Takes steps that a plan has already allowed and writes, in the caller's
 * transaction: the visit, the ticket, one timeline row per step. Decides nothing.
 */
import { invariant } from "../../../shared/core/invariant";
import { edgeFrom } from "../../../shared/core/lifecycle";
import { serviceDayOf, DAY_MS } from "../../../shared/time/zones";
import type { StepInput } from "../../../shared/tickets/inputs";
import { isOpen, type TicketStatus } from "../../../shared/tickets/statuses";
import { type TicketAction, TRANSITIONS } from "../../../shared/tickets/transitions";
import { internal } from "../../_generated/api";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import type { StaffActor } from "../organization/access";
import { currentVisit } from "../tickets/read";
import { changeVisit } from "../tickets/visits";
import { afterStep } from "./afterStep";

/** A customer can look back at a closed ticket for this long. */
export const LINK_LIFE_AFTER_CLOSE_MS = 14 * DAY_MS;

/** One allowed step with what it carries. */
export interface AllowedStep {
  action: TicketAction;
  technician: Doc<"technicians"> | null;
  startsAt: number | null;
  endsAt: number | null;
  input: StepInput;
}

export interface AppliedResult {
  status: TicketStatus;
  version: number;
}

/** Applies allowed steps in order. `now` is the server's clock of this transaction. */
export async function applySteps(
  ctx: MutationCtx,
  actor: StaffActor,
  ticket: Doc<"tickets">,
  steps: readonly AllowedStep[],
  operationId: string,
  now: number,
): Promise<AppliedResult> {
  const branch = await ctx.db.get("branches", ticket.branchId);
  invariant(branch, "a ticket's branch exists");
  const { membership } = actor;
  let current = ticket;
  let visit = await currentVisit(ctx, ticket);
  for (const step of steps) {
    const { status, version } = current;
    const edge = edgeFrom(TRANSITIONS, step.action, status);
    invariant(edge, `${step.action} has an edge from ${status}`);
    // A phone may report late, never early: what it says is kept within the past.
    const occurredAt = Math.min(step.input.occurredAt ?? now, now);
    const visitBefore = visit;
    visit = await changeVisit(ctx, current, visit, step, occurredAt);
    const shown =
      step.technician ?? (visitBefore ? await ctx.db.get("technicians", visitBefore.technicianId) : null);
    const startsAt = visit?.startsAt ?? null;
    const eventId = await ctx.db.insert("statusEvents", {
      ticketId: ticket._id,
      action: step.action,
      from: status,
      to: edge.to,
      actor: { userId: actor.userId, name: membership.name, role: membership.role },
      occurredAt,
      recordedAt: now,
      version: version + 1,
      operationId,
      ...(shown ? { technician: { technicianId: shown._id, name: shown.name } } : {}),
      ...(startsAt !== null ? { startsAt } : {}),
      ...(step.input.reason ? { reason: step.input.reason } : {}),
      ...(step.input.note ? { note: step.input.note } : {}),
      ...(step.input.fix ? { fix: step.input.fix } : {}),
      ...(step.input.noFixReason ? { noFixReason: step.input.noFixReason } : {}),
    });
    await ctx.db.patch("tickets", ticket._id, {
      status: edge.to,
      version: version + 1,
      lastChange: { action: step.action, by: membership.name, at: now },
      currentAppointmentId: visit?._id,
      ...(isOpen(edge.to) ? {} : { closedDay: serviceDayOf(now, branch.zone) }),
    });
    const [after, event] = [
      await ctx.db.get("tickets", ticket._id),
      await ctx.db.get("statusEvents", eventId),
    ];
    invariant(after && event, "what was just written exists");
    const { action } = step;
    await afterStep(ctx, {
      before: current,
      after,
      action,
      from: status,
      to: edge.to,
      event,
      visitBefore,
      visitAfter: visit,
      now,
    });
    current = after;
  }
  const { status, version } = current;
  if (!isOpen(status))
    await ctx.scheduler.runAt(now + LINK_LIFE_AFTER_CLOSE_MS, internal.jobs.expireTracking.run, {
      ticketId: ticket._id,
      version,
    });
  return { status, version };
}
