/** Members of a company: who they are as a page sees them, and the changes an administrator makes to them. */
import type { PaginationOptions, PaginationResult } from "convex/server";
import { type Infer, v } from "convex/values";
import { refuseMemberChange } from "../../../shared/access/governance";
import { isOneOf, mayManageRole, ORGANIZATION_WIDE, type Role } from "../../../shared/access/roles";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { localizedName, role } from "../../lib/validators";
import { record } from "../audit/record";
import type { StaffActor } from "../organization/access";
import { listBranches } from "../organization/read";
import { forgetPosition } from "../technicians/positions";

/** Owners looked at before the last one goes. */
const MAX_OWNERS = 500;
/** Most members of one page. */
const MAX_PAGE = 100;

export const memberView = v.object({
  membershipId: v.id("memberships"),
  userId: v.id("users"),
  version: v.number(),
  name: localizedName,
  email: v.nullable(v.string()),
  role,
  branchIds: v.array(v.id("branches")),
  technicianId: v.nullable(v.id("technicians")),
  teamIds: v.array(v.id("teams")),
  deactivatedAt: v.nullable(v.number()),
  joinedAt: v.number(),
  /** The caller himself. */
  you: v.boolean(),
  /** Whether the caller's rank reaches this member. */
  withinReach: v.boolean(),
});
export type MemberView = Infer<typeof memberView>;

/** Whether the actor may see a member of his company: everybody, or those who share a branch with him. */
export function seesMember({ membership }: StaffActor, member: Doc<"memberships">): boolean {
  return (
    isOneOf(ORGANIZATION_WIDE, membership.role) ||
    member._id === membership._id ||
    isOneOf(ORGANIZATION_WIDE, member.role) ||
    member.branchIds.some((id) => membership.branchIds.includes(id))
  );
}

/** A member as the actor sees him. */
export async function toMemberView(
  ctx: QueryCtx,
  actor: StaffActor,
  member: Doc<"memberships">,
): Promise<MemberView> {
  const user = await ctx.db.get("users", member.userId);
  return {
    membershipId: member._id,
    userId: member.userId,
    version: member.version ?? 1,
    name: member.name,
    email: user?.email ?? null,
    role: member.role,
    branchIds: member.branchIds,
    technicianId: member.technicianId ?? null,
    teamIds: member.teamIds ?? [],
    deactivatedAt: member.deactivatedAt ?? null,
    joinedAt: member._creationTime,
    you: member._id === actor.membership._id,
    withinReach: mayManageRole(actor.membership.role, member.role),
  };
}

/** One page of the members the actor may see, who came first first. A page may be short: others are left out of it. */
export async function pageMembers(
  ctx: QueryCtx,
  actor: StaffActor,
  paginationOpts: PaginationOptions,
): Promise<PaginationResult<MemberView>> {
  const found = await ctx.db
    .query("memberships")
    .withIndex("by_orgId", (q) => q.eq("orgId", actor.membership.orgId))
    .paginate({ ...paginationOpts, numItems: Math.min(paginationOpts.numItems, MAX_PAGE) });
  const seen = found.page.filter((member) => seesMember(actor, member));
  return { ...found, page: await Promise.all(seen.map((member) => toMemberView(ctx, actor, member))) };
}

/** The member of the actor's own company, or `access.denied`. */
export async function requireMember(
  ctx: QueryCtx,
  actor: StaffActor,
  membershipId: Id<"memberships">,
): Promise<Doc<"memberships">> {
  const member = await ctx.db.get("memberships", membershipId);
  if (member?.orgId !== actor.membership.orgId) throw appError("access.denied");
  return member;
}

/** Branch ids as given, each of the actor's company and none twice; `access.denied` otherwise. */
export async function requireBranches(
  ctx: QueryCtx,
  actor: StaffActor,
  role: Role,
  branchIds: readonly Id<"branches">[],
): Promise<Id<"branches">[]> {
  if (isOneOf(ORGANIZATION_WIDE, role)) return [];
  const known = await listBranches(ctx, actor);
  const wanted = [...new Set(branchIds)];
  if (wanted.some((id) => !known.some((branch) => branch._id === id))) throw appError("access.denied");
  if (wanted.length === 0) throw appError("input.invalid", { field: "branchIds" });
  return wanted;
}

