/**
 * Who takes a step, in the one form the flows and the timeline use: a member of staff, a customer acting on his own
 * ticket, or the server itself. Whether a customer owns the ticket is decided by the door he came through.
 */
import type { LocalizedName } from "../../../shared/core/localized";
import type { Actor } from "../../../shared/tickets/facts";
import type { Doc, Id } from "../../_generated/dataModel";
import type { StaffActor } from "../organization/access";

export interface StepActor {
  readonly userId: Id<"users"> | null;
  readonly name: LocalizedName;
  readonly role: Actor["role"];
  readonly technicianId: Id<"technicians"> | null;
}

export function staffStepActor({ userId, membership }: StaffActor): StepActor {
  const { name, role, technicianId } = membership;
  return { userId, name, role, technicianId: technicianId ?? null };
}

/** The customer of a ticket, by the name he gave with it. */
export function customerStepActor(ticket: Doc<"tickets">, userId: Id<"users"> | null): StepActor {
  const { name } = ticket.contact;
  return { userId, name: { ar: name, en: name }, role: "customer", technicianId: null };
}

/** The server's own timers. */
export const SYSTEM_ACTOR: StepActor = {
  userId: null,
  name: { ar: "تلقائي", en: "Automatic" },
  role: "system",
  technicianId: null,
};
