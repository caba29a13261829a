/**
 * settings: values that differ from the declared default, one row per key. Read through model/settings/read.ts.
 * listEntries: lists the company edits (cities, reasons), overlaid on the shared defaults by `code`.
 * Both written by model/settings/write.ts only.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { LIST_NAMES } from "../../../shared/settings/lists";
import { SETTING_KEYS } from "../../../shared/settings/settings";
import { localizedName } from "../../lib/validators";

export const settingKey = literals(...SETTING_KEYS);
export const settingValue = v.union(v.number(), v.string(), v.boolean());
export const listName = literals(...LIST_NAMES);

export const settingsTables = {
  settings: defineTable({
    orgId: v.id("organizations"),
    key: settingKey,
    value: settingValue,
    changedAt: v.number(),
    changedBy: localizedName,
  }).index("by_orgId_and_key", ["orgId", "key"]),
  listEntries: defineTable({
    orgId: v.id("organizations"),
    list: listName,
    code: v.string(),
    label: localizedName,
    active: v.boolean(),
    rank: v.number(),
  }).index("by_orgId_and_list_and_code", ["orgId", "list", "code"]),
};
