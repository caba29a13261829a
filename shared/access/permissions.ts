/**
 * The permission matrix: what a role may do, in one place, read by every server function and by the web to
 * decide which pages exist. Who may take which lifecycle step on a ticket is NOT here but per edge in
 * shared/tickets/transitions.ts [J-38].
 */
import type { Role } from "./roles";

export const PERMISSIONS = [
  /** See the board of a branch: tickets, lanes, technicians, positions. */
  "board.view",
  /** Open one ticket (a technician: only when it is his). */
  "tickets.view",
  /** Take lifecycle steps; the edge decides which. */
  "tickets.act",
  /** See and share the customer's tracking link. */
  "tracking.share",
  /** Bring tickets in from a file. */
  "imports.run",
  /** Put any technician of the branch on or off duty. */
  "technicians.duty",
  /** Report the own position, put oneself on or off duty, see the own day. */
  "field.work",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const BOARD_STAFF: readonly Permission[] = [
  "board.view",
  "tickets.view",
  "tickets.act",
  "tracking.share",
  "imports.run",
  "technicians.duty",
];

/** Customers hold nothing here: they act through the tracking link only, in this cut. */
const ROLE_PERMISSIONS = {
  customer: [],
  technician: ["tickets.view", "tickets.act", "field.work"],
  dispatcher: BOARD_STAFF,
  supervisor: BOARD_STAFF,
  workshop: ["tickets.view"],
  admin: BOARD_STAFF,
  owner: BOARD_STAFF,
} as const satisfies Record<Role, readonly Permission[]>;

/** Whether a role holds a permission anywhere; scope (branch, own tickets) is checked separately. */
export function roleHas(role: Role, permission: Permission): boolean {
  return (ROLE_PERMISSIONS[role] as readonly Permission[]).includes(permission);
}
