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

/** Staff who plan other people's work. */
export const PLANNERS = ["dispatcher", "supervisor", "admin", "owner"] as const satisfies readonly Role[];

/** Roles that see every branch of their organisation; everybody else sees the branches of the membership. */
export const ORGANIZATION_WIDE = ["admin", "owner"] as const satisfies readonly Role[];

export function isOneOf<T extends string>(list: readonly T[], value: string): value is T {
  return (list as readonly string[]).includes(value);
}
