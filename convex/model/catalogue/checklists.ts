/** Checklists and fault codes of a company: the built-in ones, overlaid by its own rows. */
import { DEFAULT_CHECKLISTS, DEFAULT_FAULTS } from "../../../shared/catalogue/checklists";
import type { ChecklistTemplate } from "../../../shared/records/checks";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { type CatalogueEntry, MAX_ENTRIES, overlay } from "./read";

type Fault = Doc<"faultCodes">["fault"];

/** The template of a code that can be begun now, or null. */
export async function findChecklist(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  code: string,
): Promise<ChecklistTemplate | null> {
  const row = await ctx.db
    .query("checklistTemplates")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId).eq("code", code))
    .unique();
  if (row) return row.active ? row.template : null;
  return DEFAULT_CHECKLISTS.find((template) => template.code === code) ?? null;
}

export async function listChecklists(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
): Promise<CatalogueEntry<ChecklistTemplate>[]> {
  const rows = await ctx.db
    .query("checklistTemplates")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId))
    .take(MAX_ENTRIES);
  const builtIn = DEFAULT_CHECKLISTS.map((value) => ({ code: value.code, value }));
  return overlay(builtIn, rows, (row) => row.template);
}

export async function listFaultCodes(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
): Promise<CatalogueEntry<Fault>[]> {
  const rows = await ctx.db
    .query("faultCodes")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId))
    .take(MAX_ENTRIES);
  const builtIn = DEFAULT_FAULTS.map(({ code, trade, labels, procedure, parts }) => {
    const value: Fault = {
      code,
      trade,
      labels: { ...labels },
      procedure: { ...procedure },
      parts: [...parts],
    };
    return { code, value };
  });
  return overlay(builtIn, rows, (row) => row.fault);
}
