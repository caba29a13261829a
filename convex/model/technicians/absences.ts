/** Absences of technicians: their one writer and their readers [F-12]. Placement refuses visits inside them. */
import { type Infer, v } from "convex/values";
import { isOneOf } from "../../../shared/access/roles";
import { ABSENCE_REASONS, type AbsenceReason, LONGEST_ABSENCE_MS } from "../../../shared/technicians/absence";
import {
  clockText,
  DAY_MS,
  dayRange,
  MINUTE_MS,
  minuteOfDay,
  type ServiceDay,
  serviceDayOf,
} from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { record } from "../audit/record";
import type { StaffActor } from "../organization/access";
import { absenceReason } from "./tables";

/** Absences a technician may have ahead of him. */
const MAX_ABSENCES = 50;
/** Read for a whole branch; past ones fall out first. */
const MAX_OF_BRANCH = 2_500;
const NOTE_MAX_LENGTH = 500;
/** Taken back so soon after it began, an absence was never one. */
const SLIP_MS = 5 * MINUTE_MS;

export const absenceView = v.object({
  absenceId: v.id("absences"),
  technicianId: v.id("technicians"),
  from: v.number(),
  until: v.number(),
  reason: absenceReason,
  note: v.nullable(v.string()),
  /** When it was written down. */
  recordedAt: v.number(),
});
export type AbsenceView = Infer<typeof absenceView>;

export function toAbsenceView(absence: Doc<"absences">): AbsenceView {
  const { _id, _creationTime, technicianId, from, until, reason, note } = absence;
  return { absenceId: _id, technicianId, from, until, reason, note: note ?? null, recordedAt: _creationTime };
}

/** Absences of a technician that end after an instant, the first to end first. */
export async function listAbsences(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
  after: number,
): Promise<Doc<"absences">[]> {
  return await ctx.db
    .query("absences")
    .withIndex("by_technicianId_and_until", (q) => q.eq("technicianId", technicianId).gt("until", after))
    .take(MAX_ABSENCES);
}

/** The latest absences of a technician, for screens; asks no clock, so a screen is not tied to an instant. */
export async function latestAbsences(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
): Promise<Doc<"absences">[]> {
  const latest = await ctx.db
    .query("absences")
    .withIndex("by_technicianId_and_until", (q) => q.eq("technicianId", technicianId))
    .order("desc")
    .take(MAX_ABSENCES);
  return latest.reverse();
}

/** Absences of a technician that touch a service day, in their order. */
export async function absencesOfDay(
  ctx: QueryCtx,
  technicianId: Id<"technicians">,
  serviceDay: ServiceDay,
  zone: string,
): Promise<AbsenceView[]> {
  const { startsAt, endsAt } = dayRange(serviceDay, zone);
  const later = await listAbsences(ctx, technicianId, startsAt);
  return later
    .filter(({ from }) => from < endsAt)
    .sort((a, b) => a.from - b.from)
    .map(toAbsenceView);
}

/** The latest absences of everybody of a branch, read at once. */
export async function latestAbsencesOfBranch(
  ctx: QueryCtx,
  branchId: Id<"branches">,
): Promise<ReadonlyMap<Id<"technicians">, Doc<"absences">[]>> {
  const latest = await ctx.db
    .query("absences")
    .withIndex("by_branchId_and_until", (q) => q.eq("branchId", branchId))
    .order("desc")
    .take(MAX_OF_BRANCH);
  const byTechnician = new Map<Id<"technicians">, Doc<"absences">[]>();
  for (const absence of latest) {
    const own = byTechnician.get(absence.technicianId) ?? [];
    if (own.length < MAX_ABSENCES) byTechnician.set(absence.technicianId, [absence, ...own]);
  }
  return byTechnician;
}

export interface AbsenceWish {
  from: number;
  until: number;
  reason: AbsenceReason;
  note?: string;
  operationId: string;
}

const OPERATION_ID = /^[\w-]{8,64}$/;

/**
 * Writes an absence down, of whole days or of hours; the same operation again changes nothing. Visits already planned
 * inside it stay and are the dispatcher's to move. Fails with `input.invalid` when it ends before it begins, is over, or
 * is longer than a year.
 */
