/**
 * The bounds of changing who works here, as pure questions: nobody reaches above himself, nobody shuts himself out, the
 * last owner stays. Server and pages ask the same functions.
 */
import { mayManageRole, type Role } from "./roles";

export interface MemberFacts {
  readonly membershipId: string;
  readonly role: Role;
  readonly active: boolean;
}

export type GovernanceRefusal = "people.aboveYou" | "people.yourself" | "people.lastOwner";

export interface MemberChange {
  readonly actor: { readonly membershipId: string; readonly role: Role };
  readonly target: MemberFacts;
  /** The role afterwards; null when the member is being shut out. */
  readonly nextRole: Role | null;
  /** Active owners of the company before the change. */
  readonly activeOwners: number;
}

/** Why a change of a member is refused, or null. A change of branches alone keeps the role. */
export function refuseMemberChange(change: MemberChange): GovernanceRefusal | null {
  const { actor, target, nextRole, activeOwners } = change;
  if (!mayManageRole(actor.role, target.role)) return "people.aboveYou";
  if (nextRole !== null && !mayManageRole(actor.role, nextRole)) return "people.aboveYou";
  const losesOwner = target.role === "owner" && target.active && nextRole !== "owner";
  if (losesOwner && activeOwners <= 1) return "people.lastOwner";
  if (actor.membershipId === target.membershipId && nextRole !== target.role) return "people.yourself";
  return null;
}
