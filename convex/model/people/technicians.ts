/**
 * Technicians as records people keep: employee number, skills, areas, shift, team [D-09]; and one technician's page with
 * what he did lately [S-26]. Duty and positions are model/technicians.
 */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import { marketPhone } from "../../../shared/market/phone";
import { marketOfZone } from "../../../shared/market/profiles";
import { DAY_MS } from "../../../shared/time/zones";
import type { Shift } from "../../../shared/technicians/shift";
import type { Skill } from "../../../shared/catalogue/skills";
import type { LocalizedName } from "../../../shared/core/localized";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { cleanName, cleanText } from "../../lib/cleanText";
import { localizedName, shift, skill, status, travelState } from "../../lib/validators";
import { record } from "../audit/record";
import { branchInScope, requireBranch, type StaffActor } from "../organization/access";
import { reachesTechnician } from "../organization/reach";
import { listBranches } from "../organization/read";
import { moveAbsences } from "../technicians/absences";
import { indexMember, indexTechnician } from "./search";

/** Most technicians of one page. */
const MAX_PAGE = 100;
/** More than one technician does in the weeks that are counted; above it the count says "at least". */
const MAX_COUNTED = 200;
/** Longest stretch of past visits that is counted. */
const MAX_WINDOW_MS = 92 * DAY_MS;
const RECENT = 10;
const AHEAD = ["planned", "en_route", "arrived"] as const satisfies readonly Doc<"appointments">["travel"][];
const OVER = ["done", "failed"] as const satisfies readonly Doc<"appointments">["travel"][];
const DAY_MINUTES = 24 * 60;

export const technicianRow = v.object({
  technicianId: v.id("technicians"),
  branchId: v.id("branches"),
  employeeId: v.string(),
  name: localizedName,
  phone: v.string(),
  skills: v.array(skill),
  areas: v.array(v.string()),
  shift,
  active: v.boolean(),
  onDuty: v.boolean(),
  teamId: v.nullable(v.id("teams")),
  /** Who signs in as this technician; null while nobody was invited or joined. */
  member: v.nullable(v.object({ membershipId: v.id("memberships"), email: v.nullable(v.string()) })),
});
export type TechnicianRow = Infer<typeof technicianRow>;

async function memberOf(ctx: QueryCtx, technicianId: Id<"technicians">) {
  const membership = await ctx.db
    .query("memberships")
    .withIndex("by_technicianId", (q) => q.eq("technicianId", technicianId))
    .first();
  if (!membership) return null;
  const user = await ctx.db.get("users", membership.userId);
  return { membershipId: membership._id, email: user?.email ?? null };
}

/** A technician's record as pages show it. */
export async function toTechnicianRow(ctx: QueryCtx, technician: Doc<"technicians">): Promise<TechnicianRow> {
  const { _id, branchId, employeeId, name, phone, skills, areas, active, onDuty, teamId } = technician;
  return {
    technicianId: _id,
    branchId,
    employeeId,
    name,
    phone,
    skills,
    areas: areas ?? [],
    shift: technician.shift,
    active,
    onDuty,
    teamId: teamId ?? null,
    member: await memberOf(ctx, _id),
  };
}

export const AVAILABILITIES = ["onDuty", "offDuty", "inactive"] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** What is asked for; null asks for all. */
export interface TechnicianFilter {
  /** Checked by the caller. */
  readonly branchId: Id<"branches"> | null;
  readonly availability: Availability | null;
}

function filtered(ctx: QueryCtx, orgId: Id<"organizations">, { branchId, availability }: TechnicianFilter) {
  const table = ctx.db.query("technicians");
  if (availability === null)
    return branchId
      ? table.withIndex("by_branchId_and_employeeId", (q) => q.eq("branchId", branchId))
      : table.withIndex("by_orgId_and_employeeId", (q) => q.eq("orgId", orgId));
  const active = availability !== "inactive";
  const onDuty = availability === "onDuty";
  return branchId
    ? table.withIndex("by_branchId_and_active_and_onDuty_and_employeeId", (q) =>
        q.eq("branchId", branchId).eq("active", active).eq("onDuty", onDuty),
      )
    : table.withIndex("by_orgId_and_active_and_onDuty_and_employeeId", (q) =>
        q.eq("orgId", orgId).eq("active", active).eq("onDuty", onDuty),
      );
}

