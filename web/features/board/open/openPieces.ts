/*
 * The open tickets of a branch as a tree of slices: what is asked for, what stands in for what is still to come, and in
 * which order it all is shown. Pure; asking is OpenTickets.ts.
 */
import { cutSlice, type OpenMark, type OpenSlice } from "../../../../shared/board/openSlices";
import type { TicketRow } from "../boardData";

export interface SliceAnswer {
  readonly tickets: readonly TicketRow[];
  /** Null: this is all of the slice. */
  readonly cutAt: number | null;
}

export interface Asking {
  readonly slice: OpenSlice;
  /** Most tickets of one answer. */
  readonly most: number;
}

/** One slice. While a cut one waits for its parts, what it answered first stands for them. */
export interface Piece extends Asking {
  answer: SliceAnswer | undefined;
  parts: readonly Piece[] | undefined;
}

export function newPiece({ slice, most }: Asking): Piece {
  return { slice, most, answer: undefined, parts: undefined };
}

/** Pieces without parts, in the board's order. */
export function leavesOf(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece) => (piece.parts === undefined ? [piece] : leavesOf(piece.parts)));
}

/** Whether a piece answered with less than it holds and has not been cut yet. */
export function needsCut(piece: Piece): boolean {
  return piece.parts === undefined && piece.answer !== undefined && piece.answer.cutAt !== null;
}

/** Divides a piece; false where it cannot be divided. */
export function cut(piece: Piece, marks: readonly OpenMark[], most: number): boolean {
  const cutAt = piece.answer?.cutAt;
  if (cutAt === undefined || cutAt === null) return false;
  const parts = cutSlice(piece.slice, cutAt, marks);
  if (parts.length < 2) return false;
  piece.parts = parts.map((slice) => newPiece({ slice, most }));
  return true;
}

/** The pieces with every cut one replaced by its parts, once all of these have answered; the replaced ones beside it. */
export function settle(pieces: readonly Piece[]): {
  readonly pieces: readonly Piece[];
  readonly done: Piece[];
} {
  const done: Piece[] = [];
  const settled = (some: readonly Piece[]): readonly Piece[] =>
    some.flatMap((piece) => {
      if (piece.parts === undefined) return [piece];
      piece.parts = settled(piece.parts);
      if (piece.parts.some((part) => part.answer === undefined)) return [piece];
      done.push(piece);
      return piece.parts;
    });
  return { pieces: settled(pieces), done };
}

/** Every ticket that is known, once, in the board's order. */
export function rowsOf(pieces: readonly Piece[]): readonly TicketRow[] {
  const rows: TicketRow[] = [];
  const standsIn: Piece[] = [];
  const take = (piece: Piece): void => {
    if (piece.parts === undefined) {
      for (const ticket of piece.answer?.tickets ?? []) rows.push(ticket);
      return;
    }
    standsIn.push(piece);
    // What a cut piece answered first are the newest of it: they come before what its parts bring.
    for (const ticket of piece.answer?.tickets ?? []) rows.push(ticket);
    for (const part of piece.parts) take(part);
  };
  for (const piece of pieces) take(piece);
  if (standsIn.length === 0) return rows;
  const seen = new Set<string>();
  return rows.filter(({ ticketId }) => !seen.has(ticketId) && seen.add(ticketId));
}
