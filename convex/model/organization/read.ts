/** Reading branches as screens see them. */
import { v, type Infer } from "convex/values";
import { MAX_BRANCHES } from "../../../shared/organization/branch";
import { isOneOf, ORGANIZATION_WIDE } from "../../../shared/access/roles";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { localizedName, point } from "../../lib/validators";
import type { StaffActor } from "./access";

/** A branch as the web knows it. */
export const branchView = v.object({
  branchId: v.id("branches"),
  name: localizedName,
  city: v.string(),
  zone: v.string(),
  center: point,
  weekend: v.array(v.number()),
  hours: v.object({ openMinute: v.number(), closeMinute: v.number() }),
  currency: v.string(),
});
export type BranchView = Infer<typeof branchView>;

export function toBranchView(branch: Doc<"branches">): BranchView {
  const { _id, name, city, zone, center, weekend, hours, currency } = branch;
  return { branchId: _id, name, city, zone, center, weekend, hours, currency };
}

/** Every branch of a company, in the order they were opened; a company has few. */
export async function branchesOf(ctx: QueryCtx, orgId: Id<"organizations">): Promise<Doc<"branches">[]> {
  const all = await ctx.db
    .query("branches")
    .withIndex("by_orgId_and_slug", (q) => q.eq("orgId", orgId))
    .take(MAX_BRANCHES);
  return all.toSorted((a, b) => a._creationTime - b._creationTime);
}

/** Branches in an actor's scope, in the order they were opened. */
export async function listBranches(ctx: QueryCtx, actor: StaffActor): Promise<Doc<"branches">[]> {
  const { orgId, role, branchIds } = actor.membership;
  const all = await branchesOf(ctx, orgId);
  return isOneOf(ORGANIZATION_WIDE, role) ? all : all.filter((branch) => branchIds.includes(branch._id));
}
