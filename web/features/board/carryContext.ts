/*
 * What is being carried right now and where it would go. One ticket at a time, by pointer or by keyboard.
 * Two contexts, because a target changes with every quarter of an hour under the pointer and thousands of cards
 * must not care: LiftContext changes when something is lifted or put down, CarryContext with every step.
 */
import { createContext, useContext } from "react";
import type { TicketRow } from "./boardData";
import type { ManyPart } from "./bulk/judgeMany";
import type { ChoiceStore } from "./choice/choiceStore";
import type { DropTarget } from "./dropTarget";
import type { Verdict } from "./judgeDrop";

export interface Carry {
  readonly ticket: TicketRow;
  /** Tickets selected with it, which go where it goes. */
  readonly others: readonly TicketRow[];
  /** What the target means for each of several; null while alone or over nothing. */
  readonly parts: readonly ManyPart[] | null;
  readonly by: "pointer" | "keyboard";
  /** How far behind the pointer the visit starts; 0 for cards. */
  readonly grabOffsetMs: number;
  readonly target: DropTarget | null;
  /** Judgement of the target; null while over nothing. */
  readonly verdict: Verdict | null;
}

export interface LiftControl {
  /** The tickets in the hand: one, or all that were selected with it. */
  readonly carriedIds: ReadonlySet<string>;
  /** Which tickets are selected together; a store, so that selecting one draws one. */
  readonly choice: ChoiceStore;
  /** Lifts a ticket by keyboard. */
  readonly lift: (ticket: TicketRow) => void;
  /** Whether the signed-in role can move this ticket in its status. */
  readonly canLift: (ticket: TicketRow) => boolean;
}

export interface CarryState {
  readonly carry: Carry | null;
  /** How each technician would fit the carried ticket without a time; undefined while nothing is carried. */
  readonly fitOf: (technicianId: string) => Verdict | undefined;
}

export const NOTHING_CARRIED: ReadonlySet<string> = new Set();

export const LiftContext = createContext<LiftControl | null>(null);
export const CarryContext = createContext<CarryState | null>(null);

export function useLift(): LiftControl {
  const control = useContext(LiftContext);
  if (control === null) throw new Error("useLift outside of the board");
  return control;
}

export function useCarryState(): CarryState {
  const state = useContext(CarryContext);
  if (state === null) throw new Error("useCarryState outside of the board");
  return state;
}
