/**
 * What waits for the office of a branch, out of what its pages show: tickets in a state that is the office's, parts to buy,
 * holds, escalations. Part of the unassigned queue stays for the person at the board. Pure.
 */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import {
  type Escalation,
  ESCALATION_PATIENCE_S,
  HOLD_PATIENCE_S,
  isOfficeStatus,
  PARTS_PATIENCE_S,
  type PartsRequest,
  PATIENCE_S,
  wantsEstimate,
} from "./officeMoves";

export type Card = FunctionReturnType<typeof api.board.openTickets>["page"][number];

/** What the office sees of its branch; every part is the answer of a query its pages ask too. */
export interface OfficeView {
  readonly cards: readonly Card[];
  readonly technicians: FunctionReturnType<typeof api.board.technicians>;
  readonly flags: FunctionReturnType<typeof api.board.flags>;
  readonly parts: readonly PartsRequest[];
  readonly escalations: readonly Escalation[];
  readonly present: FunctionReturnType<typeof api.presence.list>;
}

type Subject =
  | { readonly kind: "ticket"; readonly card: Card }
  | { readonly kind: "parts"; readonly request: PartsRequest }
  | { readonly kind: "hold" }
  | { readonly kind: "escalation"; readonly escalation: Escalation; readonly card: Card | null };

export interface OfficeTask {
  /** The same as long as the thing is what it was. */
  readonly key: string;
  readonly ticketId: Id<"tickets">;
  /** Seconds of life it waits, shortest and longest. */
  readonly patienceS: readonly [number, number];
  readonly subject: Subject;
}

/** Everything that waits; `leave` unassigned tickets are kept for people. */
export function officeTasks(view: OfficeView, leave: number): OfficeTask[] {
  const cards = new Map(view.cards.map((card) => [card.ticketId, card]));
  const kept = keptForPeople(view, leave);
  return [
    ...view.cards.filter(({ ticketId }) => !kept.has(ticketId)).flatMap(ticketTask),
    ...view.parts.flatMap(partsTask),
    ...view.flags.held
      .filter((ticketId) => cards.has(ticketId))
      .map(
        (ticketId): OfficeTask => ({
          key: `hold ${ticketId}`,
          ticketId,
          patienceS: HOLD_PATIENCE_S,
          subject: { kind: "hold" },
        }),
      ),
    ...view.escalations.map(
      (escalation): OfficeTask => ({
        key: `escalation ${escalation.escalationId} ${escalation.version}`,
        ticketId: escalation.ticketId,
        patienceS: ESCALATION_PATIENCE_S,
        subject: { kind: "escalation", escalation, card: cards.get(escalation.ticketId) ?? null },
      }),
    ),
  ];
}

/** The youngest unassigned tickets; one that has escalated is everybody's. */
function keptForPeople({ cards, flags }: OfficeView, leave: number): ReadonlySet<string> {
  const escalated = new Set(flags.escalated.map(({ ticketId }) => ticketId));
  const unassigned = cards
    .filter(({ status, ticketId }) => status === "new" && !escalated.has(ticketId))
    .toSorted((a, b) => b.requestedAt - a.requestedAt);
  return new Set(unassigned.slice(0, leave).map(({ ticketId }) => ticketId));
}

function ticketTask(card: Card): OfficeTask[] {
  const { ticketId, version, status, number } = card;
  if (!isOfficeStatus(status)) return [];
  if ((status === "inspecting" || status === "diagnosed") && !wantsEstimate(number)) return [];
  const patienceS = PATIENCE_S[status];
  return [{ key: `ticket ${ticketId} ${version}`, ticketId, patienceS, subject: { kind: "ticket", card } }];
}

function partsTask(request: PartsRequest): OfficeTask[] {
  const { requestId, ticketId, version, state } = request;
  if (state === "received" || state === "cancelled") return [];
  return [
    {
      key: `parts ${requestId} ${version}`,
      ticketId,
      patienceS: PARTS_PATIENCE_S[state],
      subject: { kind: "parts", request },
    },
  ];
}
