/* What the escalations page shows, kept in its address. */
import * as z from "zod";
import {
  ESCALATION_LEVELS,
  ESCALATION_TYPES,
  type EscalationLevel,
  type EscalationType,
} from "../../../shared/sla/escalations";

export const escalationSearchSchema = z.object({
  branch: z.string().optional().catch(undefined),
  state: z.enum(["open", "resolved"]).optional().catch(undefined),
  level: z.literal(ESCALATION_LEVELS).optional().catch(undefined),
  type: z.enum(ESCALATION_TYPES).optional().catch(undefined),
});
export type EscalationSearch = z.infer<typeof escalationSearchSchema>;

export interface EscalationFilters {
  readonly state: "open" | "resolved";
  readonly level: EscalationLevel | null;
  readonly type: EscalationType | null;
}

export function filtersOf({ state, level, type }: EscalationSearch): EscalationFilters {
  return { state: state ?? "open", level: level ?? null, type: type ?? null };
}
