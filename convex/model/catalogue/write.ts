/** Changing the catalogue: whole entries within their bounds, versioned, audited. Codes are kept for ever. */
import { z } from "zod";
import {
  CATALOGUE_CODE,
  type WorkTypePolicy,
  workTypePolicySchema,
} from "../../../shared/catalogue/workTypePolicy";
import {
  checklistTemplateSchema,
  type ChecklistTemplate,
  faultCodeSchema,
} from "../../../shared/records/checks";
import { localized } from "../../../shared/records/text";
import type { AuditFields } from "../../../shared/audit/actions";
import type { Doc } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { parsed } from "../../lib/parsed";
import { record } from "../audit/record";
import type { StaffActor } from "../organization/access";
import { listChecklists, listFaultCodes } from "./checklists";
import { type CatalogueEntry, findWorkType, listWorkTypes, MAX_ENTRIES } from "./read";
import { listTrades, type TradeEntry } from "./trades";

type Table = "workTypes" | "trades" | "checklistTemplates" | "faultCodes";

interface Wanted {
  readonly code: string;
  readonly active: boolean;
  readonly expectedVersion: number;
}

/** What the audit log shows of an entry: its flat fields, and nested ones as text. */
function auditFields(value: object, active: boolean): AuditFields {
  const flat = Object.entries(value).map(([field, inner]): [string, string | number | boolean | null] => [
    field,
    typeof inner === "string" || typeof inner === "number" || typeof inner === "boolean" || inner === null
      ? inner
      : JSON.stringify(inner).slice(0, 2000),
  ]);
  return { ...Object.fromEntries(flat), active };
}

/** Checks the version against the entry in force, and answers the common fields of its next row. */
function nextRow<T>(
  actor: StaffActor,
  entries: readonly CatalogueEntry<T>[],
  known: CatalogueEntry<T> | undefined,
  wanted: Wanted,
  now: number,
) {
  const version = known?.version ?? 0;
  if (version !== wanted.expectedVersion)
    throw appError("record.changedMeanwhile", {
      by: known?.changedBy ?? { ar: "", en: "" },
      changedAt: known?.changedAt ?? now,
      version,
    });
  if (!known && entries.length >= MAX_ENTRIES) throw appError("record.limitReached", { max: MAX_ENTRIES });
  const { orgId, name } = actor.membership;
  const { code, active } = wanted;
  return { orgId, code, active, version: version + 1, changedAt: now, changedBy: name };
}

async function audit<T extends object>(
  ctx: MutationCtx,
  actor: StaffActor,
  kind: Table,
  known: CatalogueEntry<T> | undefined,
  value: T,
  active: boolean,
  code: string,
): Promise<void> {
  await record(ctx, actor, {
    action: "catalogue.changed",
    subject: { kind: "catalogue", id: `${kind}.${code}`, label: code },
    before: known ? auditFields(known.value, known.active) : {},
    after: auditFields(value, active),
  });
}

/**
 * Adds or changes a work type. Open tickets follow its policy from now on; their flow profile stays what it was, so the
 * profile of a type cannot be changed once it is there. Trade and checklist must exist.
 */
export async function putWorkType(
  ctx: MutationCtx,
  actor: StaffActor,
  input: WorkTypePolicy,
  wanted: Omit<Wanted, "code">,
  now: number,
): Promise<null> {
  const policy = parsed(workTypePolicySchema, input);
  const { orgId } = actor.membership;
  const entries = await listWorkTypes(ctx, orgId);
  const known = entries.find((entry) => entry.value.code === policy.code);
  if (known && known.value.profile !== policy.profile) throw appError("input.invalid", { field: "profile" });
  if (!(await listTrades(ctx, orgId)).some((entry) => entry.value.code === policy.trade))
    throw appError("input.invalid", { field: "trade" });
  const { checklist } = policy;
  if (checklist !== null && !(await listChecklists(ctx, orgId)).some((one) => one.value.code === checklist))
    throw appError("input.invalid", { field: "checklist" });
  const common = nextRow(actor, entries, known, { code: policy.code, ...wanted }, now);
  const stored: Doc<"workTypes">["policy"] = {
    ...policy,
    skills: [...policy.skills],
    assetKinds: [...policy.assetKinds],
    reminders: policy.reminders.map((reminder) => ({ ...reminder })),
  };
  const row = await findWorkType(ctx, orgId, policy.code);
  if (row) await ctx.db.patch("workTypes", row._id, { ...common, policy: stored });
  else await ctx.db.insert("workTypes", { ...common, policy: stored });
  await audit(ctx, actor, "workTypes", known, policy, wanted.active, policy.code);
  return null;
}

const tradeSchema = z.strictObject({ code: z.string().regex(CATALOGUE_CODE), labels: localized(80) });

/** Adds or renames a trade. */
export async function putTrade(
  ctx: MutationCtx,
  actor: StaffActor,
  input: TradeEntry,
  wanted: Omit<Wanted, "code">,
  now: number,
): Promise<null> {
  const { code, labels } = parsed(tradeSchema, input);
  const { orgId } = actor.membership;
  const entries = await listTrades(ctx, orgId);
  const known = entries.find((entry) => entry.value.code === code);
  const fields = { ...nextRow(actor, entries, known, { code, ...wanted }, now), labels };
  const row = await ctx.db
    .query("trades")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId).eq("code", code))
    .unique();
  if (row) await ctx.db.patch("trades", row._id, fields);
  else await ctx.db.insert("trades", fields);
  await audit(ctx, actor, "trades", known, { code, labels }, wanted.active, code);
  return null;
}

/** Adds or changes a checklist; runs that were begun keep the points they began with. */
export async function putChecklist(
  ctx: MutationCtx,
  actor: StaffActor,
  input: ChecklistTemplate,
  wanted: Omit<Wanted, "code">,
  now: number,
): Promise<null> {
  const template = parsed(checklistTemplateSchema, input);
  const { code } = template;
  const { orgId } = actor.membership;
  const entries = await listChecklists(ctx, orgId);
  const known = entries.find((entry) => entry.value.code === code);
  const fields = { ...nextRow(actor, entries, known, { code, ...wanted }, now), template };
  const row = await ctx.db
    .query("checklistTemplates")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId).eq("code", code))
    .unique();
  if (row) await ctx.db.patch("checklistTemplates", row._id, fields);
  else await ctx.db.insert("checklistTemplates", fields);
  await audit(ctx, actor, "checklistTemplates", known, template, wanted.active, code);
  return null;
}

/** Adds or changes a fault code. */
export async function putFaultCode(
  ctx: MutationCtx,
  actor: StaffActor,
  input: Doc<"faultCodes">["fault"],
  wanted: Omit<Wanted, "code">,
  now: number,
): Promise<null> {
  const fault = parsed(faultCodeSchema, input);
  const { code } = fault;
  const { orgId } = actor.membership;
  if (!(await listTrades(ctx, orgId)).some((entry) => entry.value.code === fault.trade))
    throw appError("input.invalid", { field: "trade" });
  const entries = await listFaultCodes(ctx, orgId);
  const known = entries.find((entry) => entry.value.code === code);
  const fields = { ...nextRow(actor, entries, known, { code, ...wanted }, now), fault };
  const row = await ctx.db
    .query("faultCodes")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId).eq("code", code))
    .unique();
  if (row) await ctx.db.patch("faultCodes", row._id, fields);
  else await ctx.db.insert("faultCodes", fields);
  await audit(ctx, actor, "faultCodes", known, fault, wanted.active, code);
  return null;
}
