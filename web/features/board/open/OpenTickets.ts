/*
 * The open tickets of one branch, kept up to date: slices (openPieces.ts) asked for side by side through the page's
 * query cache, a few at a time so that nothing else waits behind them. One slice of each priority comes first; what it
 * does not hold is divided by the deployment's sample. A changed ticket makes the deployment send its slice alone.
 */
import { convexQuery } from "@convex-dev/react-query";
import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import type { ConvexReactClient } from "convex/react";
import type { FunctionReference } from "convex/server";
import { ConvexError } from "convex/values";
import { api } from "../../../../convex/_generated/api";
import { MAX_SLICE, type OpenMark, USUAL_SLICE, WHOLE_BOARD } from "../../../../shared/board/openSlices";
import type { Branch, TicketRow } from "../boardData";
import {
  type Asking,
  cut,
  leavesOf,
  needsCut,
  newPiece,
  type Piece,
  rowsOf,
  settle,
  type SliceAnswer,
} from "./openPieces";

/** Beyond this the board asks the person to narrow down instead of loading on. */
export const TICKET_CAP = 10_000;
/** Of each priority at first: what a list shows without being asked for more. */
const FIRST_ROWS = 80;
/** Slices on their way at once: enough to hide the way there and back, few enough to let other answers through. */
const AT_ONCE = 24;
/** While slices come in, the board is drawn again this often. A change of what is shown does not wait. */
const DRAWN_EVERY_MS = 2_000;
const RETRIES = 3;
const RETRY_MS = 1_000;

export interface OpenTicketsState {
  /** Undefined until the first of them are here. */
  readonly tickets: readonly TicketRow[] | undefined;
  readonly loading: boolean;
  /** There are more than the board holds. */
  readonly capped: boolean;
}

interface Asked {
  readonly observer: QueryObserver<SliceAnswer>;
  readonly leave: () => void;
  /** How often it was asked before, in vain. */
  readonly failures: number;
  /** It failed, and is asked again in a moment. */
  waits?: boolean;
}

/** How each branch was divided last, so that coming back finds the very slices that are still cached. */
const divisions = new WeakMap<QueryClient, Map<string, readonly Asking[]>>();

export class OpenTickets {
  private pieces: readonly Piece[];
  private readonly asked = new Map<Piece, Asked>();
  private readonly listeners = new Set<() => void>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private asking = false;
  private cutting = false;
  private drawing = false;
  private failure: Error | null = null;
  private shown: OpenTicketsState | undefined;

  constructor(
    private readonly queries: QueryClient,
    private readonly convex: ConvexReactClient,
    private readonly branchId: Branch["branchId"],
  ) {
    const known = divisions.get(queries)?.get(branchId);
    const first = known ?? WHOLE_BOARD.map((slice) => ({ slice, most: FIRST_ROWS }));
    this.pieces = first.map(newPiece);
  }

