/**
 * Roles of the product [J-03] and the groups the lifecycle speaks of. What a role may do beyond a ticket's
 * lifecycle stands in permissions.ts.
 */
export const ROLES = [
  "customer",
  "technician",
  "dispatcher",
  "supervisor",
  "workshop",
  "admin",
  "owner",
] as const;
export type Role = (typeof ROLES)[number];

/** Whether a text is the code of a role. */
export function isRole(text: string): text is Role {
  return isOneOf(ROLES, text);
}

/** Staff who plan other people's work. */
export const PLANNERS = ["dispatcher", "supervisor", "admin", "owner"] as const satisfies readonly Role[];

/** Roles that see every branch of their organisation; everybody else sees the branches of the membership. */
export const ORGANIZATION_WIDE = ["admin", "owner"] as const satisfies readonly Role[];

/** From the narrowest to the widest; nobody gives away, or touches, a rank above the own. */
const RANK: Record<Role, number> = {
  customer: 0,
  technician: 1,
  workshop: 1,
  dispatcher: 2,
  supervisor: 3,
  admin: 4,
  owner: 5,
};

/** Whether `actor` may make somebody a `target`, or change somebody who is one. */
export function mayManageRole(actor: Role, target: Role): boolean {
  return RANK[actor] >= RANK[target];
}

/** Roles that can be given by invitation; customers sign in by phone and are never members. */
export const STAFF_ROLES = [
  "technician",
  "dispatcher",
  "supervisor",
  "workshop",
  "admin",
  "owner",
] as const satisfies readonly Role[];
export type StaffRole = (typeof STAFF_ROLES)[number];

export function isOneOf<T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}
