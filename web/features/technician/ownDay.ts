/* Names of the rows the technician's page works with; their shape is what the deployment's functions return. */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";

export type OwnDay = FunctionReturnType<typeof api.technicians.today>;
export type OwnJob = OwnDay["jobs"][number];