async function countOwners(ctx: QueryCtx, orgId: Id<"organizations">): Promise<number> {
  const owners = await ctx.db
    .query("memberships")
    .withIndex("by_orgId_and_role", (q) => q.eq("orgId", orgId).eq("role", "owner"))
    .take(MAX_OWNERS);
  return owners.filter((one) => one.deactivatedAt === undefined).length;
}

async function requireAllowed(
  ctx: QueryCtx,
  actor: StaffActor,
  member: Doc<"memberships">,
  nextRole: Role | null,
  expectedVersion: number,
): Promise<void> {
  const refusal = refuseMemberChange({
    actor: { membershipId: actor.membership._id, role: actor.membership.role },
    target: { membershipId: member._id, role: member.role, active: member.deactivatedAt === undefined },
    nextRole,
    activeOwners: await countOwners(ctx, member.orgId),
  });
  if (refusal) throw appError(refusal);
  if ((member.version ?? 1) !== expectedVersion) throw appError("people.changedMeanwhile");
}

function auditSubject(member: Doc<"memberships">) {
  return { kind: "member", id: member._id, label: member.name.en || member.name.ar } as const;
}

export interface MemberEdit {
  readonly role: Role;
  readonly branchIds: readonly Id<"branches">[];
  readonly teamIds: readonly Id<"teams">[];
}

/** Gives a member another role, branches or teams. */
export async function changeMember(
  ctx: MutationCtx,
  actor: StaffActor,
  membershipId: Id<"memberships">,
  edit: MemberEdit,
  expectedVersion: number,
): Promise<null> {
  const member = await requireMember(ctx, actor, membershipId);
  await requireAllowed(ctx, actor, member, edit.role, expectedVersion);
  // Technicians are tied to their technician record, which an ordinary change of role neither makes nor drops.
  const field = edit.role === "technician" || edit.role === "customer";
  if (edit.role !== member.role && (field || member.role === "technician"))
    throw appError("input.invalid", { field: "role" });
  const branchIds = await requireBranches(ctx, actor, edit.role, edit.branchIds);
  const teams = await requireTeams(ctx, actor, edit.teamIds);
  const teamIds = edit.role === "supervisor" ? teams : [];
  await ctx.db.patch("memberships", membershipId, {
    role: edit.role,
    branchIds,
    teamIds,
    version: expectedVersion + 1,
  });
  await record(ctx, actor, {
    action: "member.changed",
    subject: auditSubject(member),
    before: { role: member.role, branches: member.branchIds, teams: member.teamIds ?? [] },
    after: { role: edit.role, branches: branchIds, teams: teamIds },
  });
  return null;
}

async function requireTeams(
  ctx: QueryCtx,
  actor: StaffActor,
  teamIds: readonly Id<"teams">[],
): Promise<Id<"teams">[]> {
  const wanted = [...new Set(teamIds)];
  const teams = await Promise.all(wanted.map((id) => ctx.db.get("teams", id)));
  if (teams.some((team) => team?.orgId !== actor.membership.orgId)) throw appError("access.denied");
  return wanted;
}

/**
 * Shuts a member out, or lets him in again. What he has open is refused in the same moment. A technician also goes off
 * duty and his last position is forgotten; his tickets stay where they are, for a planner to give to somebody else.
 */
export async function setMemberActive(
  ctx: MutationCtx,
  actor: StaffActor,
  membershipId: Id<"memberships">,
  active: boolean,
  expectedVersion: number,
): Promise<null> {
  const member = await requireMember(ctx, actor, membershipId);
  await requireAllowed(ctx, actor, member, active ? member.role : null, expectedVersion);
  if ((member.deactivatedAt === undefined) === active) return null;
  await ctx.db.patch("memberships", membershipId, {
    deactivatedAt: active ? undefined : Date.now(),
    version: expectedVersion + 1,
  });
  if (member.technicianId) {
    await ctx.db.patch("technicians", member.technicianId, active ? { active } : { active, onDuty: false });
    if (!active) await forgetPosition(ctx, member.technicianId, Date.now());
  }
  await record(ctx, actor, {
    action: active ? "member.reactivated" : "member.deactivated",
    subject: auditSubject(member),
    before: { active: !active },
    after: { active },
  });
  return null;
}