export async function addAbsence(
  ctx: MutationCtx,
  actor: StaffActor,
  technician: Doc<"technicians">,
  wish: AbsenceWish,
): Promise<Id<"absences">> {
  const { from, until, reason, note, operationId } = wish;
  if (!OPERATION_ID.test(operationId)) throw appError("input.invalid", { field: "operationId" });
  const known = await ctx.db
    .query("absences")
    .withIndex("by_operationId", (q) => q.eq("operationId", operationId))
    .unique();
  if (known) {
    if (known.technicianId !== technician._id) throw appError("operation.reused");
    return known._id;
  }
  const now = Date.now();
  if (!Number.isSafeInteger(from) || from < now - DAY_MS) throw appError("input.invalid", { field: "from" });
  if (!Number.isSafeInteger(until) || until <= Math.max(from, now) || until - from > LONGEST_ABSENCE_MS)
    throw appError("input.invalid", { field: "until" });
  if (!isOneOf(ABSENCE_REASONS, reason)) throw appError("input.invalid", { field: "reason" });
  const text = note?.trim() ?? "";
  if (text.length > NOTE_MAX_LENGTH || (reason === "other" && text === ""))
    throw appError("input.invalid", { field: "note" });
  if ((await listAbsences(ctx, technician._id, now)).length >= MAX_ABSENCES)
    throw appError("record.limitReached", { max: MAX_ABSENCES });
  const absenceId = await ctx.db.insert("absences", {
    technicianId: technician._id,
    branchId: technician.branchId,
    from,
    until,
    reason,
    by: actor.membership.name,
    operationId,
    ...(text === "" ? {} : { note: text }),
  });
  await writeDown(ctx, actor, technician, "technician.absenceAdded", null, wish);
  return absenceId;
}

/**
 * Takes an absence back. One that has begun ends now: that he was away until then stays true, for replays and for the
 * hours that are counted; one that was hardly begun was a slip and goes. What is over stays as it was.
 */
export async function removeAbsence(
  ctx: MutationCtx,
  actor: StaffActor,
  technician: Doc<"technicians">,
  absence: Doc<"absences">,
): Promise<null> {
  const now = Date.now();
  if (absence.until <= now) return null;
  const begun = now - Math.max(absence.from, absence._creationTime) >= SLIP_MS;
  if (begun) await ctx.db.patch("absences", absence._id, { until: now });
  else await ctx.db.delete("absences", absence._id);
  const after = begun ? { ...absence, until: now } : null;
  await writeDown(ctx, actor, technician, "technician.absenceRemoved", absence, after);
  return null;
}

/** A technician who goes to another branch takes the absences along that are not over: boards read them by branch. */
export async function moveAbsences(
  ctx: MutationCtx,
  technicianId: Id<"technicians">,
  branchId: Id<"branches">,
): Promise<void> {
  for (const absence of await listAbsences(ctx, technicianId, Date.now()))
    await ctx.db.patch("absences", absence._id, { branchId });
}

type Told = Pick<Doc<"absences">, "from" | "until" | "reason">;

async function writeDown(
  ctx: MutationCtx,
  actor: StaffActor,
  technician: Doc<"technicians">,
  action: "technician.absenceAdded" | "technician.absenceRemoved",
  before: Told | null,
  after: Told | null,
): Promise<void> {
  const branch = await ctx.db.get("branches", technician.branchId);
  const fields = (told: Told | null) =>
    told === null
      ? {}
      : {
          from: wallText(told.from, branch?.zone ?? "UTC"),
          until: wallText(told.until, branch?.zone ?? "UTC"),
          reason: told.reason,
        };
  await record(ctx, actor, {
    action,
    subject: { kind: "technician", id: technician._id, label: technician.employeeId },
    before: fields(before),
    after: fields(after),
  });
}

/** "2026-11-30 13:00" on the wall of a zone. */
function wallText(at: number, zone: string): string {
  return `${serviceDayOf(at, zone)} ${clockText(minuteOfDay(at, zone))}`;
}
