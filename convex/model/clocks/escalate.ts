/**
 * Escalations: opened by a broken promise [L-10] or a complaint [L-07], resolved with notes [L-11], opened again when it
 * was not over. Owners are told by bell and e-mail; the technician who held the ticket hears of the resolution.
 */
import type { Role } from "../../../shared/access/roles";
import type { SlaCode } from "../../../shared/sla/codes";
import {
  ESCALATION_TEXT_MAX_LENGTH,
  type EscalationLevel,
  type EscalationType,
} from "../../../shared/sla/escalations";
import { clockRule, COMPLAINT } from "../../../shared/sla/rules";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import type { StaffActor } from "../organization/access";
import { enqueue } from "../outbox/enqueue";
import { readSetting } from "../settings/read";
import { currentVisit } from "../tickets/read";
import { tellOwners } from "./owners";
import { complaintsEscalate } from "./rules";

/** Operation ids an escalation remembers; it is resolved and opened again a handful of times at most. */
const MAX_OPERATIONS = 40;

interface Opening {
  code: SlaCode;
  type: EscalationType;
  level: EscalationLevel;
  owners: readonly Role[];
  clockId?: Id<"slaClocks">;
  words?: string;
  operationId?: string;
}

/** A promise was broken at `at`. The caller has made sure it is said once. */
export async function escalateBreach(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  clock: Doc<"slaClocks">,
  at: number,
): Promise<void> {
  const { type, level, owners } = clockRule(clock.code);
  await openEscalation(ctx, ticket, { code: clock.code, type, level, owners, clockId: clock._id }, at);
}

/**
 * The customer is not content; somebody looks at it now. Answers null when the company has switched this off [L-13], and
 * the same escalation when the operation was carried out before.
 */
export async function escalateComplaint(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  words: string,
  operationId: string,
  now: number,
): Promise<Id<"escalations"> | null> {
  const earlier = await escalationsOfTicket(ctx, ticket._id);
  const replayed = earlier.find((one) => one.operationIds.includes(operationId));
  if (replayed) return replayed._id;
  if (!(await complaintsEscalate(ctx, ticket.orgId))) return null;
  const text = words.trim();
  if (text === "" || text.length > ESCALATION_TEXT_MAX_LENGTH)
    throw appError("input.invalid", { field: "words" });
  return await openEscalation(ctx, ticket, { code: "SLA-007", ...COMPLAINT, words: text, operationId }, now);
}

async function openEscalation(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  opening: Opening,
  at: number,
): Promise<Id<"escalations">> {
  const { code, type, level, owners, clockId, words, operationId } = opening;
  const visit = await currentVisit(ctx, ticket);
  const escalationId = await ctx.db.insert("escalations", {
    orgId: ticket.orgId,
    branchId: ticket.branchId,
    ticketId: ticket._id,
    ...(clockId ? { clockId } : {}),
    code,
    type,
    level,
    owners: [...owners],
    ...(words ? { words } : {}),
    openedAt: at,
    ...(visit ? { technicianId: visit.technicianId } : {}),
    proposesReassign: level === 3 && (await readSetting(ctx, ticket.orgId, "sla.proposeReassign")),
    state: "open",
    reopened: 0,
    changedAt: at,
    version: 1,
    operationIds: operationId ? [operationId] : [],
  });
  const params = { number: ticket.number, level, type, reason: code };
  await tellOwners(
    ctx,
    ticket,
    owners,
    { template: "escalation_opened", params, key: `escalation:${escalationId}` },
    at,
  );
  return escalationId;
}

/** What resolving and opening again are told. */
export interface EscalationChange {
  escalation: Doc<"escalations">;
  ticket: Doc<"tickets">;
  expectedVersion: number;
  operationId: string;
  now: number;
}

