/** The company's settings and editable lists [D-08]. Declarations with bounds and defaults are in shared/settings. */
import { v } from "convex/values";
import { SETTING_KEYS, type SettingKey, settingDeclaration } from "../shared/settings/settings";
import { memberMutation, memberQuery } from "./lib/builders";
import { localizedName } from "./lib/validators";
import { listEntryView, readList } from "./model/settings/lists";
import { findSetting, readSetting } from "./model/settings/read";
import { listName, settingKey, settingValue } from "./model/settings/tables";
import { writeListEntry, writeSetting } from "./model/settings/write";

/** Every setting with the value in force and who changed it last. */
export const list = memberQuery("settings.view")({
  args: {},
  returns: v.array(
    v.object({
      key: settingKey,
      value: settingValue,
      isDefault: v.boolean(),
      changed: v.nullable(v.object({ at: v.number(), by: localizedName })),
    }),
  ),
  handler: async (ctx) =>
    await Promise.all(
      SETTING_KEYS.map(async (key) => {
        const { orgId } = ctx.actor.membership;
        const value: number | boolean = await readSetting<SettingKey>(ctx, orgId, key);
        const row = await findSetting(ctx, orgId, key);
        return {
          key,
          value,
          isDefault: value === settingDeclaration(key).default,
          changed: row ? { at: row.changedAt, by: row.changedBy } : null,
        };
      }),
    ),
});

/** Changes a setting; null returns to the default. Fails with `input.invalid` naming the key when out of bounds. */
export const set = memberMutation("settings.manage")({
  args: { key: settingKey, value: v.nullable(settingValue) },
  returns: v.null(),
  handler: async (ctx, { key, value }) => await writeSetting(ctx, ctx.actor, key, value, Date.now()),
});

/** An editable list in its order. */
export const entries = memberQuery("settings.view")({
  args: { list: listName },
  returns: v.array(listEntryView),
  handler: async (ctx, args) => await readList(ctx, ctx.actor.membership.orgId, args.list),
});

/** Adds an entry of the company's own to a list. Fails with `settings.codeTaken`. */
export const addEntry = memberMutation("settings.manage")({
  args: { list: listName, code: v.string(), label: localizedName, active: v.boolean(), rank: v.number() },
  returns: v.null(),
  handler: async (ctx, { list: name, ...draft }) => await writeListEntry(ctx, ctx.actor, name, draft, true),
});

/** Changes words, order or use of an entry; built-in ones can be switched off, never removed. */
export const changeEntry = memberMutation("settings.manage")({
  args: { list: listName, code: v.string(), label: localizedName, active: v.boolean(), rank: v.number() },
  returns: v.null(),
  handler: async (ctx, { list: name, ...draft }) => await writeListEntry(ctx, ctx.actor, name, draft, false),
});
