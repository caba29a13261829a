/** Editable lists as everybody reads them: built-in codes first, the company's own rows laid over them. */
import { type Infer, v } from "convex/values";
import { LIST_ENTRY_MAX, LISTS, type ListName } from "../../../shared/settings/lists";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { localizedName } from "../../lib/validators";

export const listEntryView = v.object({
  code: v.string(),
  /** The company's own words; null where the product's are used. */
  label: v.nullable(localizedName),
  active: v.boolean(),
  builtIn: v.boolean(),
  rank: v.number(),
});
export type ListEntryView = Infer<typeof listEntryView>;

export async function listRows(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  list: ListName,
): Promise<Doc<"listEntries">[]> {
  return await ctx.db
    .query("listEntries")
    .withIndex("by_orgId_and_list_and_code", (q) => q.eq("orgId", orgId).eq("list", list))
    .take(LIST_ENTRY_MAX);
}

/** The whole list in its order, switched-off entries too: old tickets still name them. */
export async function readList(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  list: ListName,
): Promise<ListEntryView[]> {
  const rows = await listRows(ctx, orgId, list);
  const codes: readonly string[] = LISTS[list];
  const builtIn = codes.map((code, index): ListEntryView => {
    const row = rows.find((one) => one.code === code);
    return {
      code,
      label: row?.label ?? null,
      active: row?.active ?? true,
      builtIn: true,
      rank: row?.rank ?? index,
    };
  });
  const own = rows
    .filter((row) => !codes.includes(row.code))
    .map(({ code, label, active, rank }): ListEntryView => ({ code, label, active, builtIn: false, rank }));
  return [...builtIn, ...own].sort((a, b) => a.rank - b.rank || (a.code < b.code ? -1 : 1));
}
