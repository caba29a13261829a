/* Names of the rows this feature works with; their shape is what the deployment's functions return. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import { roleHas } from "../../../shared/access/permissions";
import type { Role } from "../../../shared/access/roles";

export type Escalation = FunctionReturnType<typeof api.escalations.list>["page"][number];
export type SlaRule = FunctionReturnType<typeof api.sla.rules>[number];
export type TicketClock = FunctionReturnType<typeof api.sla.clocks>[number];

const EVERY: readonly Role[] = ["supervisor", "admin", "owner"];

/** Whether the server will let this role resolve it: its own, or any for those who supervise. */
export function mayResolve(role: Role, escalation: Pick<Escalation, "owners">): boolean {
  return roleHas(role, "escalations.resolve") && (EVERY.includes(role) || escalation.owners.includes(role));
}
