/* Names of the rows the board works with; their shape is what the deployment's functions return. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { Branch as MemberBranch, Me as Member } from "../../lib/session";

export type Me = Member;
export type Branch = MemberBranch;
/** One ticket as queue, lanes and map share it. */
export type TicketRow = FunctionReturnType<typeof api.board.openSlice>["tickets"][number];
export type VisitRow = FunctionReturnType<typeof api.board.appointments>[number];
export type TechnicianRow = FunctionReturnType<typeof api.board.technicians>[number];

/** Reads a ticket id out of an address; the server checks it and refuses what is none. */
export function ticketIdFrom(text: string): Id<"tickets"> {
  return text as Id<"tickets">;
}
