/* The open tickets of a branch as a component follows them. */
import { useQueryClient } from "@tanstack/react-query";
import { useConvex } from "convex/react";
import { useMemo, useSyncExternalStore } from "react";
import type { Branch } from "../boardData";
import { OpenTickets, type OpenTicketsState } from "./OpenTickets";

export function useOpenTickets(branchId: Branch["branchId"]): OpenTicketsState {
  const queries = useQueryClient();
  const convex = useConvex();
  const open = useMemo(() => new OpenTickets(queries, convex, branchId), [queries, convex, branchId]);
  return useSyncExternalStore(open.follow, open.read);
}
