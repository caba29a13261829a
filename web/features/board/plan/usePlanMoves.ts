/*
 * Sends changes of a draft's moves and draws them at once; remembers the reader's own, so that they can be undone while
 * nobody else moved the same ticket since. The draft lives on the server: what somebody else moves arrives by itself.
 */
import type { OptimisticLocalStore } from "convex/browser";
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

/** What was moved in one gesture is undone as one. */
type Gesture = readonly Change[];

interface History {
  readonly done: readonly Gesture[];
  readonly undone: readonly Gesture[];
}

const EMPTY: History = { done: [], undone: [] };
const KEPT = 100;

interface DrawnMove {
  readonly ticketId: Id<"tickets">;
  readonly place: Place | null;
  readonly seenVersion: number;
}

interface SentMove extends DrawnMove {
  readonly expectedRevision: number | null;
}

function placeOf(move: Move | undefined): Place | null {
  if (move === undefined) return null;
  const { technicianId, startsAt, minutes } = move;
  return { technicianId, startsAt, ...(minutes === undefined ? {} : { minutes }) };
}

function samePlace(a: Place | null, b: Place | null): boolean {
  if (a === null || b === null) return a === b;
  return a.technicianId === b.technicianId && a.startsAt === b.startsAt && a.minutes === b.minutes;
}

/** `numbers`: the tickets it was about; "changed" when somebody else has moved all of them since. */
export type Step = { readonly kind: "done" | "nothing" | "changed"; readonly numbers: readonly string[] };

export interface Placing {
  readonly ticket: TicketRow;
  /** Null takes it out of the draft. */
  readonly place: Place | null;
}

/** @param liveOf the ticket as it is on the live day now */
export function usePlanMoves(
  me: Me,
  draft: Draft | undefined,
  liveOf: (ticketId: string) => TicketRow | undefined,
) {
  const [history, setHistory] = useState<History>(EMPTY);
  const latest = useRef({ draft, history, liveOf });
  latest.current = { draft, history, liveOf };

  /** The draft as it will be. */
  const draw = (
    store: OptimisticLocalStore,
    draftId: Id<"planDrafts">,
    moves: readonly DrawnMove[],
  ): void => {
    const known = store.getQuery(api.plans.get, { draftId });
    if (known === undefined) return;
    let { revision } = known;
    const movedBy = { userId: me.userId, name: me.name, at: Date.now() };
    const drawn = new Map(known.moves.map((one) => [one.ticketId, one]));
    for (const { ticketId, place, seenVersion } of moves) {
      const ticket = drawn.get(ticketId)?.ticket ?? latest.current.liveOf(ticketId);
      const changes = place === null ? drawn.has(ticketId) : ticket !== undefined;
      if (!changes) continue;
      revision += 1;
      drawn.delete(ticketId);
      if (place !== null && ticket !== undefined)
        drawn.set(ticketId, { ...place, ticketId, seenVersion, revision, movedBy, ticket });
    }
    store.setQuery(
      api.plans.get,
      { draftId },
      {
        ...known,
        revision,
        moveCount: drawn.size + known.hidden,
        touched: movedBy,
        moves: [...drawn.values()],
      },
    );
  };

  const sendMove = useMutation(api.plans.move).withOptimisticUpdate(
    (store, { draftId, ticketId, ...args }) => {
      const { expectedRevision: _revision, seenVersion, ...place } = args;
      draw(store, draftId, [{ ticketId, place, seenVersion }]);
    },
  );
  const sendUnmove = useMutation(api.plans.unmove).withOptimisticUpdate((store, { draftId, ticketId }) =>
    draw(store, draftId, [{ ticketId, place: null, seenVersion: 0 }]),
  );
  const sendMany = useMutation(api.plans.moveMany).withOptimisticUpdate((store, { draftId, moves }) =>
    draw(store, draftId, moves),
  );

  const moveOf = (ticketId: string) => latest.current.draft?.moves.find((one) => one.ticketId === ticketId);

  /** Puts tickets into places of the draft, null takes one out: all or none. Rejects as the server refuses. */
  const putAll = async (
    wanted: readonly { readonly ticketId: Id<"tickets">; readonly place: Place | null }[],
  ): Promise<void> => {
    const { draft: open } = latest.current;
    if (open === undefined) return;
    const { draftId } = open;
    const moves = wanted.flatMap(({ ticketId, place }): SentMove[] => {
      const known = moveOf(ticketId);
      const expectedRevision = known?.revision ?? null;
      if (place === null)
        return known ? [{ ticketId, place, seenVersion: known.seenVersion, expectedRevision }] : [];
      const live = latest.current.liveOf(ticketId) ?? known?.ticket;
      return live ? [{ ticketId, place, seenVersion: live.version, expectedRevision }] : [];
    });
    const [only] = moves;
    if (only === undefined) return;
    if (moves.length > 1) await sendMany({ draftId, moves });
    else if (only.place !== null) {
      const { place, ...rest } = only;
      await sendMove({ draftId, ...rest, ...place });
    } else if (only.expectedRevision !== null)
      await sendUnmove({ draftId, ticketId: only.ticketId, expectedRevision: only.expectedRevision });
  };
  const put = async (ticketId: Id<"tickets">, place: Place | null): Promise<void> =>
    await putAll([{ ticketId, place }]);

  /** The same, remembered for undo as one gesture. */
  const change = async (wanted: readonly Placing[]): Promise<void> => {
    const gesture = wanted
      .map(({ ticket: { ticketId, number }, place }) => ({
        ticketId,
        number,
        before: placeOf(moveOf(ticketId)),
        after: place,
      }))
      .filter(({ before, after }) => !samePlace(before, after));
    await putAll(wanted.map(({ ticket: { ticketId }, place }) => ({ ticketId, place })));
    if (gesture.length === 0) return;
    const done = [...latest.current.history.done, gesture];
    setHistory({ done: done.slice(-KEPT), undone: [] });
  };

  const step = async (direction: "undo" | "redo"): Promise<Step> => {
    const { done, undone } = latest.current.history;
    const last = (direction === "undo" ? done : undone).at(-1);
    if (last === undefined) return { kind: "nothing", numbers: [] };
    const way = last.map((one) => ({
      ...one,
      from: direction === "undo" ? one.after : one.before,
      to: direction === "undo" ? one.before : one.after,
    }));
    // What somebody else has moved since stays as he put it; going on would take his move back.
    const own = way.filter(({ ticketId, from }) => samePlace(placeOf(moveOf(ticketId)), from));
    const kept = last.filter(({ ticketId }) => own.some((one) => one.ticketId === ticketId));
    const more = kept.length === 0 ? [] : [kept];
    const next: History =
      direction === "undo"
        ? { done: done.slice(0, -1), undone: [...undone, ...more] }
        : { done: [...done, ...more], undone: undone.slice(0, -1) };
    setHistory(next);
    latest.current.history = next;
    if (own.length === 0) return { kind: "changed", numbers: last.map(({ number }) => number) };
    await putAll(own.map(({ ticketId, to }) => ({ ticketId, place: to })));
    return { kind: "done", numbers: own.map(({ number }) => number) };
  };

  return { change, put, step, canUndo: history.done.length > 0, canRedo: history.undone.length > 0 };
}
