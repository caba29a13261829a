/** Changing settings and lists; every change is audited in the same transaction. */
import {
  LABEL_MAX_LENGTH,
  LIST_ENTRY_MAX,
  LISTS,
  isListCode,
  type ListName,
} from "../../../shared/settings/lists";
import { isSettingValue, SETTINGS, type SettingKey } from "../../../shared/settings/settings";
import type { LocalizedName } from "../../../shared/core/localized";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { cleanName } from "../../lib/cleanText";
import { record } from "../audit/record";
import type { StaffActor } from "../organization/access";
import { listRows } from "./lists";
import { findSetting } from "./read";

/** Stores a value; null returns to the default. Fails with `input.invalid` naming the key when out of bounds. */
export async function writeSetting(
  ctx: MutationCtx,
  actor: StaffActor,
  key: SettingKey,
  value: number | string | boolean | null,
  now: number,
): Promise<null> {
  if (value !== null && !isSettingValue(key, value)) throw appError("input.invalid", { field: key });
  const { orgId, name } = actor.membership;
  const row = await findSetting(ctx, orgId, key);
  const fallback = SETTINGS[key].default;
  const before = row?.value ?? fallback;
  if (value === null) {
    if (row) await ctx.db.delete("settings", row._id);
  } else if (row) await ctx.db.patch("settings", row._id, { value, changedAt: now, changedBy: name });
  else await ctx.db.insert("settings", { orgId, key, value, changedAt: now, changedBy: name });
  if (before !== (value ?? fallback))
    await record(ctx, actor, {
      action: "setting.changed",
      subject: { kind: "setting", id: key, label: key },
      before: { value: before },
      after: { value: value ?? fallback },
    });
  return null;
}

export interface ListEntryDraft {
  readonly code: string;
  readonly label: LocalizedName;
  readonly active: boolean;
  readonly rank: number;
}

/** Adds an entry, or changes one. A code, once used, is never given back: tickets name it. */
export async function writeListEntry(
  ctx: MutationCtx,
  actor: StaffActor,
  list: ListName,
  draft: ListEntryDraft,
  isNew: boolean,
): Promise<null> {
  const { orgId } = actor.membership;
  const { code, active, rank } = draft;
  const builtIn = (LISTS[list] as readonly string[]).includes(code);
  if (!isListCode(code)) throw appError("input.invalid", { field: "code" });
  if (!Number.isInteger(rank) || rank < 0 || rank > LIST_ENTRY_MAX)
    throw appError("input.invalid", { field: "rank" });
  const label = cleanName("label", draft.label, LABEL_MAX_LENGTH);
  const rows = await listRows(ctx, orgId, list);
  const row = rows.find((one) => one.code === code);
  if (isNew && (builtIn || row)) throw appError("settings.codeTaken");
  if (!isNew && !builtIn && !row) throw appError("access.denied");
  if (!row && rows.length >= LIST_ENTRY_MAX) throw appError("input.invalid", { field: "list" });
  const fields = { label, active, rank };
  if (row) await ctx.db.patch("listEntries", row._id, fields);
  else await ctx.db.insert("listEntries", { orgId, list, code, ...fields });
  await record(ctx, actor, {
    action: "list.changed",
    subject: { kind: "list", id: `${list}.${code}`, label: code },
    before: row ? { active: row.active, rank: row.rank, ar: row.label.ar, en: row.label.en } : {},
    after: { active, rank, ar: label.ar, en: label.en },
  });
  return null;
}
