/**
 * What is known about the work on a ticket beyond its status: photos, proof of hand-over, parts, estimate, quality
 * check, holds. Gathered by the server from the records attached to a ticket, judged by the needs of an edge (needs.ts).
 * Holds shapes only; how much evidence a step wants is the policy of the work type (stepPolicy.ts).
 */

/** What a file shows; typed when it is added [F-09]. */
export const ATTACHMENT_KINDS = [
  "before",
  "after",
  "serial",
  "invoice",
  "parts",
  "device",
  "signature",
  "other",
] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** How the customer confirmed a hand-over. */
export const SIGN_OFF_METHODS = ["signature", "otp"] as const;
export type SignOffMethod = (typeof SIGN_OFF_METHODS)[number];

/** Where the newest estimate of a ticket stands. */
export const ESTIMATE_STATES = ["draft", "sent", "approved", "declined"] as const;
export type EstimateState = (typeof ESTIMATE_STATES)[number];

export const QUALITY_RESULTS = ["passed", "failed", "needs_attention"] as const;
export type QualityResult = (typeof QUALITY_RESULTS)[number];

/** One record per ticket; every field is a count or the newest answer, never a document. */
export interface Evidence {
  /** Files that arrived completely, per kind. */
  readonly photos: Readonly<Record<AttachmentKind, number>>;
  readonly signOff: SignOffMethod | null;
  /** A diagnosis was written down at some visit of this ticket. */
  readonly hasDiagnosis: boolean;
  /** Some part is asked for and neither received nor cancelled. */
  readonly openPartsRequest: boolean;
  /** Parts were asked for and nothing of it is outstanding. */
  readonly receivedParts: boolean;
  readonly estimate: EstimateState | null;
  /** The newest final inspection. */
  readonly qualityCheck: QualityResult | null;
  /** Open holds that block the work. */
  readonly openHolds: number;
}

/** A ticket nothing is attached to yet. */
export const NO_EVIDENCE: Evidence = {
  photos: { before: 0, after: 0, serial: 0, invoice: 0, parts: 0, device: 0, signature: 0, other: 0 },
  signOff: null,
  hasDiagnosis: false,
  openPartsRequest: false,
  receivedParts: false,
  estimate: null,
  qualityCheck: null,
  openHolds: 0,
};

/** Kinds that show what was found; a picture of the result proves nothing about the inspection. */
const INSPECTION_KINDS = [
  "before",
  "serial",
  "parts",
  "device",
  "other",
] as const satisfies readonly AttachmentKind[];
/** Kinds that show what was done; a picture from before proves nothing about the result. */
const COMPLETION_KINDS = [
  "after",
  "serial",
  "parts",
  "device",
  "other",
] as const satisfies readonly AttachmentKind[];

/** Kinds of pictures that count for a need. */
export function photoKindsFor(need: "inspectionPhotos" | "completionPhotos"): readonly AttachmentKind[] {
  return need === "inspectionPhotos" ? INSPECTION_KINDS : COMPLETION_KINDS;
}

/** How many pictures count for a need. */
export function photoCount(
  evidence: Pick<Evidence, "photos">,
  need: "inspectionPhotos" | "completionPhotos",
): number {
  return photoKindsFor(need).reduce((sum, kind) => sum + evidence.photos[kind], 0);
}
