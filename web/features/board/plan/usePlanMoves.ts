/*
 * Sends changes of a draft's moves and draws them at once; remembers the reader's own, so that they can be undone while
 * nobody else moved the same ticket since. The draft lives on the server: what somebody else moves arrives by itself.
 */
import { useMutation } from "convex/react";
import { useRef, useState } from "react";
import { api } from "../../../../convex/_generated/api";
import type { Id } from "../../../../convex/_generated/dataModel";
import type { Me, TicketRow } from "../boardData";
import type { Draft, Move } from "./planContext";

export interface Place {
  readonly technicianId: Id<"technicians"> | null;
  readonly startsAt: number | null;
  readonly minutes?: number;
}

/** One own change: where the draft had the ticket before and after; null is "not in the draft". */
interface Change {
  readonly ticketId: Id<"tickets">;
  readonly number: string;
  readonly before: Place | null;
  readonly after: Place | null;
}

interface History {
  readonly done: readonly Change[];
  readonly undone: readonly Change[];
}

const EMPTY: History = { done: [], undone: [] };
const KEPT = 100;

function placeOf(move: Move | undefined): Place | null {
  if (move === undefined) return null;
  const { technicianId, startsAt, minutes } = move;
  return { technicianId, startsAt, ...(minutes === undefined ? {} : { minutes }) };
}

function samePlace(a: Place | null, b: Place | null): boolean {
  if (a === null || b === null) return a === b;
  return a.technicianId === b.technicianId && a.startsAt === b.startsAt && a.minutes === b.minutes;
}

export type Step = { readonly kind: "done" | "nothing" | "changed"; readonly number: string };

/** @param liveOf the ticket as it is on the live day now */
export function usePlanMoves(
  me: Me,
  draft: Draft | undefined,
  liveOf: (ticketId: string) => TicketRow | undefined,
) {
  const [history, setHistory] = useState<History>(EMPTY);
  const latest = useRef({ draft, history, liveOf });
  latest.current = { draft, history, liveOf };

  const sendMove = useMutation(api.plans.move).withOptimisticUpdate((store, args) => {
    const known = store.getQuery(api.plans.get, { draftId: args.draftId });
    const ticket =
      known?.moves.find((one) => one.ticketId === args.ticketId)?.ticket ??
      latest.current.liveOf(args.ticketId);
    if (known === undefined || ticket === undefined) return;
    const revision = known.revision + 1;
    const { draftId: _draft, expectedRevision: _seen, ...place } = args;
    const movedBy = { userId: me.userId, name: me.name, at: Date.now() };
    const others = known.moves.filter((one) => one.ticketId !== args.ticketId);
    store.setQuery(
      api.plans.get,
      { draftId: args.draftId },
      {
        ...known,
        revision,
        moveCount: others.length + 1 + known.hidden,
        touched: movedBy,
        moves: [...others, { ...place, revision, movedBy, ticket }],
      },
    );
  });
  const sendUnmove = useMutation(api.plans.unmove).withOptimisticUpdate((store, args) => {
    const known = store.getQuery(api.plans.get, { draftId: args.draftId });
    if (known === undefined) return;
    const moves = known.moves.filter((one) => one.ticketId !== args.ticketId);
    if (moves.length === known.moves.length) return;
    store.setQuery(
      api.plans.get,
      { draftId: args.draftId },
      { ...known, revision: known.revision + 1, moveCount: known.moveCount - 1, moves },
    );
  });

  const moveOf = (ticketId: string) => latest.current.draft?.moves.find((one) => one.ticketId === ticketId);

  /** Puts a ticket into a place of the draft, null takes it out. Rejects as the server refuses. */
  const put = async (ticketId: Id<"tickets">, place: Place | null): Promise<void> => {
    const { draft: open } = latest.current;
    if (open === undefined) return;
    const { draftId } = open;
    const known = moveOf(ticketId);
    if (place === null) {
      if (known) await sendUnmove({ draftId, ticketId, expectedRevision: known.revision });
      return;
    }
    const live = latest.current.liveOf(ticketId) ?? known?.ticket;
    if (live === undefined) return;
    await sendMove({
      draftId,
      ticketId,
      ...place,
      seenVersion: live.version,
      expectedRevision: known?.revision ?? null,
    });
  };

  /** The same, remembered for undo. */
  const change = async (ticket: TicketRow, place: Place | null): Promise<void> => {
    const { ticketId, number } = ticket;
    const before = placeOf(moveOf(ticketId));
    await put(ticketId, place);
    if (samePlace(before, place)) return;
    const done = [...latest.current.history.done, { ticketId, number, before, after: place }];
    setHistory({ done: done.slice(-KEPT), undone: [] });
  };

  const step = async (direction: "undo" | "redo"): Promise<Step> => {
    const { done, undone } = latest.current.history;
    const last = (direction === "undo" ? done : undone).at(-1);
    if (last === undefined) return { kind: "nothing", number: "" };
    const { ticketId, number } = last;
    const [from, to] = direction === "undo" ? [last.after, last.before] : [last.before, last.after];
    const next: History =
      direction === "undo"
        ? { done: done.slice(0, -1), undone: [...undone, last] }
        : { done: [...done, last], undone: undone.slice(0, -1) };
    if (!samePlace(placeOf(moveOf(ticketId)), from)) {
      // It stays as the other person put it; going on would take his move back.
      setHistory(direction === "undo" ? { done: next.done, undone } : { done, undone: next.undone });
      return { kind: "changed", number };
    }
    setHistory(next);
    latest.current.history = next;
    await put(ticketId, to);
    return { kind: "done", number };
  };

  return { change, put, step, canUndo: history.done.length > 0, canRedo: history.undone.length > 0 };
}
