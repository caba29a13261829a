/**
 * The permission matrix: what a role may do, in one place, read by every server function and by the web to
 * decide which pages exist. Who may take which lifecycle step on a ticket is NOT here but per edge in
 * shared/tickets/transitions.ts [J-38]; which rows a permission reaches is scope.ts. ACCESS.md is written from here.
 */
import { PLANNERS, ROLES, type Role } from "./roles";

interface Grant {
  /** One line for ACCESS.md. */
  readonly about: string;
  readonly roles: readonly Role[];
}

const GOVERNORS = ["admin", "owner"] as const satisfies readonly Role[];
const STAFF = ["technician", "dispatcher", "supervisor", "workshop", "admin", "owner"] as const;

/** Customers hold nothing here: they act through a tracking link or as a signed-in customer. */
const MATRIX = {
  "board.view": {
    about: "See the board of a branch: tickets, lanes, technicians, positions",
    roles: PLANNERS,
  },
  "board.act": {
    about: "Move many tickets at once, undo and redo on the board; others' gestures from supervisor upwards",
    roles: PLANNERS,
  },
  "views.own": {
    about: "Keep views of the board, share them with the branch, choose what the board opens with",
    roles: PLANNERS,
  },
  "views.manage": {
    about: "Rename, change and remove views others share",
    roles: ["supervisor", ...GOVERNORS],
  },
  "board.replay": {
    about: "Replay a past day of a branch: what happened when, and where its technicians were",
    roles: PLANNERS,
  },
  "tickets.view": { about: "Open one ticket in scope", roles: STAFF },
  "tickets.act": {
    about: "Take lifecycle steps; the edge decides which",
    roles: ["technician", "workshop", ...PLANNERS],
  },
  "tracking.share": { about: "See, share and revoke the customer's tracking link", roles: PLANNERS },
  "board.plan": {
    about: "Draft another day beside the live one: own drafts, shared ones of the branch; apply them",
    roles: PLANNERS,
  },
  "tickets.create": { about: "Take a request in by hand", roles: PLANNERS },
  "records.view": {
    about:
      "See what is attached to a ticket in scope: files, notes, messages, parts, holds, checks, estimates",
    roles: STAFF,
  },
  "records.write": {
    about:
      "Attach to a ticket in scope: files, notes, messages, parts requests, holds, checks, estimates, sign-offs",
    roles: STAFF,
  },
  "estimates.settle": { about: "Write down an answer the customer gave by word of mouth", roles: PLANNERS },
  "parts.view": { about: "See the parts requests of a branch", roles: ["workshop", ...PLANNERS] },
  "workshop.view": {
    about: "See the bench of a branch: devices on their way in, at work, waiting to go out",
    roles: ["workshop", ...PLANNERS],
  },
  "contacts.view": { about: "Look customers up, with their places, devices and tickets", roles: PLANNERS },
  "contacts.manage": { about: "Enter and change customers, their places and devices", roles: PLANNERS },
  "contacts.erase": { about: "Hand out or remove a customer's personal data on request", roles: GOVERNORS },
  "catalogue.view": { about: "See work types, trades, checklists and fault codes", roles: STAFF },
  "catalogue.manage": { about: "Change work types, trades, checklists and fault codes", roles: GOVERNORS },
  "imports.run": { about: "Bring tickets in from a file", roles: PLANNERS },
  "technicians.duty": { about: "Put any technician of the branch on or off duty", roles: PLANNERS },
  "field.work": {
    about: "Report the own position, put oneself on or off duty, see the own day",
    roles: ["technician"],
  },
  "account.own": { about: "See and end the own sessions, change the own name and password", roles: STAFF },
  "people.view": { about: "See who works here: members and technicians in scope", roles: PLANNERS },
  "people.manage": {
    about: "Invite, change role and branches, deactivate and reactivate; never above the own role",
    roles: GOVERNORS,
  },
  "technicians.manage": {
    about: "Change a technician's record: employee number, skills, areas, shift, absences",
    roles: ["supervisor", ...GOVERNORS],
  },
  "settings.view": { about: "Read the settings of the company", roles: PLANNERS },
  "settings.manage": { about: "Change settings, cities and reason lists", roles: GOVERNORS },
  "notifications.own": { about: "See and clear the own bell", roles: STAFF },
  "sla.manage": {
    about: "Change the promises: thresholds, opening hours or wall clock, on or off",
    roles: GOVERNORS,
  },
  "escalations.view": { about: "See the escalations of the own branches", roles: ["workshop", ...PLANNERS] },
  "escalations.resolve": {
    about:
      "Resolve an escalation with notes, open it again; only one that belongs to the own role, governors any",
    roles: ["supervisor", "workshop", ...GOVERNORS],
  },
  "outbox.view": { about: "Read every message sent or not sent, and why", roles: GOVERNORS },
  "audit.view": { about: "Read the audit log of the company", roles: GOVERNORS },
} as const satisfies Record<string, Grant>;

export type Permission = keyof typeof MATRIX;
export const PERMISSIONS = Object.keys(MATRIX) as Permission[];

/** Whether a role holds a permission anywhere; scope (branch, own tickets) is checked separately. */
export function roleHas(role: Role, permission: Permission): boolean {
  return (MATRIX[permission].roles as readonly Role[]).includes(role);
}

/** The matrix as a table for people; ACCESS.md holds exactly these lines. */
export function permissionTable(): string[] {
  return [
    `| permission | what it opens | ${ROLES.join(" | ")} |`,
    `|---|---|${ROLES.map(() => ":-:|").join("")}`,
    ...PERMISSIONS.map((permission) => {
      const cells = ROLES.map((role) => (roleHas(role, permission) ? "●" : ""));
      return `| \`${permission}\` | ${MATRIX[permission].about} | ${cells.join(" | ")} |`;
    }),
  ];
}
