/*
 * What parts of the board may do with a visit without holding it in the hand: drop it where it belongs, exchange it,
 * change its length, look at it. Provided by the board; outside of one there is nothing to do.
 */
import { createContext, useContext } from "react";
import type { TicketRow } from "../boardData";
import type { BoardWorld } from "../judgeDrop";
import type { Drop } from "../useDrop";

export interface BoardActions {
  readonly world: BoardWorld;
  /** Carries a drop out and announces how it went. */
  readonly drop: (drop: Drop) => void;
  readonly swap: (first: TicketRow, second: TicketRow) => void;
  readonly select: (ticketId: string) => void;
  /** Puts a sentence into the live region. */
  readonly say: (sentence: string) => void;
  /** Shows why a drop was refused before it was sent. */
  readonly refuse: (drop: Drop) => void;
}

export const BoardActionsContext = createContext<BoardActions | null>(null);

/** The board's actions, or null outside of a board. */
export function useBoardActions(): BoardActions | null {
  return useContext(BoardActionsContext);
}
