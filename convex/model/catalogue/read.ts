/** Reading the catalogue: the company's row where there is one, the built-in entry otherwise. */
import { builtInPolicy, DEFAULT_WORK_TYPES } from "../../../shared/catalogue/defaults";
import type { WorkTypePolicy } from "../../../shared/catalogue/workTypePolicy";
import { isWorkType } from "../../../shared/catalogue/workTypes";
import type { LocalizedName } from "../../../shared/core/localized";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { readOnce } from "../../lib/readOnce";

/** Entries of one list a company may keep. */
export const MAX_ENTRIES = 200;

/** An entry as lists show it; `version` 0 is a built-in one that was never changed. */
export interface CatalogueEntry<T> {
  readonly value: T;
  readonly active: boolean;
  readonly version: number;
  readonly changedAt: number | null;
  readonly changedBy: LocalizedName | null;
}

export async function findWorkType(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  code: string,
): Promise<Doc<"workTypes"> | null> {
  return await ctx.db
    .query("workTypes")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId).eq("code", code))
    .unique();
}

/** What a work type decides, switched off or not: tickets that name it go on. */
export async function policyOf(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  code: string,
): Promise<WorkTypePolicy> {
  const row = await readOnce(
    ctx,
    `workTypes ${orgId} ${code}`,
    async () => await findWorkType(ctx, orgId, code),
  );
  return row?.policy ?? builtInPolicy(code);
}

/** The policy of a code that new tickets may name, or null. */
export async function findOrderable(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  code: string,
): Promise<WorkTypePolicy | null> {
  const row = await findWorkType(ctx, orgId, code);
  if (row) return row.active ? row.policy : null;
  return isWorkType(code) ? builtInPolicy(code) : null;
}

/** Built-in entries in their order, overlaid by the company's, then the company's own by code. */
export function overlay<T, R extends { code: string; active: boolean; version: number; changedAt: number }>(
  builtIn: readonly { readonly code: string; readonly value: T }[],
  rows: readonly (R & { readonly changedBy: LocalizedName })[],
  valueOf: (row: R) => T,
): CatalogueEntry<T>[] {
  const byCode = new Map(rows.map((row) => [row.code, row]));
  const own = rows.filter((row) => !builtIn.some((entry) => entry.code === row.code));
  const ofRow = (row: R & { readonly changedBy: LocalizedName }): CatalogueEntry<T> => {
    const { active, version, changedAt, changedBy } = row;
    return { value: valueOf(row), active, version, changedAt, changedBy };
  };
  return [
    ...builtIn.map((entry): CatalogueEntry<T> => {
      const row = byCode.get(entry.code);
      return row
        ? ofRow(row)
        : { value: entry.value, active: true, version: 0, changedAt: null, changedBy: null };
    }),
    ...own.map(ofRow),
  ];
}

/** The company's whole list of work types, switched-off ones included. */
export async function listWorkTypes(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
): Promise<CatalogueEntry<WorkTypePolicy>[]> {
  const rows = await ctx.db
    .query("workTypes")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId))
    .take(MAX_ENTRIES);
  const builtIn = DEFAULT_WORK_TYPES.map((value) => ({ code: value.code, value }));
  return overlay(builtIn, rows, (row) => row.policy);
}
