/** The promises of a company: defaults with its own rows laid over them, and changing one. */
import type { SlaCode } from "../../../shared/sla/codes";
import {
  clockRule,
  CLOCK_CODES,
  type ClockCode,
  COMPLAINT,
  type EffectiveRule,
  effectiveRules,
  type TimeBase,
} from "../../../shared/sla/rules";
import { internal } from "../../_generated/api";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { readOnce } from "../../lib/readOnce";
import { record } from "../audit/record";
import type { StaffActor } from "../organization/access";
import { branchesOf } from "../organization/read";

async function editedRules(ctx: QueryCtx, orgId: Id<"organizations">): Promise<Doc<"slaRules">[]> {
  return await ctx.db
    .query("slaRules")
    .withIndex("by_orgId_and_code", (q) => q.eq("orgId", orgId))
    .take(20);
}

/** Every clock rule of a company. */
export async function rulesInForce(ctx: QueryCtx, orgId: Id<"organizations">): Promise<EffectiveRule[]> {
  return effectiveRules(await readOnce(ctx, `slaRules ${orgId}`, async () => await editedRules(ctx, orgId)));
}

/** Whether complaints escalate in this company [L-07, L-13]. */
export async function complaintsEscalate(ctx: QueryCtx, orgId: Id<"organizations">): Promise<boolean> {
  const rows = await editedRules(ctx, orgId);
  return rows.find((row) => row.code === "SLA-007")?.enabled ?? true;
}

/** A rule as the editor shows it. */
export interface RuleView {
  code: SlaCode;
  type: Doc<"escalations">["type"];
  level: Doc<"escalations">["level"];
  owners: Doc<"escalations">["owners"];
  enabled: boolean;
  /** Null for the complaint, which has no clock. */
  clock: null | {
    thresholdMs: number;
    timeBase: TimeBase;
    defaultThresholdMs: number;
    defaultTimeBase: TimeBase;
    minMs: number;
    maxMs: number;
  };
  version: number;
  changedAt: number | null;
  changedBy: Doc<"slaRules">["changedBy"] | null;
}

/** All rules of a company in the order of their codes. */
export async function listRules(ctx: QueryCtx, orgId: Id<"organizations">): Promise<RuleView[]> {
  const rows = await editedRules(ctx, orgId);
  const stored = (code: SlaCode) => {
    const row = rows.find((one) => one.code === code);
    return {
      enabled: row?.enabled ?? true,
      version: row?.version ?? 0,
      changedAt: row?.changedAt ?? null,
      changedBy: row?.changedBy ?? null,
    };
  };
  const clocks = effectiveRules(rows).map(({ code, thresholdMs, timeBase }): RuleView => {
    const {
      type,
      level,
      owners,
      bounds,
      thresholdMs: defaultThresholdMs,
      timeBase: defaultTimeBase,
    } = clockRule(code);
    return {
      code,
      type,
      level,
      owners: [...owners],
      clock: { thresholdMs, timeBase, defaultThresholdMs, defaultTimeBase, ...bounds },
      ...stored(code),
    };
  });
  const { type, level, owners } = COMPLAINT;
  const complaint: RuleView = {
    code: "SLA-007",
    type,
    level,
    owners: [...owners],
    clock: null,
    ...stored("SLA-007"),
  };
  return [...clocks, complaint].sort((a, b) => (a.code < b.code ? -1 : 1));
}

interface RuleChange {
  code: SlaCode;
  enabled: boolean;
  /** Ignored for the complaint. */
  thresholdMs: number;
  timeBase: TimeBase;
  expectedVersion: number;
}

function isClockCode(code: SlaCode): code is ClockCode {
  return (CLOCK_CODES as SlaCode[]).includes(code);
}

/**
 * Changes a rule and has the open clocks of the company planned again, branch by branch, after this transaction.
 * Fails with `input.invalid` outside the bounds and `record.changedMeanwhile` when somebody else was faster.
 */
export async function changeRule(
  ctx: MutationCtx,
  actor: StaffActor,
  change: RuleChange,
  now: number,
): Promise<number> {
  const { code, enabled, thresholdMs, timeBase } = change;
  const { orgId, name } = actor.membership;
  const row = (await editedRules(ctx, orgId)).find((one) => one.code === code);
  const version = row?.version ?? 0;
  if (version !== change.expectedVersion)
    throw appError("record.changedMeanwhile", {
      by: row?.changedBy ?? name,
      changedAt: row?.changedAt ?? now,
      version,
    });
  const declared = isClockCode(code) ? clockRule(code) : null;
  if (declared) {
    const { minMs, maxMs } = declared.bounds;
    if (!Number.isSafeInteger(thresholdMs) || thresholdMs < minMs || thresholdMs > maxMs)
      throw appError("input.invalid", { field: "thresholdMs" });
  }
  const next = {
    thresholdMs: declared ? thresholdMs : 0,
    timeBase,
    enabled,
    version: version + 1,
    changedAt: now,
    changedBy: name,
  };
  if (row) await ctx.db.patch("slaRules", row._id, next);
  else await ctx.db.insert("slaRules", { orgId, code, ...next });
  const fields = (of: { enabled: boolean; thresholdMs: number; timeBase: TimeBase }) => ({
    enabled: of.enabled,
    minutes: Math.round(of.thresholdMs / 60_000),
    timeBase: of.timeBase,
  });
  await record(ctx, actor, {
    action: "sla.ruleChanged",
    subject: { kind: "slaRule", id: code, label: code },
    before: fields(
      row ?? {
        enabled: true,
        thresholdMs: declared?.thresholdMs ?? 0,
        timeBase: declared?.timeBase ?? timeBase,
      },
    ),
    after: fields(next),
  });
  for (const branch of await branchesOf(ctx, orgId)) await replanBranch(ctx, branch._id);
  return next.version;
}

/** Has every open ticket's clocks of a branch planned again: after an edited rule, new hours, a new holiday. */
export async function replanBranch(ctx: MutationCtx, branchId: Id<"branches">): Promise<void> {
  await ctx.scheduler.runAfter(0, internal.jobs.clocks.replan, { branchId, cursor: null });
}
