/** The evidence a step is judged by, gathered from the summary of a ticket's records: one row, whatever is attached. */
import { type Evidence, NO_EVIDENCE } from "../../../shared/tickets/evidence";
import type { Doc } from "../../_generated/dataModel";
import type { QueryCtx } from "../../_generated/server";
import { findSummary } from "./summary";

/** What is known about the work on this ticket. */
export async function ticketEvidence(ctx: QueryCtx, ticket: Pick<Doc<"tickets">, "_id">): Promise<Evidence> {
  const row = await findSummary(ctx, ticket._id);
  if (!row) return NO_EVIDENCE;
  const { photos, signOff, hasDiagnosis, openPartsRequest, receivedParts } = row;
  const { estimate, qualityCheck, openHolds } = row;
  return {
    photos,
    signOff,
    hasDiagnosis,
    openPartsRequest,
    receivedParts,
    estimate,
    qualityCheck,
    openHolds,
  };
}
