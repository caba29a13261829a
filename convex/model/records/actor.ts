/**
 * Who attaches a record: a member of staff, or the customer's side of a ticket. Made from what the builders have proven;
 * records know nothing of sessions and links.
 */
import type { Role } from "../../../shared/access/roles";
import type { LocalizedName } from "../../../shared/core/localized";
import type { Doc, Id } from "../../_generated/dataModel";
import { firstName } from "../contacts/names";
import type { StaffActor } from "../organization/access";

export interface RecordActor {
  readonly userId: Id<"users"> | null;
  readonly name: LocalizedName;
  readonly role: Role;
  readonly side: "staff" | "customer";
  /** The same for the same person on every call; everybody on the customer's side of a ticket shares one. */
  readonly key: string;
  readonly technicianId: Id<"technicians"> | null;
}

/** {@link RecordActor.key} of a member of staff. */
export function staffKey(userId: Id<"users">): string {
  return `staff:${userId}`;
}

export function staffAuthor({ userId, membership }: StaffActor): RecordActor {
  return {
    userId,
    name: membership.name,
    role: membership.role,
    side: "staff",
    key: staffKey(userId),
    technicianId: membership.technicianId ?? null,
  };
}

/** The customer's side of a ticket; `userId` when he is signed in. */
export function customerAuthor(ticket: Doc<"tickets">, userId: Id<"users"> | null): RecordActor {
  const { name } = ticket.contact;
  return {
    userId,
    name: { ar: name, en: name },
    role: "customer",
    side: "customer",
    key: `customer:${ticket._id}`,
    technicianId: null,
  };
}

/** The form rows keep. */
export function snapshot(who: RecordActor) {
  return { userId: who.userId, name: who.name, role: who.role };
}

interface Snapshot {
  readonly userId: Id<"users"> | null;
  readonly name: LocalizedName;
  readonly role: Role | null;
}

/** Who did something, as a side may know it: of staff a customer is told the first name, and no id [Z-03]. */
export function seenFrom(side: RecordActor["side"], by: Snapshot) {
  const { userId, name, role } = by;
  if (side === "staff") return { userId, name, role };
  return { userId: null, name: role === "customer" ? name : firstName(name), role };
}
