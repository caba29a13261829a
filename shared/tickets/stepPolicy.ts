/**
 * What the rules need to know of a ticket's work type: how long a visit is, who can do it, how much evidence a step
 * wants, how late a customer may call off. Read live from the work type, so that an edit counts for open tickets too.
 */
import type { Skill } from "../catalogue/skills";
import type { WorkTypePolicy } from "../catalogue/workTypePolicy";
import type { FirstStatus } from "./statuses";

export interface StepPolicy {
  /** Planned length of one visit. */
  readonly visitMinutes: number;
  /** A technician needs all of them. */
  readonly skills: readonly Skill[];
  /** Pictures before the inspection begins. */
  readonly inspectionPhotos: number;
  /** Pictures before the work counts as done. */
  readonly completionPhotos: number;
  /** Whether a hand-over needs the customer's signature or code. */
  readonly signOff: "required" | "none";
  /** Customers call off or move a visit for nothing more than this long before it. */
  readonly freeUntilHours: number;
  /** Whether they may still do it themselves afterwards, at the late cost [J-09]. */
  readonly customerLate: boolean;
  /** Staff must approve the request before somebody is sent. */
  readonly staffReview: boolean;
  /** The customer must approve an estimate before the repair begins. */
  readonly customerApproval: boolean;
  /** A finished job may come back as a call-back for this long [J-37]. */
  readonly callBackDays: number;
}

/** The part of a work type the lifecycle reads. */
export function stepPolicyOf(policy: WorkTypePolicy): StepPolicy {
  const { visitMinutes, skills, evidence, cancellation, gates, callBackDays } = policy;
  return {
    visitMinutes,
    skills,
    inspectionPhotos: evidence.inspectionPhotos,
    completionPhotos: evidence.completionPhotos,
    signOff: evidence.signOff,
    freeUntilHours: cancellation.freeUntilHours,
    customerLate: cancellation.customerLate,
    staffReview: gates.staffReview,
    customerApproval: gates.customerApproval,
    callBackDays,
  };
}

/** The status a ticket of this work type begins in: paid ahead, then reviewed, then open to be planned [J-07]. */
export function firstStatusOf(policy: Pick<WorkTypePolicy, "gates">): FirstStatus {
  if (policy.gates.prepayment) return "pending_payment";
  return policy.gates.staffReview ? "under_review" : "new";
}
