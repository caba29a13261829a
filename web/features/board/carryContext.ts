/*
 * What is being carried right now and where it would go. One ticket at a time, by pointer or by keyboard.
 * Holds the state and its reading; the gestures are in useCarry and useKeyboardCarry.
 */
import { createContext, useContext } from "react";
import type { TicketRow } from "./boardData";
import type { DropTarget } from "./dropTarget";
import type { Verdict } from "./judgeDrop";

export interface Carry {
  readonly ticket: TicketRow;
  readonly by: "pointer" | "keyboard";
  /** How far behind the pointer the visit starts; 0 for cards. */
  readonly grabOffsetMs: number;
  readonly target: DropTarget | null;
  /** Judgement of the target; null while over nothing. */
  readonly verdict: Verdict | null;
}

export interface CarryControl {
  readonly carry: Carry | null;
  /** Lifts a ticket by keyboard. */
  readonly lift: (ticket: TicketRow) => void;
  /** Whether the signed-in role can move this ticket in its status. */
  readonly canLift: (ticket: TicketRow) => boolean;
  /** How each technician would fit the carried ticket without a time; undefined while nothing is carried. */
  readonly fitOf: (technicianId: string) => Verdict | undefined;
}

export const CarryContext = createContext<CarryControl | null>(null);

export function useCarryControl(): CarryControl {
  const control = useContext(CarryContext);
  if (control === null) throw new Error("useCarryControl outside of the board");
  return control;
}