/** Whether this operation was carried out before; a stale view, or one that is already so, is a conflict. */
function seenBefore(
  actor: StaffActor,
  { escalation, expectedVersion, operationId }: EscalationChange,
  to: "open" | "resolved",
): boolean {
  if (escalation.operationIds.includes(operationId)) return true;
  const { version, state, changedBy = actor.membership.name, changedAt } = escalation;
  if (version !== expectedVersion || state === to)
    throw appError("record.changedMeanwhile", { by: changedBy, changedAt, version });
  return false;
}

const remembered = ({ escalation, operationId }: EscalationChange) =>
  [...escalation.operationIds, operationId].slice(-MAX_OPERATIONS);

/** Closes an escalation; the notes say what was done [L-11]. Replays change nothing. */
export async function resolveEscalation(
  ctx: MutationCtx,
  actor: StaffActor,
  change: EscalationChange,
  notes: string,
): Promise<void> {
  if (seenBefore(actor, change, "resolved")) return;
  const { escalation, ticket, now } = change;
  const text = notes.trim();
  if (text === "" || text.length > ESCALATION_TEXT_MAX_LENGTH)
    throw appError("input.invalid", { field: "notes" });
  const version = escalation.version + 1;
  await ctx.db.patch("escalations", escalation._id, {
    state: "resolved",
    resolvedAt: now,
    resolvedBy: { userId: actor.userId, name: actor.membership.name, role: actor.membership.role },
    notes: text,
    changedAt: now,
    changedBy: actor.membership.name,
    version,
    operationIds: remembered(change),
  });
  await tellTechnician(ctx, ticket, escalation, text, version, now);
}

const earlierSpans = ({ earlier }: Doc<"escalations">) => earlier ?? [];

/** The time it was open until it was resolved. */
function lastSpan({ openedAt, reopenedAt, resolvedAt, changedAt }: Doc<"escalations">) {
  return { from: reopenedAt ?? openedAt, until: resolvedAt ?? changedAt };
}

/** It was not over after all. The earlier notes stay until the next resolution. */
export async function reopenEscalation(
  ctx: MutationCtx,
  actor: StaffActor,
  change: EscalationChange,
): Promise<void> {
  if (seenBefore(actor, change, "open")) return;
  const { escalation, ticket, now } = change;
  const version = escalation.version + 1;
  await ctx.db.patch("escalations", escalation._id, {
    state: "open",
    reopened: escalation.reopened + 1,
    reopenedAt: now,
    earlier: [...earlierSpans(escalation), lastSpan(escalation)].slice(-MAX_OPERATIONS),
    changedAt: now,
    changedBy: actor.membership.name,
    version,
    operationIds: remembered(change),
  });
  const { level, type, owners } = escalation;
  await tellOwners(
    ctx,
    ticket,
    owners,
    {
      template: "escalation_reopened",
      params: { number: ticket.number, level, type },
      key: `escalation:${escalation._id}:${version}`,
    },
    now,
  );
}

async function tellTechnician(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  escalation: Doc<"escalations">,
  notes: string,
  version: number,
  now: number,
): Promise<void> {
  const { technicianId } = escalation;
  const branch = await ctx.db.get("branches", ticket.branchId);
  if (!technicianId || !branch) return;
  const member = await ctx.db
    .query("memberships")
    .withIndex("by_technicianId", (q) => q.eq("technicianId", technicianId))
    .first();
  if (!member) return;
  await enqueue(
    ctx,
    {
      orgId: ticket.orgId,
      key: `escalation:${escalation._id}:${version}:technician`,
      template: "escalation_resolved",
      channel: "inApp",
      recipient: { audience: "staff", userId: member.userId },
      params: { number: ticket.number, type: escalation.type, notes },
      zone: branch.zone,
      ticketId: ticket._id,
    },
    now,
  );
}

/** Escalations of one ticket, newest first. */
export async function escalationsOfTicket(
  ctx: QueryCtx,
  ticketId: Id<"tickets">,
): Promise<Doc<"escalations">[]> {
  return await ctx.db
    .query("escalations")
    .withIndex("by_ticketId", (q) => q.eq("ticketId", ticketId))
    .order("desc")
    .take(50);
}
