/** Absences of technicians: their one writer and their readers [F-12]. Placement refuses visits inside them. */
import { type Infer, v } from "convex/values";
import { isOneOf } from "../../../shared/access/roles";
import type { LocalizedName } from "../../../shared/core/localized";
import { ABSENCE_REASONS, type AbsenceReason, LONGEST_ABSENCE_MS } from "../../../shared/technicians/absence";
import { DAY_MS } from "../../../shared/time/zones";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { absenceReason } from "./tables";

/** Absences a technician may have ahead of him. */
const MAX_ABSENCES = 50;
/** Read for a whole branch; past ones fall out first. */
const MAX_OF_BRANCH = 2_500;
const NOTE_MAX_LENGTH = 500;

export const absenceView = v.object({
  absenceId: v.id("absences"),
  technicianId: v.id("technicians"),
  from: v.number(),
  until: v.number(),
  reason: absenceReason,
  note: v.nullable(v.string()),
});
export type AbsenceView = Infer<typeof absenceView>;

export function toAbsenceView(absence: Doc<"absences">): AbsenceView {
  const { _id, technicianId, from, until, reason, note } = absence;
  return { absenceId: _id, technicianId, from, until, reason, note: note ?? null };
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

/** The same for everybody of a branch, read at once. */
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
 * Writes an absence down; the same operation again changes nothing. Visits already planned inside it stay and are the
 * dispatcher's to move. Fails with `input.invalid` when it ends before it begins, is over, or is longer than a year.
 */
export async function addAbsence(
  ctx: MutationCtx,
  technician: Doc<"technicians">,
  wish: AbsenceWish,
  by: LocalizedName,
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
  return await ctx.db.insert("absences", {
    technicianId: technician._id,
    branchId: technician.branchId,
    from,
    until,
    reason,
    by,
    operationId,
    ...(text === "" ? {} : { note: text }),
  });
}

/** Takes an absence back; one that is gone already is fine. */
export async function removeAbsence(ctx: MutationCtx, absence: Doc<"absences">): Promise<null> {
  await ctx.db.delete("absences", absence._id);
  return null;
}
