/*
 * Through which door somebody acts for the customer of a ticket: by the link alone, or as the signed-in owner of the
 * number, who needs no code for what he does.
 */
import type { Id } from "../../convex/_generated/dataModel";

export type OwnDoor = { readonly token: string } | { readonly ticketId: Id<"tickets"> };

/** Whether what is done through this door is proven already. */
export function isProven(door: OwnDoor): boolean {
  return "ticketId" in door;
}
