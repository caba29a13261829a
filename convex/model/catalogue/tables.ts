/**
 * The company's catalogue, laid over the built-in one of shared/catalogue: a row exists only where the company changed a
 * built-in entry or added its own. Written by write.ts, read through read.ts; rows are switched off, never removed,
 * because tickets name their codes.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { ASSET_KINDS } from "../../../shared/catalogue/assetKinds";
import { FLOW_PROFILES, SIGN_OFFS, WORK_MODES } from "../../../shared/catalogue/workTypePolicy";
import { CHANNELS } from "../../../shared/messages/channels";
import { PLANNED_KINDS } from "../../../shared/reminders/kinds";
import { localizedName, skill } from "../../lib/validators";

export const assetKind = literals(...ASSET_KINDS);

/** A {@link import("../../../shared/catalogue/workTypePolicy").WorkTypePolicy}; its bounds are the zod schema's. */
export const workTypePolicy = v.object({
  code: v.string(),
  trade: v.string(),
  labels: localizedName,
  profile: literals(...FLOW_PROFILES),
  mode: literals(...WORK_MODES),
  visitMinutes: v.number(),
  skills: v.array(skill),
  price: v.nullable(v.object({ amountMinor: v.number(), currency: v.string() })),
  gates: v.object({ staffReview: v.boolean(), prepayment: v.boolean(), customerApproval: v.boolean() }),
  evidence: v.object({
    inspectionPhotos: v.number(),
    completionPhotos: v.number(),
    completionPhotosMax: v.number(),
    signOff: literals(...SIGN_OFFS),
  }),
  cancellation: v.object({
    freeUntilHours: v.number(),
    customerLate: v.boolean(),
    lateFeeMinor: v.number(),
    lateCredits: v.number(),
  }),
  callBackDays: v.number(),
  reminders: v.array(
    v.object({
      kind: literals(...PLANNED_KINDS),
      offsetMinutes: v.number(),
      channel: literals(...CHANNELS),
    }),
  ),
  slaPolicy: v.string(),
  checklist: v.nullable(v.string()),
  assetKinds: v.array(assetKind),
  statusLabels: v.record(v.string(), localizedName),
});

export const checklistTemplate = v.object({
  code: v.string(),
  labels: localizedName,
  items: v.array(v.object({ code: v.string(), labels: localizedName, required: v.boolean() })),
});

export const faultCode = v.object({
  code: v.string(),
  trade: v.string(),
  labels: localizedName,
  procedure: localizedName,
  parts: v.array(v.string()),
});

const row = {
  orgId: v.id("organizations"),
  /** The key within the company; the same as the entry's own. */
  code: v.string(),
  active: v.boolean(),
  version: v.number(),
  changedAt: v.number(),
  changedBy: localizedName,
};

export const catalogueTables = {
  workTypes: defineTable({ ...row, policy: workTypePolicy }).index("by_orgId_and_code", ["orgId", "code"]),
  trades: defineTable({ ...row, labels: localizedName }).index("by_orgId_and_code", ["orgId", "code"]),
  checklistTemplates: defineTable({ ...row, template: checklistTemplate }).index("by_orgId_and_code", [
    "orgId",
    "code",
  ]),
  faultCodes: defineTable({ ...row, fault: faultCode }).index("by_orgId_and_code", ["orgId", "code"]),
};
