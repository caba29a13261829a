/** Trades of a company: the built-in ones, overlaid by its own rows. */
import { TRADES } from "../../../shared/catalogue/trades";
import type { LocalizedName } from "../../../shared/core/localized";
import { trades as ar } from "../../../shared/i18n/ar/workTypes";
import { trades as en } from "../../../shared/i18n/en/workTypes";
import type { Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { type CatalogueEntry, MAX_ENTRIES, overlay } from "./read";

export interface TradeEntry {
  readonly code: string;
  readonly labels: LocalizedName;
}

export async function listTrades(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
): Promise<CatalogueEntry<TradeEntry>[]> {
  const rows = await ctx.db
    .query("trades")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId))
    .take(MAX_ENTRIES);
  const builtIn = TRADES.map((code) => ({ code, value: { code, labels: { ar: ar[code], en: en[code] } } }));
  return overlay(builtIn, rows, ({ code, labels }): TradeEntry => ({ code, labels }));
}
