/** The words of one company where they differ from the product's own: work types, cities, reasons. Read only. */
import { type Infer, v } from "convex/values";
import type { Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { localizedName } from "../../lib/validators";
import { listWorkTypes } from "../catalogue/read";
import { listEntryView, readList } from "./lists";

export const vocabularyView = v.object({
  /** Work types the company changed or added, switched-off ones too. */
  workTypes: v.array(v.object({ code: v.string(), labels: localizedName })),
  /** Whole lists in their order. */
  cities: v.array(listEntryView),
  reasons: v.array(listEntryView),
});

export async function readVocabulary(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
): Promise<Infer<typeof vocabularyView>> {
  const [types, cities, reasons] = await Promise.all([
    listWorkTypes(ctx, orgId),
    readList(ctx, orgId, "cities"),
    readList(ctx, orgId, "reasons"),
  ]);
  return {
    workTypes: types
      .filter((entry) => entry.version > 0)
      .map(({ value: { code, labels } }) => ({ code, labels: { ar: labels.ar, en: labels.en } })),
    cities,
    reasons,
  };
}
