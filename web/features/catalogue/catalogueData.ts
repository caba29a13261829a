/* Names of the rows the catalogue works with, and amounts between what is typed and whole minor units. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";

export type WorkTypeEntry = FunctionReturnType<typeof api.catalogue.workTypes>[number];
export type Policy = WorkTypeEntry["value"];
export type TradeEntry = FunctionReturnType<typeof api.catalogue.trades>[number];
export type ChecklistEntry = FunctionReturnType<typeof api.catalogue.checklists>[number];
export type FaultEntry = FunctionReturnType<typeof api.catalogue.faultCodes>[number];

/** Every currency of the product's markets has two decimal places. */
const MINOR = 100;

export const majorText = (amountMinor: number): string => String(amountMinor / MINOR);

/** Typed amount to whole minor units, null when it is no amount. */
export function minorOf(text: string): number | null {
  const latin = text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace("\u066B", ".");
  return /^\d{1,9}(\.\d{1,2})?$/.test(latin) ? Math.round(Number(latin) * MINOR) : null;
}

/** Typed whole number within bounds, null otherwise. */
export function wholeOf(text: string, min: number, max: number): number | null {
  const latin = text.trim().replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));
  const value = /^\d{1,9}$/.test(latin) ? Number(latin) : Number.NaN;
  return value >= min && value <= max ? value : null;
}
