/**
 * The accounts of the demo: who they are, and the one password they share. Offered only while the deployment's
 * DEMO_MODE is "1"; the seed refuses to make them otherwise.
 */
import type { Role } from "../../../shared/access/roles";
import type { LocalizedName } from "../../../shared/core/localized";
import type { QueryCtx } from "../../_generated/server";

/** Known to everybody on purpose: it opens sample data only. */
export const DEMO_PASSWORD = "maydan-demo";

/** Whether this deployment is a demo. */
export function demoIsOn(): boolean {
  return process.env["DEMO_MODE"] === "1";
}

export interface DemoAccount {
  email: string;
  name: LocalizedName;
  role: Role;
  branchName: LocalizedName | null;
  password: string;
}

/** Demo memberships of this deployment that the sign-in page offers, or none when it is not a demo. */
export async function listDemoAccounts(ctx: QueryCtx): Promise<DemoAccount[]> {
  const members = await demoMembers(ctx);
  return members.filter((member) => member.featured).map(({ featured: _featured, ...account }) => account);
}

export interface DemoCrewAccount extends Omit<DemoAccount, "role"> {
  featured: boolean;
}

/** All technicians of the demo in the order they were hired. */
export async function listDemoCrew(ctx: QueryCtx): Promise<DemoCrewAccount[]> {
  const members = await demoMembers(ctx);
  return members.filter(({ role }) => role === "technician").map(({ role: _role, ...account }) => account);
}

async function demoMembers(ctx: QueryCtx): Promise<(DemoAccount & { featured: boolean })[]> {
  if (!demoIsOn()) return [];
  const organization = await ctx.db
    .query("organizations")
    .withIndex("by_slug", (q) => q.eq("slug", "demo"))
    .unique();
  if (!organization) return [];
  const memberships = await ctx.db
    .query("memberships")
    .withIndex("by_orgId_and_demo", (q) => q.eq("orgId", organization._id))
    .take(100);
  const accounts = await Promise.all(
    memberships
      .sort((a, b) => a._creationTime - b._creationTime)
      .map(async ({ userId, name, role, branchIds, demo }) => {
        const user = await ctx.db.get("users", userId);
        const only = branchIds.length === 1 ? branchIds[0] : undefined;
        const branch = only ? await ctx.db.get("branches", only) : null;
        return user?.email
          ? {
              email: user.email,
              name,
              role,
              branchName: branch?.name ?? null,
              password: DEMO_PASSWORD,
              featured: demo,
            }
          : null;
      }),
  );
  return accounts.filter((account) => account !== null);
}
