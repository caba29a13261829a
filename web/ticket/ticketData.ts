/* Names of the rows one ticket's views work with; their shape is what the deployment's functions return. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../convex/_generated/api";

export type TicketDetail = FunctionReturnType<typeof api.tickets.get>;
export type TicketCard = TicketDetail["ticket"];