/** One page of the technicians in reach, by employee number. A page may be short: others are left out of it. */
export async function pageTechnicianRows(
  ctx: QueryCtx,
  actor: StaffActor,
  filter: TechnicianFilter,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<TechnicianRow>> {
  const branches = await listBranches(ctx, actor);
  // Of somebody with one branch the others need not be read and left out.
  const branchId = filter.branchId ?? (branches.length === 1 ? (branches[0]?._id ?? null) : null);
  const inScope = new Set(branches.map((branch) => branch._id));
  const found = await filtered(ctx, actor.membership.orgId, { ...filter, branchId }).paginate({
    ...paginationOpts,
    numItems: Math.min(paginationOpts.numItems, MAX_PAGE),
  });
  const seen = found.page.filter((one) => inScope.has(one.branchId) && reachesTechnician(actor, one));
  return { ...found, page: await Promise.all(seen.map((one) => toTechnicianRow(ctx, one))) };
}

/** The named ones in reach; those that are gone or out of it are left out. */
export async function namedTechnicians(
  ctx: QueryCtx,
  actor: StaffActor,
  technicianIds: readonly Id<"technicians">[],
): Promise<TechnicianRow[]> {
  const inScope = new Set((await listBranches(ctx, actor)).map((branch) => branch._id));
  const wanted = [...new Set(technicianIds)].slice(0, MAX_PAGE);
  const found = await Promise.all(wanted.map((id) => ctx.db.get("technicians", id)));
  const seen = found.filter(
    (one) => one !== null && inScope.has(one.branchId) && reachesTechnician(actor, one),
  );
  return await Promise.all(seen.map((one) => toTechnicianRow(ctx, one as Doc<"technicians">)));
}

/** The technician in the actor's scope, or `access.denied`. */
export async function requireTechnician(
  ctx: QueryCtx,
  actor: StaffActor,
  technicianId: Id<"technicians">,
): Promise<Doc<"technicians">> {
  const technician = await ctx.db.get("technicians", technicianId);
  const branch = technician ? await ctx.db.get("branches", technician.branchId) : null;
  if (!technician || !branch || !branchInScope(actor, branch) || !reachesTechnician(actor, technician))
    throw appError("access.denied");
  return technician;
}

export const technicianPage = v.object({
  technician: technicianRow,
  /** Visits by how they stand: all that are ahead or under way, and those over since the asked instant; each count stops at 200. */
  visits: v.array(v.object({ travel: travelState, count: v.number() })),
  recent: v.array(
    v.object({
      ticketId: v.id("tickets"),
      number: v.string(),
      status,
      finishedAt: v.nullable(v.number()),
    }),
  ),
});

/** One technician with numbers and recent tickets; visits that are over count from `since` on, epoch ms. */
export async function readTechnicianPage(
  ctx: QueryCtx,
  actor: StaffActor,
  technicianId: Id<"technicians">,
  since: number,
): Promise<Infer<typeof technicianPage>> {
  const from = Math.max(since, Date.now() - MAX_WINDOW_MS);
  const technician = await requireTechnician(ctx, actor, technicianId);
  const visits = (travel: Doc<"appointments">["travel"], first: number | null) =>
    ctx.db
      .query("appointments")
      .withIndex("by_technicianId_and_travel_and_startsAt", (q) => {
        const own = q.eq("technicianId", technicianId).eq("travel", travel);
        return first === null ? own : own.gte("startsAt", first);
      })
      .order("desc");
  const byState = await Promise.all([
    ...AHEAD.map(async (travel) => ({ travel, rows: await visits(travel, null).take(MAX_COUNTED) })),
    ...OVER.map(async (travel) => ({ travel, rows: await visits(travel, from).take(MAX_COUNTED) })),
  ]);
  const latest = (await Promise.all(OVER.map((travel) => visits(travel, null).take(RECENT))))
    .flat()
    .sort((a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0))
    .slice(0, RECENT);
  const recent = await Promise.all(
    latest.map(async ({ ticketId, finishedAt }) => {
      const ticket = await ctx.db.get("tickets", ticketId);
      return ticket
        ? { ticketId, number: ticket.number, status: ticket.status, finishedAt: finishedAt ?? null }
        : null;
    }),
  );
  return {
    technician: await toTechnicianRow(ctx, technician),
    visits: byState.map(({ travel, rows }) => ({ travel, count: rows.length })),
    recent: recent.filter((row) => row !== null),
  };
}

export interface TechnicianDraft {
  readonly branchId: Id<"branches">;
  readonly employeeId: string;
  readonly name: LocalizedName;
  readonly phone: string;
  readonly skills: Skill[];
  readonly areas: string[];
  readonly shift: Shift;
  readonly teamId: Id<"teams"> | null;
}

function checkedShift({ startMinute, endMinute, weekdays }: Shift): Doc<"technicians">["shift"] {
  const minutes = [startMinute, endMinute].every((minute) => Number.isInteger(minute) && minute >= 0);
  const days = weekdays.every((day) => Number.isInteger(day) && day >= 0 && day <= 6);
  if (!minutes || startMinute >= endMinute || endMinute > DAY_MINUTES || !days || weekdays.length === 0)
    throw appError("input.invalid", { field: "shift" });
  return { startMinute, endMinute, weekdays: [...new Set(weekdays)].sort((a, b) => a - b) };
}

/** Writes a technician's record, a new one when `technicianId` is null; answers its id. */
export async function saveTechnician(
  ctx: MutationCtx,
  actor: StaffActor,
  technicianId: Id<"technicians"> | null,
  draft: TechnicianDraft,
): Promise<Id<"technicians">> {
  const before = technicianId ? await requireTechnician(ctx, actor, technicianId) : null;
  const branch = await requireBranch(ctx, actor, draft.branchId);
  const { orgId } = actor.membership;
  const employeeId = cleanText("employeeId", draft.employeeId, { min: 1, max: 20 });
  const twin = await ctx.db
    .query("technicians")
    .withIndex("by_orgId_and_employeeId", (q) => q.eq("orgId", orgId).eq("employeeId", employeeId))
    .first();
  if (twin && twin._id !== technicianId) throw appError("technician.employeeIdTaken");
  const phone = marketPhone(draft.phone, marketOfZone(branch.zone));
  if (phone === null) throw appError("input.invalid", { field: "phone" });
  if (draft.areas.length > 50) throw appError("input.invalid", { field: "areas" });
  const areas = [...new Set(draft.areas.map((area) => cleanText("areas", area, { min: 1, max: 40 })))];
  const team = draft.teamId ? await ctx.db.get("teams", draft.teamId) : null;
  if (draft.teamId && team?.orgId !== orgId) throw appError("access.denied");
  const fields = {
    branchId: branch._id,
    employeeId,
    name: cleanName("name", draft.name),
    phone,
    skills: [...new Set(draft.skills)],
    areas,
    shift: checkedShift(draft.shift),
  };
  const teamId = draft.teamId ?? undefined;
  const saved =
    before?._id ??
    (await ctx.db.insert("technicians", {
      orgId,
      ...fields,
      ...(teamId ? { teamId } : {}),
      active: true,
      onDuty: false,
    }));
  if (before) {
    await ctx.db.patch("technicians", before._id, { ...fields, teamId });
    await followBranch(ctx, before, fields);
    if (before.branchId !== branch._id) await moveAbsences(ctx, before._id, branch._id);
  }
  await indexTechnician(ctx, saved);
  await record(ctx, actor, {
    action: before ? "technician.changed" : "technician.created",
    subject: { kind: "technician", id: saved, label: employeeId },
    before: before ? auditOf(before) : {},
    after: auditOf({ ...fields, teamId }),
  });
  return saved;
}

/** The membership of a technician says the same name and branch as his record. */
async function followBranch(
  ctx: MutationCtx,
  before: Doc<"technicians">,
  { name, branchId }: { name: { ar: string; en: string }; branchId: Id<"branches"> },
): Promise<void> {
  const member = await memberOf(ctx, before._id);
  if (!member) return;
  await ctx.db.patch("memberships", member.membershipId, { name, branchIds: [branchId] });
  await indexMember(ctx, member.membershipId);
}

function auditOf(
  technician: Omit<TechnicianDraft, "teamId" | "areas"> & {
    areas?: readonly string[];
    teamId?: Id<"teams"> | undefined;
  },
) {
  const { branchId, employeeId, name, phone, skills, areas, shift: times, teamId } = technician;
  return {
    branchId,
    employeeId,
    nameAr: name.ar,
    nameEn: name.en,
    phone,
    skills,
    areas: areas ?? [],
    shift: `${times.startMinute}-${times.endMinute}`,
    weekdays: times.weekdays.map(String),
    team: teamId ?? null,
  };
}
