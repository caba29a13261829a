/**
 * Convex validators built from the shared lists, so that a code added in shared is at once storable and callable.
 * Holds shapes only; table definitions are in model/<area>/tables.ts.
 */
import { literals } from "convex-helpers/validators";
import { v } from "convex/values";
import { PERMISSIONS } from "../../shared/access/permissions";
import { ROLES } from "../../shared/access/roles";
import { DIRECTIONS } from "../../shared/boardActions/takeBack";
import { DAY_SLOT_CODES } from "../../shared/intake/request";
import { SKILLS } from "../../shared/catalogue/skills";
import { FLOW_PROFILES } from "../../shared/catalogue/workTypePolicy";
import { NO_FIX_REASONS, NOT_FIXED_REASONS } from "../../shared/tickets/inputs";
import { OUTCOMES } from "../../shared/tickets/outcomes";
import { PRIORITIES } from "../../shared/tickets/priorities";
import { STATUSES } from "../../shared/tickets/statuses";
import { ACTIONS, PLACEMENT_ACTIONS, STEP_ACTIONS } from "../../shared/tickets/transitions";
import {
  CONFIRMATIONS,
  CUSTODIES,
  OFFER_STATES,
  PARTIES,
  TRAVEL_STATES,
  VISIT_KINDS,
} from "../../shared/tickets/visits";

export const localizedName = v.object({ ar: v.string(), en: v.string() });
export const point = v.object({ lat: v.number(), lng: v.number() });
export const status = literals(...STATUSES);
export const action = literals(...ACTIONS);
export const stepAction = literals(...STEP_ACTIONS);
export const placementAction = literals(...PLACEMENT_ACTIONS);
/** What the timeline records: a lifecycle action, or how the ticket came to be. */
export const timelineAction = literals(...ACTIONS, "create", "import");
export const takeBackDirection = literals(...DIRECTIONS);
export const travelState = literals(...TRAVEL_STATES);
export const visitKind = literals(...VISIT_KINDS);
export const confirmation = literals(...CONFIRMATIONS);
export const offerState = literals(...OFFER_STATES);
export const custody = literals(...CUSTODIES);
export const party = literals(...PARTIES);
export const outcome = literals(...OUTCOMES);
export const flowProfile = literals(...FLOW_PROFILES);
/** A stretch of time, epoch ms. */
export const window = v.object({ startsAt: v.number(), endsAt: v.number() });
export const priority = literals(...PRIORITIES);
export const role = literals(...ROLES);
export const permission = literals(...PERMISSIONS);
export const skill = literals(...SKILLS);
/** A code of the company's catalogue; checked against it where it is written. */
export const workType = v.string();
/** A built-in reason or one of the company's own list; checked against it before a step is taken. */
export const reason = v.string();
export const notFixedReason = literals(...NOT_FIXED_REASONS);
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
  party: v.optional(party),
  customerTold: v.optional(v.boolean()),
  notFixedReasons: v.optional(v.array(notFixedReason)),
  window: v.optional(window),
  priority: v.optional(priority),
});
/** Roles the lifecycle judges: the people's and the server's own timers. */
export const actorRole = literals(...ROLES, "system");
/** Who did something, as the timeline shows it; `system` for imports and seeds. */
export const actorSnapshot = v.object({
  userId: v.nullable(v.id("users")),
  name: localizedName,
  role: v.nullable(role),
});

/** Parts of the day a customer may wish for. */
export const daySlot = literals(...DAY_SLOT_CODES);
