/** Carries out what the simulated office decided about a ticket, through the functions its pages use. */
import type { ConvexClient } from "convex/browser";
import type { FunctionReturnType } from "convex/server";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { parseAppError } from "../../../shared/errors/catalog";
import { placeWhenFree } from "./freeTime";
import {
  type EscalatedTicket,
  type Escalation,
  escalationNote,
  type OfficeMove,
  PARTS_PATIENCE_S,
  partsMove,
  type PartsRequest,
} from "./officeMoves";
import { inTime } from "./waits";

export type TicketDetail = FunctionReturnType<typeof api.tickets.get>;

/** Nobody of the branch is able, on duty and not played by a person. */
export class NobodyFree extends Error {
  constructor() {
    super("nobody is able and on duty");
  }
}

export interface ActContext {
  /** Whom to ask, in this order. */
  readonly technicians: readonly Id<"technicians">[];
  /** The played day's clock. */
  readonly nowMs: number;
}

/** @throws what the server refuses with. */
export async function makeMove(
  client: ConvexClient,
  move: OfficeMove,
  { ticket, facts }: TicketDetail,
  { technicians, nowMs }: ActContext,
): Promise<void> {
  const { ticketId } = ticket;
  const visit = { ticketId, expectedVersion: facts.version };
  const operationId = crypto.randomUUID();
  switch (move.kind) {
    case "assign":
      await askInTurn(technicians, async (technicianId) => {
        const untimed = { ...visit, technicianId, startsAt: null, operationId: crypto.randomUUID() };
        await inTime(client.mutation(api.tickets.place, untimed));
      });
      return;
    case "plan":
      await askInTurn(technicians, (technicianId) =>
        placeWhenFree(client, { ...visit, technicianId }, nowMs),
      );
      return;
    case "step": {
      const { action, input } = move;
      const stepped = client.mutation(api.tickets.transition, {
        ...visit,
        action,
        input: { ...input, occurredAt: Date.now() },
        operationId,
      });
      await inTime(stepped);
      return;
    }
    case "draftEstimate":
      await inTime(client.mutation(api.estimates.draft, { ticketId, estimate: move.draft, operationId }));
      return;
    case "sendEstimate": {
      const { estimateId, version: expectedVersion } = move.estimate;
      await inTime(client.mutation(api.estimates.send, { estimateId, expectedVersion, operationId }));
      return;
    }
    case "settleEstimate": {
      const { estimate, approve, note } = move;
      const answer = { estimateId: estimate.estimateId, approve, note, operationId };
      await inTime(client.mutation(api.estimates.settle, answer));
      return;
    }
    case "inspect":
      await inTime(client.mutation(api.checks.add, { ticketId, check: move.check, operationId }));
  }
}

/** Tries one after another until somebody can; the last refusal when nobody can. */
async function askInTurn(
  technicians: readonly Id<"technicians">[],
  attempt: (technicianId: Id<"technicians">) => Promise<void>,
): Promise<void> {
  let refusal: unknown = new NobodyFree();
  for (const technicianId of technicians)
    try {
      await attempt(technicianId);
      return;
    } catch (error) {
      if (parseAppError(error)?.code !== "ticket.blocked") throw error;
      refusal = error;
    }
  throw refusal;
}

/** Moves a parts request on; the supplier's day is given with the order. */
export async function stepParts(
  client: ConvexClient,
  request: PartsRequest,
  nowMs: number,
): Promise<string | null> {
  const step = partsMove(request);
  if (step === null) return null;
  const [, longest] = PARTS_PATIENCE_S.ordered;
  const stepped = client.mutation(api.parts.step, {
    requestId: request.requestId,
    step,
    note: "",
    expectedAt: step === "order" ? nowMs + longest * 1000 : null,
    expectedVersion: request.version,
    operationId: crypto.randomUUID(),
  });
  await inTime(stepped);
  return `parts ${step}`;
}

/** Removes one hold of a ticket. */
export async function releaseHold(client: ConvexClient, ticketId: Id<"tickets">): Promise<string | null> {
  const holds = await inTime(client.query(api.records.holds, { ticketId }));
  const open = holds.find((hold) => hold.resolved === null);
  if (!open) return null;
  const resolved = client.mutation(api.holds.resolve, {
    holdId: open.holdId,
    resolution: "زال السبب، ويستمر العمل.",
    expectedVersion: open.version,
    operationId: crypto.randomUUID(),
  });
  await inTime(resolved);
  return "hold released";
}

/** Closes an escalation with a note, where one would be true. */
export async function resolveEscalation(
  client: ConvexClient,
  escalation: Escalation,
  ticket: EscalatedTicket | null,
  lifeS: number,
): Promise<string | null> {
  const notes = escalationNote(escalation, ticket, lifeS);
  if (notes === null) return null;
  const resolved = client.mutation(api.escalations.resolve, {
    escalationId: escalation.escalationId,
    notes,
    expectedVersion: escalation.version,
    operationId: crypto.randomUUID(),
  });
  await inTime(resolved);
  return "escalation resolved";
}
