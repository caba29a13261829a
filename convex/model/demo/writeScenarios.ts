/**
 * Writes the demo's tickets of one branch through the same doors as everybody: createTicket and the lifecycle applier.
 * A scenario whose source key exists is skipped whole, so loading twice changes nothing.
 */
import { builtInPolicy } from "../../../shared/catalogue/defaults";
import { visitMs } from "../../../shared/catalogue/workTypePolicy";
import { invariant } from "../../../shared/core/invariant";
import { HOUR_MS, MINUTE_MS } from "../../../shared/time/zones";
import type { TicketStatus } from "../../../shared/tickets/statuses";
import type { TicketAction } from "../../../shared/tickets/transitions";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";
import { applySteps } from "../flows/applyTransition";
import { createTicket } from "../flows/createTicket";
import { staffStepActor } from "../flows/stepActor";
import type { StaffActor } from "../organization/access";
import type { BranchSlug } from "./organization";
import { demoScenarios, type Scenario } from "./scenarios";
import { nextStart, onGrid } from "./slots";

const FIELD_STEPS = [
  "start_trip",
  "arrive",
  "start_inspection",
  "complete_diagnosis",
  "start_repair",
  "mark_completed",
] as const satisfies readonly TicketAction[];

/** Steps from new to each status, the office's and then the technician's. */
function stepsTo(status: TicketStatus): readonly TicketAction[] {
  switch (status) {
    case "new":
      return [];
    case "cancelled":
      return ["cancel"];
    case "assigned":
      return ["assign"];
    case "scheduled":
      return ["assign", "schedule"];
    case "on_route":
      return ["assign", "schedule", ...FIELD_STEPS.slice(0, 1)];
    case "arrived":
      return ["assign", "schedule", ...FIELD_STEPS.slice(0, 2)];
    case "inspecting":
      return ["assign", "schedule", ...FIELD_STEPS.slice(0, 3)];
    case "diagnosed":
      return ["assign", "schedule", ...FIELD_STEPS.slice(0, 4)];
    case "repairing":
      return ["assign", "schedule", ...FIELD_STEPS.slice(0, 5)];
    case "completed":
      return ["assign", "schedule", ...FIELD_STEPS];
    default:
      throw new RangeError(`the plain scenarios know no way to ${status}`);
  }
}

/** When the visit of a scenario starts; each technician's day fills up from his cursor. */
function startOf(
  scenario: Scenario,
  technician: Doc<"technicians">,
  cursors: Map<string, number>,
  anchorAt: number,
  zone: string,
): number {
  const lengthMs = visitMs(builtInPolicy(scenario.draft.workType));
  if (scenario.status === "completed") {
    // Yesterday's work, one after the other.
    const key = `${technician._id}:done`;
    const at = cursors.get(key) ?? onGrid(anchorAt - 26 * HOUR_MS);
    cursors.set(key, at + lengthMs);
    return at;
  }
  if (scenario.status !== "scheduled") {
    // Under way: began at the last half hour but one.
    const at = onGrid(anchorAt - HOUR_MS);
    cursors.set(technician._id, Math.max(cursors.get(technician._id) ?? 0, at + lengthMs));
    return at;
  }
  const from = Math.max(cursors.get(technician._id) ?? 0, anchorAt + 90 * MINUTE_MS);
  const at = nextStart(from, lengthMs, technician.shift, zone);
  // A gap of half an hour: time to drive, and room for a newcomer's first drop.
  cursors.set(technician._id, at + lengthMs + 30 * MINUTE_MS);
  return at;
}

export interface Crew {
  office: StaffActor;
  /** Somebody of the branch's workshop, where it has one. */
  workshop?: StaffActor;
  field: Map<string, { technician: Doc<"technicians">; actor: StaffActor }>;
}

/** Scenarios written in one transaction: each takes up to nine steps with all that follows them. */
const BATCH = 6;

/**
 * Writes the branch's next scenarios around `anchorAt`, beginning with number `from`. Answers how many were new and where
 * to go on, null when that was the last.
 */
export async function writeScenarios(
  ctx: MutationCtx,
  branch: Doc<"branches">,
  slug: BranchSlug,
  crew: Crew,
  anchorAt: number,
  from: number,
): Promise<{ written: number; next: number | null }> {
  const cursors = new Map<string, number>();
  let written = 0;
  // Jobs under way are laid first, so that planned visits queue up behind them.
  const order = (status: TicketStatus) => (status === "scheduled" ? 1 : 0);
  const scenarios = demoScenarios(slug, anchorAt).sort((a, b) => order(a.status) - order(b.status));
  for (const [index, scenario] of scenarios.entries()) {
    const { draft, number, status, employeeId } = scenario;
    const field = employeeId ? crew.field.get(employeeId) : undefined;
    // The hours of all scenarios are laid out every time, so that each batch finds its own where they belong.
    const startsAt =
      field && status !== "assigned"
        ? startOf(scenario, field.technician, cursors, anchorAt, branch.zone)
        : null;
    if (index < from || index >= from + BATCH) continue;
    const { membership, userId } = crew.office;
    const ticketId = await createTicket(ctx, branch, draft, {
      kind: "seed",
      actor: { userId, name: membership.name, role: membership.role },
      operationId: `${draft.sourceKey}:create`,
      now: draft.requestedAt,
      number,
    });
    if (!ticketId) continue;
    written += 1;
    await walk(ctx, ticketId, scenario, crew, startsAt, anchorAt);
  }
  return { written, next: from + BATCH < scenarios.length ? from + BATCH : null };
}

async function walk(
  ctx: MutationCtx,
  ticketId: Id<"tickets">,
  scenario: Scenario,
  crew: Crew,
  startsAt: number | null,
  anchorAt: number,
): Promise<void> {
  const { draft, employeeId, status } = scenario;
  const field = employeeId ? crew.field.get(employeeId) : undefined;
  const endsAt = startsAt === null ? null : startsAt + visitMs(builtInPolicy(draft.workType));
  const officeAt = draft.requestedAt + 15 * MINUTE_MS;
  // Work is spread over the visit; what is under way ended its last step shortly before the demo opens.
  const fieldSteps = stepsTo(status).length - 2;
  const lastAt = status === "completed" && endsAt !== null ? endsAt : anchorAt - 2 * MINUTE_MS;
  for (const [index, action] of stepsTo(status).entries()) {
    const inField = index >= 2;
    const now = inField
      ? lastAt - (fieldSteps - 1 - (index - 2)) * 8 * MINUTE_MS
      : officeAt + index * MINUTE_MS;
    const ticket = await ctx.db.get("tickets", ticketId);
    invariant(ticket, "a ticket just written exists");
    const actor = inField ? field?.actor : crew.office;
    invariant(actor, "field steps have a technician");
    await applySteps(
      ctx,
      staffStepActor(actor),
      ticket,
      [
        {
          action,
          technician: field?.technician ?? null,
          startsAt,
          endsAt,
          input: inputFor(action, draft.point),
        },
      ],
      `${draft.sourceKey}:${index}`,
      now,
    );
  }
}

function inputFor(action: TicketAction, point: { lat: number; lng: number } | null) {
  if (action === "cancel") return { reason: "customer_request" as const };
  if (action === "complete_diagnosis") return { note: "تم تحديد القطعة المعطوبة، والقطعة متوفرة في السيارة" };
  if (action === "arrive" && point) return { fix: { ...point, accuracyM: 12 } };
  if (action === "start_trip" || action === "arrive") return { noFixReason: "unavailable" as const };
  return {};
}
