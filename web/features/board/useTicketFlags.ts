/* Which open tickets of a branch are escalated or on hold; kept current apart from the tickets themselves. */
import { useMemo } from "react";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";
import { NO_FLAGS, type TicketFlags } from "./attention";
import type { Branch } from "./boardData";

export function useTicketFlags(branchId: Branch["branchId"]): TicketFlags {
  const flags = useLive(api.board.flags, { branchId }, { keepPrevious: true });
  return useMemo(
    () =>
      flags === undefined
        ? NO_FLAGS
        : {
            escalated: new Map(flags.escalated.map(({ ticketId, level }) => [String(ticketId), level])),
            held: new Set(flags.held.map(String)),
          },
    [flags],
  );
}
