/** Opening branches and changing what they are called and where they are. Their calendar is model/clocks/calendar.ts. */
import { type Infer, v } from "convex/values";
import { BRANCH_NAME_MAX, branchSchema, MAX_BRANCHES } from "../../../shared/organization/branch";
import { COUNTRIES, MARKETS, marketOfZone } from "../../../shared/market/profiles";
import type { LocalizedName } from "../../../shared/core/localized";
import { literals } from "convex-helpers/validators";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { appError } from "../../lib/appError";
import { cleanName } from "../../lib/cleanText";
import { parsed } from "../../lib/parsed";
import { localizedName, point } from "../../lib/validators";
import { record } from "../audit/record";
import type { StaffActor } from "./access";
import { branchesOf } from "./read";

const country = literals(...COUNTRIES);
/** Hours a branch starts with, until its calendar is changed. */
const FIRST_HOURS = { openMinute: 7 * 60, closeMinute: 22 * 60 };

const placeFields = { name: localizedName, city: v.string(), center: point, phone: v.string() };
export const branchInput = v.object({ ...placeFields, country });
export const branchChange = v.object(placeFields);

export const branchEntry = v.object({
  branchId: v.id("branches"),
  ...placeFields,
  country,
  zone: v.string(),
  currency: v.string(),
  version: v.number(),
});

export function toBranchEntry(branch: Doc<"branches">): Infer<typeof branchEntry> {
  const { _id, name, city, center, phone, zone, currency, version = 1 } = branch;
  return {
    branchId: _id,
    name,
    city,
    center,
    phone,
    country: marketOfZone(zone).country,
    zone,
    currency,
    version,
  };
}

function cleaned(input: Infer<typeof branchInput>) {
  const { name, ...place } = input;
  return {
    ...parsed(branchSchema, place, "branch"),
    name: cleanName("name", name, BRANCH_NAME_MAX),
  };
}

/**
 * Writes a branch. Fails with `input.invalid` naming the field; `branches` when the company has as many as it may.
 * Its number within the company is its slug: what was given is never given again, because no branch is removed.
 */
export async function writeBranch(
  ctx: MutationCtx,
  orgId: Id<"organizations">,
  input: Infer<typeof branchInput>,
): Promise<Doc<"branches">> {
  const { country: of, ...fields } = cleaned(input);
  const present = await branchesOf(ctx, orgId);
  if (present.length >= MAX_BRANCHES) throw appError("input.invalid", { field: "branches" });
  const { zone, currency, weekend } = MARKETS[of];
  const branchId = await ctx.db.insert("branches", {
    orgId,
    slug: `branch-${String(present.length + 1).padStart(3, "0")}`,
    ...fields,
    zone,
    currency,
    weekend: [...weekend],
    hours: FIRST_HOURS,
  });
  const branch = await ctx.db.get("branches", branchId);
  if (!branch) throw appError("access.denied");
  return branch;
}

/** Fields as the audit log keeps them. */
const audited = ({ name, city, center, phone }: Doc<"branches"> | Infer<typeof branchChange>) => ({
  nameAr: name.ar,
  nameEn: name.en,
  city,
  center: `${center.lat}, ${center.lng}`,
  phone,
});

/** Opens another branch of the actor's company. */
export async function openBranch(
  ctx: MutationCtx,
  actor: StaffActor,
  input: Infer<typeof branchInput>,
): Promise<Id<"branches">> {
  const branch = await writeBranch(ctx, actor.membership.orgId, input);
  await record(ctx, actor, {
    action: "branch.opened",
    subject: { kind: "branch", id: branch._id, label: labelOf(branch.name) },
    after: { ...audited(branch), country: input.country },
  });
  return branch._id;
}

/** Changes name, city, place and phone. Fails with `record.changedMeanwhile` for a stale version. */
export async function changeBranch(
  ctx: MutationCtx,
  actor: StaffActor,
  branch: Doc<"branches">,
  input: Infer<typeof branchChange>,
  expectedVersion: number,
  now: number,
): Promise<number> {
  const { version = 1, changedAt = branch._creationTime, changedBy: by = branch.name } = branch;
  if (version !== expectedVersion) throw appError("record.changedMeanwhile", { by, changedAt, version });
  const { name, city, center, phone } = cleaned({ ...input, country: marketOfZone(branch.zone).country });
  const next = { name, city, center, phone };
  await ctx.db.patch("branches", branch._id, {
    ...next,
    version: version + 1,
    changedAt: now,
    changedBy: actor.membership.name,
  });
  await record(ctx, actor, {
    action: "branch.changed",
    subject: { kind: "branch", id: branch._id, label: labelOf(name) },
    before: audited(branch),
    after: audited(next),
  });
  return version + 1;
}

const labelOf = (name: LocalizedName) => name.en || name.ar;
