/**
 * What a simulated technician does next with a job, judged by the same offers a phone shows: the first step that is open,
 * or that only lacks pictures and a signature. Now and then, and always for the same tickets, something goes otherwise:
 * nobody is there, a part is missing, it cannot be fixed. Pure.
 */
import type { FunctionArgs } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { BlockerCode } from "../../../shared/tickets/blockers";
import type { TicketFacts } from "../../../shared/tickets/facts";
import { type OfferedStep, offeredSteps } from "../../../shared/tickets/plan";
import type { StepAction } from "../../../shared/tickets/transitions";
import { seededRandom } from "./seededRandom";

type StepInput = FunctionArgs<typeof api.tickets.transition>["input"];

export type Move =
  | { readonly kind: "schedule" }
  /** Drive to the customer and take the step on arrival. */
  | { readonly kind: "drive" }
  | {
      readonly kind: "step";
      readonly action: StepAction;
      readonly input: StepInput;
      /** A parts request to write down first. */
      readonly parts: boolean;
    };

/** Steps a technician takes by himself, the one to take first. */
const OWN_STEPS = [
  "accept_offer",
  "start_trip",
  "arrive",
  "check_in",
  "start_session",
  "start_repair",
  // The office has sent an estimate: the customer is asked before the repair begins.
  "request_approval",
  "start_inspection",
  "complete_diagnosis",
  "resume_work",
  "parts_received",
  "start_quality_check",
  "mark_completed",
  "deliver_device",
  "return_device",
] as const satisfies readonly StepAction[];

const CURABLE: readonly BlockerCode[] = ["photosMissing", "signOffMissing"];

/** Findings a technician might note; the demo's customers are Arabic speakers. */
const FINDINGS = [
  "فحص كامل: القطعة بحاجة إلى تنظيف وشد الوصلات.",
  "وصلة مهترئة تسرب الماء، سيتم استبدالها الآن.",
  "انقطاع في التغذية الكهربائية، الخط سليم بعد الفحص.",
  "انسداد بسيط، سيتم تسليكه.",
] as const;

const NO_SHOW_SHARE = 0.03;
const PARTS_SHARE = 0.07;
const NOT_FIXED_SHARE = 0.1;

function detour({ number, status, evidence, repairStarted, visitKind }: TicketFacts): Move | null {
  const chance = seededRandom(`${number} ${status}`)();
  // Who was missed once and has another time is there.
  if (status === "arrived" && !evidence.hasDiagnosis && visitKind !== "return" && chance < NO_SHOW_SHARE)
    return { kind: "step", action: "report_no_show", input: { party: "customer" }, parts: false };
  if (status !== "diagnosed" || repairStarted) return null;
  if (chance < PARTS_SHARE) return { kind: "step", action: "request_parts", input: {}, parts: true };
  if (chance < NOT_FIXED_SHARE)
    return {
      kind: "step",
      action: "mark_not_fixed",
      input: { notFixedReasons: ["beyond_repair"] },
      parts: false,
    };
  return null;
}

function isOpen(step: OfferedStep): boolean {
  return step.blockers.every((blocker) => CURABLE.includes(blocker.code));
}

/** The next move, or null when the job waits for somebody else. */
export function nextMove(facts: TicketFacts, now: number): Move | null {
  const { technicianId, status, number } = facts;
  if (technicianId === null) return null;
  const offered = offeredSteps(facts, { role: "technician", technicianId }, now).filter(isOpen);
  const action = OWN_STEPS.find((own) => offered.some((step) => step.action === own));
  if (action !== "accept_offer" && status === "assigned") return { kind: "schedule" };
  if (action === undefined) return null;
  if (action === "arrive") return { kind: "drive" };
  const note = FINDINGS[Math.floor(seededRandom(number)() * FINDINGS.length)] ?? FINDINGS[0];
  const input: StepInput = action === "complete_diagnosis" ? { note } : {};
  return detour(facts) ?? { kind: "step", action, input, parts: false };
}
