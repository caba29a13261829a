/* Names of the rows the customer pages work with; their shape is what the deployment's functions return. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";

export type CustomerPage = FunctionReturnType<typeof api.contacts.get>;
export type Contact = CustomerPage["contact"];
export type Place = CustomerPage["locations"][number];
export type Asset = CustomerPage["assets"][number];

/** Reads a customer's id out of an address; the server checks it and refuses what is none. */
export function contactIdFrom(text: string): Id<"contacts"> {
  return text as Id<"contacts">;
}
