/**
 * Records attached to a ticket. Each table is written by the file of model/records with its name and read through the
 * queries of convex/records.ts. None of them changes a ticket's status; ticketEvidence is the one-row summary that steps
 * are judged by, recounted from the rows after every change (summary.ts), so it cannot drift.
 */
import { literals } from "convex-helpers/validators";
import { defineTable } from "convex/server";
import { v } from "convex/values";
import { CHECK_STAGES, ITEM_VERDICTS, VERDICTS } from "../../../shared/records/checks";
import { ANSWER_METHODS, LINE_KINDS, STORED_ESTIMATE_STATES } from "../../../shared/records/estimates";
import { FILE_KINDS, VISIBILITIES } from "../../../shared/records/files";
import { FILE_FORMATS } from "../../../shared/records/inspectFile";
import { HOLD_KINDS } from "../../../shared/records/holds";
import { AUDIENCES, INTERACTION_CHANNELS, PARTIES } from "../../../shared/records/notes";
import { PARTS_STATES } from "../../../shared/records/parts";
import {
  ATTACHMENT_KINDS,
  ESTIMATE_STATES,
  QUALITY_RESULTS,
  SIGN_OFF_METHODS,
} from "../../../shared/tickets/evidence";
import { actorSnapshot, localizedName, priority, status } from "../../lib/validators";

export const fileKind = literals(...FILE_KINDS);
export const fileFormat = literals(...FILE_FORMATS);
export const visibility = literals(...VISIBILITIES);
export const audience = literals(...AUDIENCES);
export const interactionChannel = literals(...INTERACTION_CHANNELS);
export const interactionParty = literals(...PARTIES);
export const partsState = literals(...PARTS_STATES);
export const partsLine = v.object({ name: v.string(), partNumber: v.string(), quantity: v.number() });
export const holdKind = literals(...HOLD_KINDS);
export const checkStage = literals(...CHECK_STAGES);
export const verdict = literals(...VERDICTS);
export const itemVerdict = literals(...ITEM_VERDICTS);
export const qualityResult = literals(...QUALITY_RESULTS);
export const criterion = v.object({ label: v.string(), verdict, note: v.string() });
export const checklistAnswer = v.object({ code: v.string(), verdict: itemVerdict, note: v.string() });
export const estimateState = literals(...STORED_ESTIMATE_STATES);
export const answerMethod = literals(...ANSWER_METHODS);
export const estimateLine = v.object({
  kind: literals(...LINE_KINDS),
  description: v.string(),
  quantity: v.number(),
  unitAmountMinor: v.number(),
});
export const signOffMethod = literals(...SIGN_OFF_METHODS);

const photoCounts = v.object(
  // One count per kind; the list and the record type come from the same place.
  Object.fromEntries(ATTACHMENT_KINDS.map((kind) => [kind, v.number()])) as Record<
    (typeof ATTACHMENT_KINDS)[number],
    ReturnType<typeof v.number>
  >,
);

const ofTicket = { orgId: v.id("organizations"), ticketId: v.id("tickets") };

