/*
 * What a person has filled in for a step so far, what of it is sent, and what is still missing: judged by the same plan()
 * as on the server. Holds no form.
 */
import type { FunctionArgs } from "convex/server";
import type { api } from "../../convex/_generated/api";
import { edgeFrom } from "../../shared/core/lifecycle";
import type { Blocker } from "../../shared/tickets/blockers";
import type { Actor, TicketFacts } from "../../shared/tickets/facts";
import type { NotFixedReason, Reason, StepInput } from "../../shared/tickets/inputs";
import { RECORD_NEEDS } from "../../shared/tickets/needs";
import { type OfferedStep, plan } from "../../shared/tickets/plan";
import type { Priority } from "../../shared/tickets/priorities";
import { type StepAction, TRANSITIONS } from "../../shared/tickets/transitions";
import type { PARTIES } from "../../shared/tickets/visits";

export interface StepDraft {
  readonly note: string;
  readonly reason: Reason | null;
  readonly notFixedReasons: readonly NotFixedReason[];
  readonly party: (typeof PARTIES)[number] | null;
  readonly customerTold: boolean;
  readonly priority: Priority | null;
  /** Length of the promised window in minutes, around the planned start. */
  readonly windowMinutes: number | null;
}

export const EMPTY_DRAFT: StepDraft = {
  note: "",
  reason: null,
  notFixedReasons: [],
  party: null,
  customerTold: false,
  priority: null,
  windowMinutes: null,
};

/** The input of a step as it is sent: a field is there or it is not. */
export type SentInput = FunctionArgs<typeof api.tickets.transition>["input"];

/** Leaves out what is undefined. */
export function sentInput(input: StepInput): SentInput {
  const kept = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept);
}

/** What the draft says, without empty fields. */
export function inputOf(draft: StepDraft, facts: Pick<TicketFacts, "startsAt">): SentInput {
  const note = draft.note.trim();
  const { startsAt } = facts;
  return {
    ...(note === "" ? {} : { note }),
    ...(draft.reason === null ? {} : { reason: draft.reason }),
    ...(draft.notFixedReasons.length === 0 ? {} : { notFixedReasons: [...draft.notFixedReasons] }),
    ...(draft.party === null ? {} : { party: draft.party }),
    ...(draft.customerTold ? { customerTold: true } : {}),
    ...(draft.priority === null ? {} : { priority: draft.priority }),
    ...(draft.windowMinutes === null || startsAt === null
      ? {}
      : { window: { startsAt, endsAt: startsAt + draft.windowMinutes * 60_000 } }),
  };
}

/** Everything that still stands in the way of the step with this draft. */
export function missingFor(
  step: Pick<OfferedStep, "action" | "asks">,
  draft: StepDraft,
  facts: TicketFacts,
  actor: Actor,
  now: number,
): readonly Blocker[] {
  const input = inputOf(draft, facts);
  const verdict = plan({
    ticket: facts,
    actor,
    action: step.action,
    // The position is looked for when the button is pressed, so it is not missing yet.
    input: step.asks.includes("fixOrReason") ? { ...input, noFixReason: "unavailable" } : input,
    expectedVersion: facts.version,
    now,
  });
  return verdict.ok ? [] : verdict.blockers;
}

/** Records a step wants, met or not: their forms stay open until the step is taken. */
export type RecordForm = Exclude<(typeof RECORD_NEEDS)[number], "diagnosisKnown">;
const RECORD_FORMS = RECORD_NEEDS.filter((need): need is RecordForm => need !== "diagnosisKnown");

/** The record forms of a step; a sign-off nobody wants and holds that are not there stay away. */
export function recordForms(action: StepAction, facts: TicketFacts): readonly RecordForm[] {
  const needs = edgeFrom(TRANSITIONS, action, facts.status, facts.profile)?.needs ?? [];
  return RECORD_FORMS.filter((form) => {
    if (!needs.includes(form)) return false;
    if (form === "signOff") return facts.policy.signOff === "required";
    if (form === "noOpenHold") return facts.evidence.openHolds > 0;
    if (form === "customerApproval") return facts.policy.customerApproval;
    return true;
  });
}

/** Steps that welcome a picture without wanting one [S-52, S-53]. */
export function optionalPhoto(action: StepAction): "device" | "other" | null {
  if (action === "pickup_device") return "device";
  return action === "mark_not_fixed" ? "other" : null;
}

/** Whether taking the step opens a form first. */
export function needsForm(step: OfferedStep, facts: TicketFacts): boolean {
  return (
    step.asks.some((need) => need !== "fixOrReason" && need !== "reasonUnlessPlanner") ||
    recordForms(step.action, facts).length > 0 ||
    optionalPhoto(step.action) !== null
  );
}
