/**
 * The service promises, declared once [L-01…L-08, J-50]: when each one's clock runs, when it stands still, what counts
 * as kept, and whom a broken one goes to. Thresholds here are defaults; a company edits them within the bounds. How a
 * clock moves is planClocks.ts; SLA-007 is no clock but an immediate escalation (complaints are never breaches [J-42]).
 */
import type { Role } from "../access/roles";
import { STATUS_META, STATUSES, type TicketStatus } from "../tickets/statuses";
import type { TravelState } from "../tickets/visits";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../time/zones";
import type { SlaCode } from "./codes";
import type { EscalationLevel, EscalationType } from "./escalations";

/** Open hours of the branch, or every hour of the day. */
export const TIME_BASES = ["business", "wall"] as const;
export type TimeBase = (typeof TIME_BASES)[number];

interface Terms {
  readonly type: EscalationType;
  readonly level: EscalationLevel;
  /** Told first, within their branches. */
  readonly owners: readonly Role[];
}

/** One promise with a clock. */
export interface ClockRule extends Terms {
  readonly thresholdMs: number;
  readonly timeBase: TimeBase;
  /** What a company may set. */
  readonly bounds: { readonly minMs: number; readonly maxMs: number };
  /** The clock runs while the ticket is in one of these statuses and, where given, its visit in one of these states. */
  readonly runs: { readonly statuses: readonly TicketStatus[]; readonly travel?: readonly TravelState[] };
  /** Declared waiting states [J-43]: a clock that was running stands still and goes on afterwards. */
  readonly waits: readonly TicketStatus[];
  /** Whether a hold that stops clocks stops this one. */
  readonly holdsStop: boolean;
  /** From when time is counted: from when the clock starts, or from the start of the planned visit. */
  readonly countsFrom: "begin" | "startsAt";
  /** What the ticket looks like when it leaves and the promise was kept; left otherwise, the promise is void. */
  readonly kept: { readonly travel: readonly TravelState[] } | { readonly unless: readonly TicketStatus[] };
}

const GIVEN_UP = ["cancelled", "rejected"] as const satisfies readonly TicketStatus[];
const inState = (behaviour: "running" | "waiting") =>
  STATUSES.filter((status) => STATUS_META[status].clock === behaviour);
/** Nobody of the company can go on: the customer pays, comes or answers, or a supplier delivers [J-43]. */
const WAITING = inState("waiting");
const OUR_TURN = inState("running");

const minutes = (count: number) => count * MINUTE_MS;
const hours = (count: number) => count * HOUR_MS;
const days = (count: number) => count * DAY_MS;

const CLOCK_RULES = {
  /** [L-01] */
  "SLA-001": {
    type: "assignment",
    level: 1,
    owners: ["supervisor"],
    thresholdMs: hours(2),
    timeBase: "business",
    bounds: { minMs: minutes(5), maxMs: days(7) },
    runs: { statuses: ["new", "under_review"] },
    waits: ["pending_payment"],
    holdsStop: true,
    countsFrom: "begin",
    kept: { unless: GIVEN_UP },
  },
  /** [L-02] */
  "SLA-002": {
    type: "schedule",
    level: 1,
    owners: ["supervisor"],
    thresholdMs: hours(4),
    timeBase: "business",
    bounds: { minMs: minutes(15), maxMs: days(14) },
    runs: { statuses: ["assigned"] },
    waits: [],
    holdsStop: true,
    countsFrom: "begin",
    kept: { unless: [...GIVEN_UP, "new"] },
  },
  /** [L-03] Also a delivery: there the ticket stays and its visit travels (§23.3). */
  "SLA-003": {
    type: "trip",
    level: 2,
    owners: ["admin"],
    thresholdMs: minutes(30),
    timeBase: "wall",
    bounds: { minMs: minutes(5), maxMs: hours(24) },
    runs: { statuses: ["scheduled", "ready_delivery"], travel: ["planned"] },
    waits: [],
    holdsStop: true,
    countsFrom: "startsAt",
    kept: { travel: ["en_route", "arrived", "done"] },
  },
  /** [L-04] */
  "SLA-004": {
    type: "arrival",
    level: 2,
    owners: ["admin"],
    thresholdMs: minutes(90),
    timeBase: "wall",
    bounds: { minMs: minutes(15), maxMs: hours(24) },
    runs: { statuses: ["on_route", "ready_delivery"], travel: ["en_route"] },
    waits: [],
    holdsStop: false,
    countsFrom: "begin",
    kept: { travel: ["arrived", "done"] },
  },
  /** [L-05] Waiting is what it measures, so no hold stops it. The workshop keeps the parts store [J-39]. */
  "SLA-005": {
    type: "parts",
    level: 3,
    owners: ["admin", "workshop"],
    thresholdMs: days(3),
    timeBase: "wall",
    bounds: { minMs: hours(4), maxMs: days(60) },
    runs: { statuses: ["waiting_parts"] },
    waits: [],
    holdsStop: false,
    countsFrom: "begin",
    kept: { unless: [...GIVEN_UP, "not_fixed"] },
  },
  /** [L-06] */
  "SLA-006": {
    type: "completion_delay",
    level: 3,
    owners: ["admin"],
    thresholdMs: days(7),
    timeBase: "wall",
    bounds: { minMs: hours(4), maxMs: days(90) },
    runs: { statuses: OUR_TURN },
    waits: WAITING,
    holdsStop: true,
    countsFrom: "begin",
    kept: { unless: GIVEN_UP },
  },
  /** [L-08, J-50] */
  "SLA-008": {
    type: "workshop",
    level: 3,
    owners: ["admin", "workshop"],
    thresholdMs: days(5),
    timeBase: "wall",
    bounds: { minMs: hours(4), maxMs: days(90) },
    runs: { statuses: ["in_workshop"] },
    waits: ["awaiting_approval", "waiting_parts"],
    holdsStop: true,
    countsFrom: "begin",
    kept: { unless: GIVEN_UP },
  },
} as const satisfies Record<Exclude<SlaCode, "SLA-007">, ClockRule>;

export type ClockCode = keyof typeof CLOCK_RULES;
export const CLOCK_CODES = Object.keys(CLOCK_RULES) as ClockCode[];

/** [L-07] A complaint goes to somebody at once. */
export const COMPLAINT = { type: "complaint", level: 2, owners: ["supervisor"] } as const satisfies Terms;

/** The rule of a clock, with the interface's width. */
export function clockRule(code: ClockCode): ClockRule {
  return CLOCK_RULES[code];
}

/** A promise as a company keeps it. */
export interface EffectiveRule {
  readonly code: ClockCode;
  readonly thresholdMs: number;
  readonly timeBase: TimeBase;
  readonly enabled: boolean;
}

/** Every clock with its default; `edited` are the company's own rows. */
export function effectiveRules(
  edited: readonly {
    readonly code: SlaCode;
    readonly thresholdMs: number;
    readonly timeBase: TimeBase;
    readonly enabled: boolean;
  }[],
): EffectiveRule[] {
  return CLOCK_CODES.map((code) => {
    const own = edited.find((row) => row.code === code);
    const { thresholdMs, timeBase } = own ?? clockRule(code);
    return { code, thresholdMs, timeBase, enabled: own?.enabled ?? true };
  });
}
