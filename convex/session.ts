/** Who am I and what may I open. Answers null when signed out or without membership; holds no permission logic. */
import { v } from "convex/values";
import { publicQuery, systemQuery } from "./lib/builders";
import { localizedName, permission, role } from "./lib/validators";
import { findActor, requireActor, type StaffActor } from "./model/organization/access";
import { branchView, listBranches, toBranchView } from "./model/organization/read";

/** The actor of an action; the server's own look, see `memberAction`. */
export const actorFor = systemQuery({
  args: { permission },
  handler: async (ctx, args): Promise<StaffActor> => await requireActor(ctx, args.permission),
});

/** The signed-in member with the branches in scope, or null. */
export const me = publicQuery({
  args: {},
  returns: v.nullable(
    v.object({
      userId: v.id("users"),
      name: localizedName,
      email: v.nullable(v.string()),
      role,
      technicianId: v.nullable(v.id("technicians")),
      /** One of the demo's one-click accounts. */
      demo: v.boolean(),
      company: localizedName,
      branches: v.array(branchView),
    }),
  ),
  handler: async (ctx) => {
    const actor = await findActor(ctx);
    if (!actor) return null;
    const { userId, membership } = actor;
    const [user, organization, branches] = await Promise.all([
      ctx.db.get("users", userId),
      ctx.db.get("organizations", membership.orgId),
      listBranches(ctx, actor),
    ]);
    if (!user || !organization) return null;
    return {
      userId,
      name: membership.name,
      email: user.email ?? null,
      role: membership.role,
      technicianId: membership.technicianId ?? null,
      demo: membership.demo,
      company: organization.name,
      branches: branches.map(toBranchView),
    };
  },
});