export const recordTables = {
  /** Carried out operation ids of record mutations: a second try answers what the first one made. */
  recordOperations: defineTable({
    operationId: v.string(),
    /** Who and what it was for; the same id for anything else is refused. */
    purpose: v.string(),
    result: v.string(),
    at: v.number(),
  })
    .index("by_operationId", ["operationId"])
    .index("by_at", ["at"]),
  ticketEvidence: defineTable({
    ticketId: v.id("tickets"),
    photos: photoCounts,
    signOff: v.nullable(signOffMethod),
    hasDiagnosis: v.boolean(),
    openPartsRequest: v.boolean(),
    receivedParts: v.boolean(),
    estimate: v.nullable(literals(...ESTIMATE_STATES)),
    qualityCheck: v.nullable(qualityResult),
    openHolds: v.number(),
  }).index("by_ticketId", ["ticketId"]),
  attachments: defineTable({
    ...ofTicket,
    kind: fileKind,
    storageId: v.id("_storage"),
    thumbnailId: v.optional(v.id("_storage")),
    format: fileFormat,
    sizeBytes: v.number(),
    size: v.nullable(v.object({ widthPx: v.number(), heightPx: v.number() })),
    caption: v.string(),
    visibility,
    by: actorSnapshot,
    /** {@link RecordActor.key} of who added it. */
    byKey: v.string(),
    /** Taken away; the file itself is gone. */
    removedAt: v.optional(v.number()),
    removedBy: v.optional(actorSnapshot),
  })
    .index("by_ticketId_and_removedAt", ["ticketId", "removedAt"])
    .index("by_storageId", ["storageId"])
    .index("by_thumbnailId", ["thumbnailId"]),
  /** How far the sweep of unclaimed files has looked; one row. */
  fileSweeps: defineTable({ throughAt: v.number() }),
  notes: defineTable({
    ...ofTicket,
    body: v.string(),
    by: actorSnapshot,
    version: v.number(),
    changedAt: v.number(),
    changedBy: actorSnapshot,
    removedAt: v.optional(v.number()),
  }).index("by_ticketId", ["ticketId"]),
  /** Every text a note ever had before its present one. */
  noteVersions: defineTable({
    noteId: v.id("notes"),
    version: v.number(),
    body: v.string(),
    by: actorSnapshot,
    at: v.number(),
  }).index("by_noteId_and_version", ["noteId", "version"]),
  messages: defineTable({
    ...ofTicket,
    audience,
    /** Which side of the counter wrote it. */
    side: v.union(v.literal("staff"), v.literal("customer")),
    body: v.string(),
    by: actorSnapshot,
    byKey: v.string(),
  }).index("by_ticketId_and_audience", ["ticketId", "audience"]),
  /** Up to which message a reader has read; one row per reader, ticket and audience. */
  readMarkers: defineTable({
    ticketId: v.id("tickets"),
    audience,
    readerKey: v.string(),
    readThroughAt: v.number(),
  }).index("by_ticketId_and_audience_and_readerKey", ["ticketId", "audience", "readerKey"]),
  interactions: defineTable({
    ...ofTicket,
    channel: interactionChannel,
    startedBy: interactionParty,
    summary: v.string(),
    answer: v.string(),
    responseMinutes: v.nullable(v.number()),
    satisfaction: v.nullable(v.number()),
    by: actorSnapshot,
  }).index("by_ticketId", ["ticketId"]),
  partsRequests: defineTable({
    ...ofTicket,
    branchId: v.id("branches"),
    state: partsState,
    lines: v.array(partsLine),
    note: v.string(),
    by: actorSnapshot,
    byKey: v.string(),
    expectedAt: v.nullable(v.number()),
    version: v.number(),
    changedAt: v.number(),
    changedBy: actorSnapshot,
    /** Every state it was in, oldest first; as many as there are states. */
    history: v.array(v.object({ state: partsState, at: v.number(), by: actorSnapshot, note: v.string() })),
  })
    .index("by_ticketId", ["ticketId"])
    .index("by_branchId_and_state", ["branchId", "state"]),
  holds: defineTable({
    ...ofTicket,
    branchId: v.id("branches"),
    kind: holdKind,
    impact: priority,
    blocksWork: v.boolean(),
    stopsClock: v.boolean(),
    note: v.string(),
    by: actorSnapshot,
    openedAt: v.number(),
    version: v.number(),
    resolvedAt: v.optional(v.number()),
    resolvedBy: v.optional(actorSnapshot),
    resolution: v.optional(v.string()),
  })
    .index("by_ticketId_and_resolvedAt", ["ticketId", "resolvedAt"])
    .index("by_branchId_and_resolvedAt", ["branchId", "resolvedAt"]),
  qualityChecks: defineTable({
    ...ofTicket,
    stage: checkStage,
    result: qualityResult,
    criteria: v.array(criterion),
    note: v.string(),
    by: actorSnapshot,
  }).index("by_ticketId", ["ticketId"]),
  checklistRuns: defineTable({
    ...ofTicket,
    /** As the template read when the run began: later edits of the template do not rewrite it. */
    template: v.object({
      code: v.string(),
      labels: localizedName,
      items: v.array(v.object({ code: v.string(), labels: localizedName, required: v.boolean() })),
    }),
    answers: v.array(checklistAnswer),
    faultCodes: v.array(v.string()),
    by: actorSnapshot,
    version: v.number(),
    changedAt: v.number(),
    changedBy: actorSnapshot,
    completedAt: v.optional(v.number()),
  }).index("by_ticketId", ["ticketId"]),
  estimates: defineTable({
    ...ofTicket,
    /** Counts from 1 within the ticket. */
    serial: v.number(),
    state: estimateState,
    lines: v.array(estimateLine),
    currency: v.string(),
    taxBasisPoints: v.number(),
    netMinor: v.number(),
    taxMinor: v.number(),
    totalMinor: v.number(),
    note: v.string(),
    by: actorSnapshot,
    version: v.number(),
    changedAt: v.number(),
    changedBy: actorSnapshot,
    sentAt: v.optional(v.number()),
    validUntil: v.optional(v.number()),
    answer: v.optional(
      v.object({ at: v.number(), method: answerMethod, note: v.string(), by: actorSnapshot }),
    ),
  }).index("by_ticketId", ["ticketId"]),
  signOffs: defineTable({
    ...ofTicket,
    method: signOffMethod,
    signerName: v.string(),
    /** The drawn signature. */
    attachmentId: v.optional(v.id("attachments")),
    /** Where the code went, with all but the last digits hidden. */
    phoneHint: v.optional(v.string()),
    by: actorSnapshot,
    at: v.number(),
  }).index("by_ticketId", ["ticketId"]),
  reviews: defineTable({
    ...ofTicket,
    branchId: v.id("branches"),
    technicianId: v.nullable(v.id("technicians")),
    rating: v.number(),
    text: v.string(),
    by: actorSnapshot,
  })
    .index("by_ticketId", ["ticketId"])
    .index("by_technicianId", ["technicianId"])
    .index("by_branchId", ["branchId"]),
  /** One stay in a status, with one technician [T-35]. */
  timeLogs: defineTable({
    ...ofTicket,
    status,
    technicianId: v.nullable(v.id("technicians")),
    startedAt: v.number(),
    endedAt: v.optional(v.number()),
  })
    .index("by_ticketId_and_endedAt", ["ticketId", "endedAt"])
    .index("by_technicianId_and_startedAt", ["technicianId", "startedAt"]),
};
