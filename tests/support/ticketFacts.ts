/** Facts of a made-up ticket for pure tests; everything not said is a plain home repair nobody holds. */
import { builtInPolicy } from "../../shared/catalogue/defaults";
import { NO_EVIDENCE } from "../../shared/tickets/evidence";
import type { TicketFacts } from "../../shared/tickets/facts";
import { stepPolicyOf } from "../../shared/tickets/stepPolicy";

/** Enough of everything, so that only what a test takes away is in the way. */
export const FULL_EVIDENCE: TicketFacts["evidence"] = {
  photos: { before: 2, after: 3, serial: 1, invoice: 0, parts: 0, device: 0, signature: 1, other: 0 },
  signOff: "signature",
  hasDiagnosis: true,
  openPartsRequest: false,
  receivedParts: true,
  estimate: "approved",
  qualityCheck: "passed",
  openHolds: 0,
};

export function ticketFacts(over: Partial<TicketFacts> = {}): TicketFacts {
  const workType = over.workType ?? "ac_repair";
  return {
    number: "TK-000001",
    status: "new",
    version: 1,
    branchId: "b",
    profile: builtInPolicy(workType).profile,
    city: "riyadh",
    workType,
    priority: "normal",
    technicianId: null,
    startsAt: null,
    endsAt: null,
    travel: null,
    visitKind: null,
    confirmation: null,
    offer: "none",
    custody: "customer",
    outcome: null,
    reviewed: true,
    repairStarted: false,
    closedAt: null,
    lastChange: { action: "create", by: { ar: "سارة", en: "Sara" }, at: 0 },
    otherTripNumber: null,
    evidence: NO_EVIDENCE,
    policy: stepPolicyOf(builtInPolicy(workType)),
    ...over,
  };
}
