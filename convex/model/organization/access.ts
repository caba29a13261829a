/**
 * Who is calling and what is in his scope. Every public function passes through here before it reads anything else;
 * a missing thing and a forbidden thing give the same `access.denied`, so existence never leaks.
 */
import { type Permission, roleHas } from "../../../shared/access/permissions";
import { isOneOf, ORGANIZATION_WIDE } from "../../../shared/access/roles";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { findSignedIn, type SignedIn } from "../session/identity";

/** The signed-in person with membership; the only identity functions work with. */
export interface StaffActor {
  readonly userId: Id<"users">;
  readonly membership: Doc<"memberships">;
}

/** Nobody belongs to more companies than this. */
const MAX_MEMBERSHIPS = 50;

/** Every membership of a user, deactivated ones too, in the order they were made. */
export async function listMemberships(ctx: QueryCtx, userId: Id<"users">): Promise<Doc<"memberships">[]> {
  return await ctx.db
    .query("memberships")
    .withIndex("by_userId", (q) => q.eq("userId", userId))
    .take(MAX_MEMBERSHIPS);
}

/** The actor, or null when signed out or without active membership. For screens that must render either way. */
export async function findActor(ctx: QueryCtx): Promise<StaffActor | null> {
  const signedIn = await findSignedIn(ctx);
  return signedIn ? await actorOf(ctx, signedIn) : null;
}

/** Of several active memberships the one chosen last; who never chose has the oldest. */
async function actorOf(ctx: QueryCtx, { userId }: SignedIn): Promise<StaffActor | null> {
  const memberships = await listMemberships(ctx, userId);
  const [membership] = memberships
    .filter((one) => one.deactivatedAt === undefined)
    .sort((a, b) => (b.chosenAt ?? 0) - (a.chosenAt ?? 0));
  return membership ? { userId, membership } : null;
}

/** The actor with this permission, or `auth.signedOut` / `access.denied`. */
export async function requireActor(ctx: QueryCtx, permission: Permission): Promise<StaffActor> {
  const signedIn = await findSignedIn(ctx);
  if (signedIn === null) throw appError("auth.signedOut");
  const actor = await actorOf(ctx, signedIn);
  if (!actor || !roleHas(actor.membership.role, permission)) throw appError("access.denied");
  return actor;
}

/** Whether a branch of the actor's own organisation is in his scope. */
export function branchInScope(actor: StaffActor, branch: Doc<"branches">): boolean {
  const { orgId, role, branchIds } = actor.membership;
  if (branch.orgId !== orgId) return false;
  return isOneOf(ORGANIZATION_WIDE, role) || branchIds.includes(branch._id);
}

/** The branch, or `access.denied` when it is unknown or out of scope. */
export async function requireBranch(
  ctx: QueryCtx,
  actor: StaffActor,
  branchId: Id<"branches">,
): Promise<Doc<"branches">> {
  const branch = await ctx.db.get("branches", branchId);
  if (!branch || !branchInScope(actor, branch)) throw appError("access.denied");
  return branch;
}

/** The technician record of a technician's membership, or `access.denied`. */
export async function requireOwnTechnician(ctx: QueryCtx, actor: StaffActor): Promise<Doc<"technicians">> {
  const { technicianId } = actor.membership;
  const technician = technicianId ? await ctx.db.get("technicians", technicianId) : null;
  if (!technician || technician.orgId !== actor.membership.orgId) throw appError("access.denied");
  return technician;
}
