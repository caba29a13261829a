/**
 * Convex validators built from the shared lists, so that a code added in shared is at once storable and callable.
 * Holds shapes only; table definitions are in model/<area>/tables.ts.
 */
import { literals } from "convex-helpers/validators";
import { v } from "convex/values";
import { PERMISSIONS } from "../../shared/access/permissions";
import { ROLES } from "../../shared/access/roles";
import { SKILLS } from "../../shared/catalogue/skills";
import { NO_FIX_REASONS, REASONS } from "../../shared/tickets/inputs";
import { PRIORITIES } from "../../shared/tickets/priorities";
import { STATUSES, TRAVEL_STATES } from "../../shared/tickets/statuses";
import { ACTIONS, PLACEMENT_ACTIONS, STEP_ACTIONS } from "../../shared/tickets/transitions";

export const localizedName = v.object({ ar: v.string(), en: v.string() });
export const point = v.object({ lat: v.number(), lng: v.number() });
export const status = literals(...STATUSES);
export const action = literals(...ACTIONS);
export const stepAction = literals(...STEP_ACTIONS);
export const placementAction = literals(...PLACEMENT_ACTIONS);
/** What the timeline records: a lifecycle action, or how the ticket came to be. */
export const timelineAction = literals(...ACTIONS, "create", "import");
export const travelState = literals(...TRAVEL_STATES);
export const priority = literals(...PRIORITIES);
export const role = literals(...ROLES);
export const permission = literals(...PERMISSIONS);
export const skill = literals(...SKILLS);
/** A code of the company's catalogue; checked against it where it is written. */
export const workType = v.string();
export const reason = literals(...REASONS);
export const noFixReason = literals(...NO_FIX_REASONS);
export const shift = v.object({
  startMinute: v.number(),
  endMinute: v.number(),
  weekdays: v.array(v.number()),
});
export const fix = v.object({ lat: v.number(), lng: v.number(), accuracyM: v.number() });
/** Input of a step; the fields an action requires are judged by shared/tickets/plan.ts. */
export const stepInput = v.object({
  reason: v.optional(reason),
  note: v.optional(v.string()),
  fix: v.optional(fix),
  noFixReason: v.optional(noFixReason),
  occurredAt: v.optional(v.number()),
});
/** Who did something, as the timeline shows it; `system` for imports and seeds. */
export const actorSnapshot = v.object({
  userId: v.nullable(v.id("users")),
  name: localizedName,
  role: v.nullable(role),
});
