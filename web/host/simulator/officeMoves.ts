/**
 * What the simulated office does with a ticket that waits for it, judged by the same offers a supervisor's page shows:
 * passing requests, estimates and the customer's answer on the phone, the final inspection, the workshop, another time
 * after a no-show. The same ticket always goes the same way. Pure.
 */
import type { FunctionArgs, FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { Role } from "../../../shared/access/roles";
import type { PartsStep } from "../../../shared/records/parts";
import type { TicketFacts } from "../../../shared/tickets/facts";
import { offeredSteps } from "../../../shared/tickets/plan";
import type { TicketStatus } from "../../../shared/tickets/statuses";
import type { StepAction } from "../../../shared/tickets/transitions";
import { isLiveTravel } from "../../../shared/tickets/visits";
import { seededRandom } from "./seededRandom";

type StepInput = FunctionArgs<typeof api.tickets.transition>["input"];
type Estimate = FunctionReturnType<typeof api.records.estimates>[number];
type Check = FunctionReturnType<typeof api.records.checks>[number];
export type Escalation = FunctionReturnType<typeof api.escalations.list>["page"][number];
export type PartsRequest = FunctionReturnType<typeof api.parts.byState>[number];
export type EstimateDraft = FunctionArgs<typeof api.estimates.draft>["estimate"];
export type CheckDraft = FunctionArgs<typeof api.checks.add>["check"];

/** What is attached to a ticket, as far as the office decides by it. */
export interface OfficeRecords {
  readonly estimates: readonly Estimate[];
  readonly checks: readonly Check[];
}

export type OfficeMove =
  | { readonly kind: "step"; readonly action: StepAction; readonly input: StepInput }
  /** Give it to somebody, who says himself when he comes. */
  | { readonly kind: "assign" }
  /** Another visit with a time, by the same technician where he can. */
  | { readonly kind: "plan" }
  | { readonly kind: "draftEstimate"; readonly draft: EstimateDraft }
  | { readonly kind: "sendEstimate"; readonly estimate: Estimate }
  /** The customer said so on the phone. */
  | {
      readonly kind: "settleEstimate";
      readonly estimate: Estimate;
      readonly approve: boolean;
      readonly note: string;
    }
  | { readonly kind: "inspect"; readonly check: CheckDraft };

/** Seconds of life something waits for the office, shortest and longest. */
export const PATIENCE_S = {
  pending_payment: [120, 300],
  under_review: [120, 300],
  new: [120, 420],
  assigned: [1_800, 3_600],
  inspecting: [20, 60],
  diagnosed: [5, 20],
  awaiting_approval: [240, 900],
  quality_check: [90, 240],
  pickup_device: [600, 1_500],
  in_workshop: [1_800, 5_400],
  waiting_parts: [300, 900],
  no_show: [600, 1_800],
  ready_delivery: [300, 900],
} as const satisfies Partial<Record<TicketStatus, readonly [number, number]>>;
export type OfficeStatus = keyof typeof PATIENCE_S;

export const PARTS_PATIENCE_S = {
  pending: [120, 420],
  approved: [120, 300],
  ordered: [1_200, 3_600],
} as const;
export const HOLD_PATIENCE_S = [600, 1_800] as const;
export const ESCALATION_PATIENCE_S = [300, 1_200] as const;

/** An escalation whose ticket has not moved since is answered only after so many seconds of life. */
const STANDSTILL_S = 3_600;

const ESTIMATE_SHARE = 0.12;
const APPROVED_SHARE = 0.8;
const FAILED_SHARE = 0.12;

/** Steps that need nothing but somebody who takes them. */
const PLAIN_STEPS = [
  "record_payment",
  "approve_request",
  "start_review",
  "check_in_workshop",
  "resume_in_workshop",
  "repair_complete",
] as const satisfies readonly StepAction[];

const chanceOf = (facts: Pick<TicketFacts, "number">, about: string): number =>
  seededRandom(`${facts.number} ${about}`)();

export function isOfficeStatus(status: TicketStatus): status is OfficeStatus {
  return status in PATIENCE_S;
}

/** Whether the customer of this ticket is asked before the repair begins. */
export function wantsEstimate(number: string): boolean {
  return chanceOf({ number }, "estimate") < ESTIMATE_SHARE;
}

function estimateDraft(facts: TicketFacts): EstimateDraft {
  const random = seededRandom(`${facts.number} price`);
  const amount = (from: number, to: number) => Math.round((from + random() * (to - from)) / 500) * 500;
  return {
    lines: [
      { kind: "part", description: "لوحة تحكم أصلية", quantity: 1, unitAmountMinor: amount(12_000, 60_000) },
      { kind: "labour", description: "تركيب وتجربة", quantity: 1, unitAmountMinor: amount(8_000, 20_000) },
    ],
    note: "",
  };
}

/** The newest estimate and what is to be done with it; null when nothing is. */
function estimateMove(facts: TicketFacts, { estimates }: OfficeRecords): OfficeMove | null {
  const [newest] = estimates;
  if (newest?.state === "draft") return { kind: "sendEstimate", estimate: newest };
  if (facts.evidence.estimate === null) return { kind: "draftEstimate", draft: estimateDraft(facts) };
  if (newest?.state !== "sent" || facts.status !== "awaiting_approval") return null;
  const approve = chanceOf(facts, `answer ${newest.serial}`) < APPROVED_SHARE;
  const note = approve ? "وافق العميل هاتفيًا." : "العميل يرى السعر مرتفعًا ولا يريد الإصلاح.";
  return { kind: "settleEstimate", estimate: newest, approve, note };
}

function inspectionMove(facts: TicketFacts, { checks }: OfficeRecords): OfficeMove | null {
  const finals = checks.filter((check) => check.stage === "final_inspection");
  const [newest] = finals;
  // What was found before the work came here again has been worked on since.
  const isFresh = newest !== undefined && newest.at >= facts.lastChange.at;
  if (isFresh && newest.result === "passed") return null;
  if (isFresh)
    return { kind: "step", action: "fail_quality_check", input: { note: "يعاد العمل على ما ظهر في الفحص." } };
  const failed = finals.length === 0 && chanceOf(facts, "inspection") < FAILED_SHARE;
  return {
    kind: "inspect",
    check: {
      stage: "final_inspection",
      criteria: [
        { label: "يعمل كما ينبغي", verdict: "ok", note: "" },
        failed
          ? { label: "نظافة التركيب", verdict: "issue", note: "وصلة غير مثبتة" }
          : { label: "نظافة التركيب", verdict: "ok", note: "" },
      ],
      note: "",
    },
  };
}

/** The office's next move with a ticket, or null when it waits for somebody else. `role` is who plays the office. */
export function officeMove(
  facts: TicketFacts,
  records: OfficeRecords,
  role: Role,
  now: number,
): OfficeMove | null {
  const offered = offeredSteps(facts, { role, technicianId: null }, now).filter(
    (step) => step.blockers.length === 0,
  );
  const offers = (action: StepAction): boolean => offered.some((step) => step.action === action);
  switch (facts.status) {
    case "new":
      if (facts.reviewed) return { kind: "assign" };
      return offers("start_review") ? { kind: "step", action: "start_review", input: {} } : null;
    case "assigned":
      // Whoever has it finds no time for it: a day off, a full day.
      return facts.startsAt === null ? { kind: "plan" } : null;
    case "inspecting":
    case "diagnosed":
      return facts.repairStarted || !wantsEstimate(facts.number) || facts.evidence.estimate === "sent"
        ? null
        : estimateMove(facts, records);
    case "awaiting_approval":
      if (facts.evidence.estimate === "declined")
        return offers("mark_not_fixed")
          ? {
              kind: "step",
              action: "mark_not_fixed",
              input: { notFixedReasons: ["customer_refused_cost"] },
            }
          : null;
      if (facts.evidence.estimate === "approved")
        return offers("resume_in_workshop")
          ? { kind: "step", action: "resume_in_workshop", input: {} }
          : null;
      return estimateMove(facts, records);
    case "quality_check":
      return inspectionMove(facts, records);
    case "waiting_parts":
      if (facts.evidence.openPartsRequest) return null;
      if (offers("resume_in_workshop")) return { kind: "step", action: "resume_in_workshop", input: {} };
      // Whose visit only rests goes on by himself.
      return facts.travel === "paused" ? null : { kind: "plan" };
    case "no_show":
      return { kind: "plan" };
    case "ready_delivery":
      return facts.travel !== null && isLiveTravel(facts.travel) ? null : { kind: "plan" };
    default: {
      const action = PLAIN_STEPS.find((one) => offers(one));
      return action === undefined ? null : { kind: "step", action, input: {} };
    }
  }
}

/** Where an open parts request goes next. */
export function partsMove({ state }: Pick<PartsRequest, "state">): PartsStep | null {
  if (state === "pending") return "approve";
  if (state === "approved") return "order";
  return state === "ordered" ? "receive" : null;
}

export interface EscalatedTicket {
  readonly status: TicketStatus;
  readonly changedAt: number;
}

/**
 * What is written when an escalation is closed, or null while it would not be true: a promise is not kept by a note.
 * `ticket` is null when the ticket is over. `lifeS` is how long it has been open, in seconds of life.
 */
export function escalationNote(
  { type, openedAt }: Pick<Escalation, "type" | "openedAt">,
  ticket: EscalatedTicket | null,
  lifeS: number,
): string | null {
  if (type === "complaint") return "اتصلنا بالعميل واعتذرنا واتفقنا معه على الحل.";
  if (ticket === null) return "انتهى العمل على الطلب.";
  if (ticket.status === "new") return null;
  if (ticket.changedAt > openedAt) return "تحرك الطلب بعد التصعيد ونتابعه حتى نهايته.";
  return lifeS < STANDSTILL_S ? null : "تحدثنا مع الفني، والعمل مستمر بموعد جديد.";
}
