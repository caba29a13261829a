/** Teams: a name for some technicians of a branch, under the supervisors whose membership names it. */
import { type Infer, v } from "convex/values";
import type { LocalizedName } from "../../../shared/core/localized";
import type { Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { cleanName } from "../../lib/cleanText";
import { localizedName } from "../../lib/validators";
import { record } from "../audit/record";
import { requireBranch, type StaffActor } from "../organization/access";
import { listBranches } from "../organization/read";

const MAX_TEAMS = 200;

export const teamView = v.object({
  teamId: v.id("teams"),
  branchId: v.id("branches"),
  name: localizedName,
});

/** Teams of the branches in scope. */
export async function listTeams(ctx: QueryCtx, actor: StaffActor): Promise<Infer<typeof teamView>[]> {
  const branches = new Set((await listBranches(ctx, actor)).map((branch) => branch._id));
  const teams = await ctx.db
    .query("teams")
    .withIndex("by_orgId", (q) => q.eq("orgId", actor.membership.orgId))
    .take(MAX_TEAMS);
  return teams
    .filter((team) => branches.has(team.branchId))
    .map(({ _id, branchId, name }) => ({ teamId: _id, branchId, name }));
}

/** Writes a team's name, a new team when `teamId` is null; a team stays in its branch. */
export async function saveTeam(
  ctx: MutationCtx,
  actor: StaffActor,
  teamId: Id<"teams"> | null,
  draft: { readonly branchId: Id<"branches">; readonly name: LocalizedName },
): Promise<Id<"teams">> {
  const branch = await requireBranch(ctx, actor, draft.branchId);
  const name = cleanName("name", draft.name);
  const before = teamId ? await ctx.db.get("teams", teamId) : null;
  if (teamId && before?.branchId !== branch._id) throw appError("access.denied");
  const { orgId } = actor.membership;
  const saved = before?._id ?? (await ctx.db.insert("teams", { orgId, branchId: branch._id, name }));
  if (before) await ctx.db.patch("teams", before._id, { name });
  await record(ctx, actor, {
    action: "team.changed",
    subject: { kind: "team", id: saved, label: name.en || name.ar },
    before: before ? { nameAr: before.name.ar, nameEn: before.name.en } : {},
    after: { nameAr: name.ar, nameEn: name.en },
  });
  return saved;
}
