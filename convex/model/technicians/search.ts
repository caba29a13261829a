/** Technicians in an actor's reach by words of the name, employee number or phone. A company has few; all are looked at. */
import { foldText, searchWords } from "../../../shared/board/searchText";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { branchInScope, type StaffActor } from "../organization/access";
import { technicianReach } from "../organization/reach";

const MAX_BRANCHES = 50;
const MAX_PER_BRANCH = 500;
const MAX_FOUND = 20;

export async function searchTechnicians(
  ctx: QueryCtx,
  actor: StaffActor,
  text: string,
): Promise<Doc<"technicians">[]> {
  const words = searchWords(text);
  const branches = await ctx.db
    .query("branches")
    .withIndex("by_orgId_and_slug", (q) => q.eq("orgId", actor.membership.orgId))
    .take(MAX_BRANCHES);
  const reaches = await technicianReach(ctx, actor);
  const crews = await Promise.all(
    branches
      .filter((branch) => branchInScope(actor, branch))
      .map((branch) =>
        ctx.db
          .query("technicians")
          .withIndex("by_branchId", (q) => q.eq("branchId", branch._id))
          .take(MAX_PER_BRANCH),
      ),
  );
  return crews
    .flat()
    .filter(({ _id, active, name, employeeId, phone }) => {
      if (!active || !reaches(_id)) return false;
      const known = foldText([name.ar, name.en, employeeId, phone].join(" "));
      return words.every((word) => known.includes(word));
    })
    .slice(0, MAX_FOUND);
}
