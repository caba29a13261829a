/* Names of the rows the catalogue works with. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";

export type WorkTypeEntry = FunctionReturnType<typeof api.catalogue.workTypes>[number];
export type Policy = WorkTypeEntry["value"];
export type TradeEntry = FunctionReturnType<typeof api.catalogue.trades>[number];
export type ChecklistEntry = FunctionReturnType<typeof api.catalogue.checklists>[number];
export type FaultEntry = FunctionReturnType<typeof api.catalogue.faultCodes>[number];
