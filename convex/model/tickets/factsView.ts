/** The validators of the facts buttons are judged by; one shape for the detail page and the technician's day. */
import { literals } from "convex-helpers/validators";
import { v } from "convex/values";
import {
  type AttachmentKind,
  ESTIMATE_STATES,
  QUALITY_RESULTS,
  SIGN_OFF_METHODS,
} from "../../../shared/tickets/evidence";
import {
  confirmation,
  custody,
  flowProfile,
  localizedName,
  offerState,
  outcome,
  priority,
  skill,
  status,
  timelineAction,
  travelState,
  visitKind,
  workType,
} from "../../lib/validators";

const photos = v.object({
  before: v.number(),
  after: v.number(),
  serial: v.number(),
  invoice: v.number(),
  parts: v.number(),
  device: v.number(),
  signature: v.number(),
  other: v.number(),
} satisfies Record<AttachmentKind, unknown>);

/** Facts for offeredSteps(), plan() and planPlacement(). */
export const ticketFactsView = v.object({
  number: v.string(),
  status,
  version: v.number(),
  branchId: v.id("branches"),
  profile: flowProfile,
  city: v.string(),
  workType,
  priority,
  technicianId: v.nullable(v.id("technicians")),
  startsAt: v.nullable(v.number()),
  endsAt: v.nullable(v.number()),
  travel: v.nullable(travelState),
  visitKind: v.nullable(visitKind),
  confirmation: v.nullable(confirmation),
  offer: offerState,
  custody,
  outcome: v.nullable(outcome),
  reviewed: v.boolean(),
  repairStarted: v.boolean(),
  closedAt: v.nullable(v.number()),
  lastChange: v.object({ action: timelineAction, by: localizedName, at: v.number() }),
  otherTripNumber: v.nullable(v.string()),
  evidence: v.object({
    photos,
    signOff: v.nullable(literals(...SIGN_OFF_METHODS)),
    hasDiagnosis: v.boolean(),
    openPartsRequest: v.boolean(),
    receivedParts: v.boolean(),
    estimate: v.nullable(literals(...ESTIMATE_STATES)),
    qualityCheck: v.nullable(literals(...QUALITY_RESULTS)),
    openHolds: v.number(),
  }),
  policy: v.object({
    visitMinutes: v.number(),
    skills: v.array(skill),
    inspectionPhotos: v.number(),
    completionPhotos: v.number(),
    signOff: literals("required", "none"),
    freeUntilHours: v.number(),
    customerLate: v.boolean(),
    staffReview: v.boolean(),
    customerApproval: v.boolean(),
    callBackDays: v.number(),
  }),
});