  /** Begins to ask; the answer ends it. What was asked stays cached for a while. */
  readonly follow = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.ask();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      for (const { leave } of this.asked.values()) leave();
      this.asked.clear();
      for (const timer of this.timers) clearTimeout(timer);
      this.timers.clear();
      this.drawing = false;
    };
  };

  /**
   * What is to be shown now. All slices that changed in one transaction are in it, or none.
   * @throws the refusal of a slice, or what went wrong with it several times.
   */
  readonly read = (): OpenTicketsState => {
    if (this.failure !== null) throw this.failure;
    this.shown ??= this.look();
    return this.shown;
  };

  private look(): OpenTicketsState {
    const leaves = leavesOf(this.pieces);
    const tickets = rowsOf(this.pieces);
    const loading = this.isLoading(leaves);
    return {
      tickets: tickets.length > 0 || leaves.every(({ answer }) => answer !== undefined) ? tickets : undefined,
      loading,
      capped: !loading && leaves.some(({ answer }) => answer === undefined),
    };
  }

  private isLoading(leaves: readonly Piece[]): boolean {
    return leaves.some((piece) => this.isAwaited(piece) || needsCut(piece)) || this.wanted(leaves).length > 0;
  }

  private isAwaited(piece: Piece): boolean {
    return piece.answer === undefined && this.asked.has(piece);
  }

  /** Slices to ask for, in order, up to the one in which the board is full. */
  private wanted(leaves: readonly Piece[]): readonly Piece[] {
    let count = 0;
    const wanted: Piece[] = [];
    for (const piece of leaves) {
      const isAsked = this.asked.has(piece);
      if (piece.answer === undefined && !isAsked && count >= TICKET_CAP) break;
      if (!isAsked) wanted.push(piece);
      count += piece.answer?.tickets.length ?? USUAL_SLICE;
    }
    return wanted;
  }

  /** Asks for what comes next; what is cached answers at once, and makes room for more. */
  private ask(): void {
    if (this.asking) return;
    this.asking = true;
    for (;;) {
      const leaves = leavesOf(this.pieces);
      const room = AT_ONCE - leaves.filter((piece) => this.isAwaited(piece)).length;
      const next = this.wanted(leaves).slice(0, Math.max(0, room));
      if (next.length === 0) break;
      for (const piece of next) this.askFor(piece, 0);
    }
    this.asking = false;
  }

  private askFor(piece: Piece, failures: number): void {
    const args = { branchId: this.branchId, slice: piece.slice, most: piece.most };
    const { queryKey } = convexQuery<FunctionReference<"query">>(api.board.openSlice, args);
    const observer = new QueryObserver<SliceAnswer>(this.queries, {
      queryKey,
      staleTime: Number.POSITIVE_INFINITY,
    });
    this.asked.set(piece, { observer, leave: observer.subscribe(() => this.hear(piece)), failures });
    this.hear(piece);
  }

  private hear(piece: Piece): void {
    const asked = this.asked.get(piece);
    if (asked === undefined) return;
    const { data, error, status } = asked.observer.getCurrentResult();
    if (status === "error") this.failed(piece, asked, error);
    if (status !== "success" || data === piece.answer) return;
    const isMore = piece.answer === undefined;
    piece.answer = data;
    const { pieces, done } = settle(this.pieces);
    this.pieces = pieces;
    for (const replaced of done) this.drop(replaced);
    const leaves = leavesOf(this.pieces);
    if (leaves.some(needsCut)) void this.cutAll();
    this.ask();
    this.remember(leaves);
    // The first rows, and any change of what is on screen, are drawn at once; what is only more of them is gathered.
    if (isMore && this.shown?.tickets !== undefined && this.isLoading(leaves)) this.tellSoon();
    else this.tell();
  }

  private leave(piece: Piece): void {
    this.asked.get(piece)?.leave();
    this.asked.delete(piece);
  }

  /** Ends the subscription too, at once. */
  private drop(piece: Piece): void {
    const queryKey = this.asked.get(piece)?.observer.options.queryKey;
    this.leave(piece);
    if (queryKey !== undefined) this.queries.removeQueries({ queryKey, exact: true });
  }

  /** Divides every slice that holds more than its answer, by a sample of now. */
  private async cutAll(): Promise<void> {
    if (this.cutting) return;
    this.cutting = true;
    let marks: readonly OpenMark[] = [];
    try {
      marks = await this.convex.query(api.board.openMarks, { branchId: this.branchId });
    } catch {
      // Without a sample each slice is cut where its own answer says.
    }
    this.cutting = false;
    if (this.listeners.size === 0) return;
    for (const piece of leavesOf(this.pieces).filter(needsCut)) cut(piece, marks, MAX_SLICE);
    this.ask();
  }

  /** A refusal is final. Anything else is asked again a few times, while everything else stays on screen. */
  private failed(piece: Piece, asked: Asked, error: Error): void {
    if (error instanceof ConvexError || asked.failures >= RETRIES) {
      this.failure = error;
      this.tell();
      return;
    }
    if (asked.waits) return;
    asked.waits = true;
    this.after(RETRY_MS * 2 ** asked.failures, () => {
      asked.waits = false;
      if (this.asked.get(piece) !== asked || asked.observer.getCurrentResult().status !== "error") return;
      this.drop(piece);
      this.askFor(piece, asked.failures + 1);
    });
  }

  private remember(leaves: readonly Piece[]): void {
    const known = divisions.get(this.queries) ?? new Map<string, readonly Asking[]>();
    known.set(
      this.branchId,
      leaves.map(({ slice, most }) => ({ slice, most })),
    );
    divisions.set(this.queries, known);
  }

  private after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, ms);
    this.timers.add(timer);
  }

  private tellSoon(): void {
    if (this.drawing) return;
    this.drawing = true;
    this.after(DRAWN_EVERY_MS, () => {
      this.drawing = false;
      this.tell();
    });
  }

  private tell(): void {
    this.shown = undefined;
    for (const listener of [...this.listeners]) listener();
  }
}
