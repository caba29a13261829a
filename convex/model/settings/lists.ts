/** Editable lists as everybody reads them: built-in codes first, the company's own rows laid over them. */
import { type Infer, v } from "convex/values";
import { cityCode, isKnownCity } from "../../../shared/catalogue/cities";
import { LIST_ENTRY_MAX, LISTS, type ListName } from "../../../shared/settings/lists";
import { isBuiltInReason } from "../../../shared/tickets/inputs";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
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

/**
 * `input.invalid` unless the reason is built in or of the company's own list. Switched-off ones pass: a phone may send
 * late what was on its form when the step was taken.
 */
export async function requireReason(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  reason: string | undefined,
): Promise<void> {
  if (reason === undefined || isBuiltInReason(reason)) return;
  const own = await ctx.db
    .query("listEntries")
    .withIndex("by_orgId_and_list_and_code", (q) =>
      q.eq("orgId", orgId).eq("list", "reasons").eq("code", reason),
    )
    .first();
  if (!own) throw appError("input.invalid", { field: "reason" });
}

/** The stored form of a city: a known code, else the code of the company's own entry of that name, else the text itself. */
export async function storedCity(ctx: QueryCtx, orgId: Id<"organizations">, text: string): Promise<string> {
  const city = cityCode(text);
  if (isKnownCity(city)) return city;
  const wanted = city.toLowerCase();
  const own = (await listRows(ctx, orgId, "cities")).find(
    ({ code, label }) =>
      code === wanted || [label.ar, label.en].some((word) => word.toLowerCase() === wanted),
  );
  return own?.code ?? city;
}
