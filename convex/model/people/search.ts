/**
 * Finding people who work here by words of a name, e-mail address, employee number or phone. Writes the `text` of
 * memberships and technicians, alone; whoever writes their names calls it afterwards.
 */
import { personSearchText, searchWords } from "../../../shared/board/searchText";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { MAX_CANDIDATES, rowsWithWords } from "../../lib/textSearch";
import { branchInScope, type StaffActor } from "../organization/access";
import { reachesTechnician } from "../organization/reach";
import { listBranches } from "../organization/read";
import { seesMember } from "./members";

/** Most people one search answers. */
const MAX_FOUND = 20;
/** Of an actor of more branches the whole company is searched, and what is not his left out. */
const MOST_BRANCHES_ALONE = 4;

/** Writes what a member is found by; call it when he comes or his name changes. */
export async function indexMember(ctx: MutationCtx, membershipId: Id<"memberships">): Promise<void> {
  const member = await ctx.db.get("memberships", membershipId);
  const user = member ? await ctx.db.get("users", member.userId) : null;
  if (!member) return;
  const text = personSearchText({
    name: member.name,
    codes: [user?.email ?? ""],
    phone: user?.phone ?? null,
  });
  if (text !== member.text) await ctx.db.patch("memberships", membershipId, { text });
}

/** Writes what a technician is found by; call it when he comes or his record changes. */
export async function indexTechnician(ctx: MutationCtx, technicianId: Id<"technicians">): Promise<void> {
  const technician = await ctx.db.get("technicians", technicianId);
  if (!technician) return;
  const { name, employeeId, phone } = technician;
  const text = personSearchText({ name, codes: [employeeId], phone });
  if (text !== technician.text) await ctx.db.patch("technicians", technicianId, { text });
}

/** Members the actor may see in whose text every word occurs, the best first. */
export async function searchMembers(
  ctx: QueryCtx,
  actor: StaffActor,
  text: string,
): Promise<Doc<"memberships">[]> {
  const found = await rowsWithWords(searchWords(text), (asked) =>
    ctx.db
      .query("memberships")
      .withSearchIndex("search_text", (q) => q.search("text", asked).eq("orgId", actor.membership.orgId))
      .take(MAX_CANDIDATES),
  );
  return found.filter((member) => seesMember(actor, member)).slice(0, MAX_FOUND);
}

/**
 * Technicians in the actor's reach in whose text every word occurs, the best first; of one branch when it is named,
 * which the caller has checked.
 */
export async function searchTechnicians(
  ctx: QueryCtx,
  actor: StaffActor,
  text: string,
  branchId: Id<"branches"> | null = null,
): Promise<Doc<"technicians">[]> {
  const words = searchWords(text);
  if (words.length === 0) return [];
  const branches = await listBranches(ctx, actor);
  const own = branchId ? [branchId] : branches.map((branch) => branch._id);
  const within = own.length > MOST_BRANCHES_ALONE ? [null] : own;
  const found = await Promise.all(
    within.map((branch) =>
      rowsWithWords(words, (asked) =>
        ctx.db
          .query("technicians")
          .withSearchIndex("search_text", (q) => {
            const wanted = q.search("text", asked);
            return branch ? wanted.eq("branchId", branch) : wanted.eq("orgId", actor.membership.orgId);
          })
          .take(MAX_CANDIDATES),
      ),
    ),
  );
  const inScope = new Set(branches.filter((branch) => branchInScope(actor, branch)).map(({ _id }) => _id));
  return found
    .flat()
    .filter((technician) => inScope.has(technician.branchId) && reachesTechnician(actor, technician))
    .slice(0, MAX_FOUND);
}
