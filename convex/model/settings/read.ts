/** Reading settings: the stored value when it is still in bounds, else the declared default. */
import {
  isSettingValue,
  SETTINGS,
  type SettingKey,
  type SettingValue,
} from "../../../shared/settings/settings";
import type { Doc, Id } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { readOnce } from "../../lib/readOnce";

/** The row of a setting that was changed once. */
export async function findSetting(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  key: SettingKey,
): Promise<Doc<"settings"> | null> {
  return await ctx.db
    .query("settings")
    .withIndex("by_orgId_and_key", (q) => q.eq("orgId", orgId).eq("key", key))
    .unique();
}

/** The value in force. A stored value that a later version no longer allows falls back to the default. */
export async function readSetting<K extends SettingKey>(
  ctx: QueryCtx,
  orgId: Id<"organizations">,
  key: K,
): Promise<SettingValue<K>> {
  const row = await readOnce(ctx, `settings ${orgId} ${key}`, async () => await findSetting(ctx, orgId, key));
  // The declaration's default is of the declared kind; the index type cannot say so.
  return row && isSettingValue(key, row.value) ? row.value : (SETTINGS[key].default as SettingValue<K>);
}
