/**
 * The one writer of appointments: carries out what shared/tickets/effects.ts says a step does to the visit. Called by
 * the applier only, after the plan allowed the step.
 */
import { invariant } from "../../../shared/core/invariant";
import type { StepInput } from "../../../shared/tickets/inputs";
import { visitEffect } from "../../../shared/tickets/effects";
import type { TicketAction } from "../../../shared/tickets/transitions";
import { defaultWindow, type TravelState, type VisitKind } from "../../../shared/tickets/visits";
import type { Doc, Id } from "../../_generated/dataModel";
import type { MutationCtx } from "../../_generated/server";

type Visit = Doc<"appointments">;
type Offer = Visit["offer"];

/** What a step may change on a visit; `undefined` removes a field. */
type VisitPatch = Partial<Pick<Visit, "technicianId" | "travel" | "confirmation" | "offer" | "arrivedAt">> & {
  [K in "startsAt" | "endsAt" | "window" | "departedAt" | "finishedAt"]?: Visit[K] | undefined;
};

export interface VisitChange {
  readonly action: TicketAction;
  readonly technician: Doc<"technicians"> | null;
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly input: StepInput;
  /** When an offer made by this step ends; null where nobody is asked. */
  readonly offerExpiresAt: number | null;
  /** The technician himself acts: taking a time is taking the job. */
  readonly byHolder: boolean;
  readonly occurredAt: number;
  /** What an undo gives back of the visit as it was. */
  readonly restore?: VisitRestore;
}

/** The parts of a visit no step sets by itself, as they were; and which visit was the current one. */
export interface VisitRestore {
  /** The current visit afterwards where this one is called off; null for none. */
  readonly earlier: { readonly appointmentId: Id<"appointments">; readonly travel: TravelState } | null;
  readonly fields: Pick<Visit, "kind" | "confirmation" | "offer" | "window"> | null;
}

function offerOf(ticket: Doc<"tickets">, { offerExpiresAt }: VisitChange): Offer {
  return offerExpiresAt === null
    ? { state: "none" }
    : { state: "offered", version: ticket.version + 1, expiresAt: offerExpiresAt };
}

/** Applies the action and answers the ticket's current visit afterwards, null when nobody holds it. */
export async function changeVisit(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  visit: Visit | null,
  change: VisitChange,
): Promise<Visit | null> {
  const { action } = change;
  const effect = visitEffect(action, { profile: ticket.profile, travel: visit?.travel ?? null });
  if (effect.kind === "none") return visit;
  if (effect.kind === "open") {
    const opened = await openVisit(ctx, ticket, visit, change, effect.visitKind);
    return await restored(ctx, opened, change);
  }
  invariant(visit, `${action} finds a visit`);
  if (effect.kind === "earlier") {
    await ctx.db.patch("appointments", visit._id, { travel: "called_off" });
    return await earlierVisit(ctx, change);
  }
  await ctx.db.patch("appointments", visit._id, patchFor(effect, ticket, visit, change));
  const taken = action === "unassign" || action === "decline_offer" || action === "expire_offer";
  if (taken) return await earlierVisit(ctx, change);
  return await restored(ctx, await ctx.db.get("appointments", visit._id), change);
}

/** The visit an undo makes the current one again; without an undo, none. */
async function earlierVisit(ctx: MutationCtx, { restore }: VisitChange): Promise<Visit | null> {
  if (!restore?.earlier) return null;
  const { appointmentId, travel } = restore.earlier;
  await ctx.db.patch("appointments", appointmentId, {
    travel,
    ...(travel === "paused" ? { finishedAt: undefined } : {}),
  });
  return await ctx.db.get("appointments", appointmentId);
}

/** The visit with the fields an undo gives back. */
async function restored(
  ctx: MutationCtx,
  visit: Visit | null,
  { restore }: VisitChange,
): Promise<Visit | null> {
  if (!visit || !restore?.fields) return visit;
  await ctx.db.patch("appointments", visit._id, restore.fields);
  return await ctx.db.get("appointments", visit._id);
}

async function openVisit(
  ctx: MutationCtx,
  ticket: Doc<"tickets">,
  before: Visit | null,
  change: VisitChange,
  kind: VisitKind,
): Promise<Visit | null> {
  const { technician, startsAt, endsAt, action, occurredAt } = change;
  invariant(technician, `${action} names a technician`);
  if (before?.travel === "paused")
    await ctx.db.patch("appointments", before._id, { travel: "done", finishedAt: occurredAt });
  const timed = action !== "assign" && startsAt !== null && endsAt !== null;
  const id = await ctx.db.insert("appointments", {
    ticketId: ticket._id,
    branchId: ticket.branchId,
    technicianId: technician._id,
    travel: "planned",
    kind,
    confirmation: "tentative",
    offer: offerOf(ticket, change),
    ...(timed ? { startsAt, endsAt, window: defaultWindow(startsAt) } : {}),
  });
  return await ctx.db.get("appointments", id);
}

function patchFor(
  effect: Exclude<ReturnType<typeof visitEffect>, { kind: "open" | "none" | "earlier" }>,
  ticket: Doc<"tickets">,
  visit: Visit,
  change: VisitChange,
): VisitPatch {
  const { action, technician, startsAt, endsAt, input, occurredAt } = change;
  switch (effect.kind) {
    case "holder":
      invariant(technician, `${action} names a technician`);
      return { technicianId: technician._id, offer: offerOf(ticket, change) };
    case "time":
      invariant(startsAt !== null && endsAt !== null, `${action} gives a time`);
      return {
        startsAt,
        endsAt,
        confirmation: "tentative",
        window: defaultWindow(startsAt),
        ...(change.byHolder && visit.offer.state === "offered" ? { offer: { state: "accepted" } } : {}),
      };
    case "length":
      invariant(endsAt !== null, `${action} gives an end`);
      return { endsAt };
    case "untimed":
      return { startsAt: undefined, endsAt: undefined, window: undefined, confirmation: "tentative" };
    case "offer":
      return { offer: { state: "accepted" } };
    case "confirmation":
      return { confirmation: action === "confirm_visit" ? "confirmed" : "declined" };
    case "window":
      invariant(input.window, "a promise names its window");
      return { window: input.window };
    case "travel":
      return travelPatch(effect.travel, visit, action, occurredAt);
  }
}

function travelPatch(
  travel: TravelState,
  visit: Visit,
  action: TicketAction,
  occurredAt: number,
): VisitPatch {
  switch (travel) {
    case "en_route":
      return { travel, departedAt: occurredAt };
    case "planned":
      return { travel, departedAt: undefined };
    case "arrived":
      return { travel, arrivedAt: visit.arrivedAt ?? occurredAt, finishedAt: undefined };
    case "paused":
      return { travel };
    case "done":
    case "failed":
      return { travel, finishedAt: occurredAt };
    case "called_off":
      if (action === "decline_offer") return { travel, offer: { state: "declined" } };
      if (action === "expire_offer") return { travel, offer: { state: "expired" } };
      return { travel };
  }
}
