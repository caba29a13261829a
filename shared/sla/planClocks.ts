/**
 * planClocks(): what must happen to a ticket's clocks so that they agree with the ticket as it stands at an instant.
 * Judges states, not edges: asked twice it answers nothing the second time, and a change that came by another way than
 * a step (a hold, an edited rule, a new calendar) is planned by the same function. Reads no clock, writes nothing.
 *
 *   start -> running <-> paused        running | paused -> met | cancelled
 *               |                      breached keeps measuring until the ticket moves on
 *            breached
 */
import {
  addBusinessMs,
  type BusinessCalendar,
  businessMsBetween,
  everOpens,
} from "../calendar/businessCalendar";
import type { TicketStatus } from "../tickets/statuses";
import type { TravelState } from "../tickets/visits";
import { type ClockCode, clockRule, type EffectiveRule, type TimeBase } from "./rules";

export const CLOCK_STATES = ["running", "paused", "met", "breached", "cancelled"] as const;

/** What clocks are judged by. */
export interface Situation {
  readonly status: TicketStatus;
  readonly travel: TravelState | null;
  /** Start of the current visit. */
  readonly startsAt: number | null;
  /** A hold that stops clocks is open. */
  readonly onHold: boolean;
}

/** How far a clock has come. Times are epoch ms, lengths are counted in the clock's own time base. */
export interface Progress {
  readonly thresholdMs: number;
  readonly timeBase: TimeBase;
  /** Counted before `runningSince`. */
  readonly consumedMs: number;
  /** Counting since then; null while it stands still. May lie ahead for a visit to come. */
  readonly runningSince: number | null;
  /** When the promise is broken; null while the clock stands still. A broken one keeps the instant it broke. */
  readonly dueAt: number | null;
  /** The visit start it counts from, for rules that do. */
  readonly anchorAt: number | null;
}

/** A clock that is not over: running, paused, or broken and still measuring. */
export interface OpenClock extends Progress {
  readonly code: ClockCode;
  readonly state: "running" | "paused" | "breached";
  readonly startedAt: number;
}

export type ClockOperation =
  | {
      readonly kind: "start";
      readonly code: ClockCode;
      readonly state: "running" | "paused";
      readonly startedAt: number;
      readonly progress: Progress;
    }
  /** Stood still, went on, or became due at another time. */
  | {
      readonly kind: "change";
      readonly code: ClockCode;
      readonly state: "running" | "paused" | "breached";
      readonly progress: Progress;
    }
  | { readonly kind: "breach"; readonly code: ClockCode; readonly at: number; readonly progress: Progress }
  | {
      readonly kind: "end";
      readonly code: ClockCode;
      readonly outcome: "met" | "breached" | "cancelled";
      readonly endedAt: number;
      /** Counted in the clock's time base without waiting; from start to end on the wall [J-43]. */
      readonly netMs: number;
      readonly grossMs: number;
    };

export interface ClockRequest {
  readonly situation: Situation;
  /** The ticket's open clocks, at most one per code. */
  readonly clocks: readonly OpenClock[];
  readonly rules: readonly EffectiveRule[];
  readonly calendar: BusinessCalendar;
  readonly now: number;
}

type Stand = "runs" | "waits" | "over";

/** Whether a rule's clock should be running, standing still or over. `covered`: the rule itself speaks of this moment. */
function standOf(
  code: ClockCode,
  { status, travel, startsAt, onHold }: Situation,
): { stand: Stand; covered: boolean } {
  const rule = clockRule(code);
  const inTravel = !rule.runs.travel || (travel !== null && rule.runs.travel.includes(travel));
  const timed = rule.countsFrom === "begin" || startsAt !== null;
  if (rule.runs.statuses.includes(status) && inTravel && timed)
    return { stand: rule.holdsStop && onHold ? "waits" : "runs", covered: true };
  return { stand: rule.waits.includes(status) ? "waits" : "over", covered: false };
}

function wasKept(code: ClockCode, { status, travel }: Situation): boolean {
  const { kept } = clockRule(code);
  return "travel" in kept ? travel !== null && kept.travel.includes(travel) : !kept.unless.includes(status);
}

function between(from: number, until: number, base: TimeBase, calendar: BusinessCalendar): number {
  return countsOpenTime(base, calendar)
    ? businessMsBetween(from, until, calendar)
    : Math.max(0, until - from);
}

function after(from: number, amountMs: number, base: TimeBase, calendar: BusinessCalendar): number {
  return countsOpenTime(base, calendar)
    ? addBusinessMs(from, amountMs, calendar)
    : from + Math.max(0, amountMs);
}

/** A branch that never opens still owes its customers an answer: there every hour counts. */
function countsOpenTime(base: TimeBase, calendar: BusinessCalendar): boolean {
  return base === "business" && everOpens(calendar);
}

/** What a clock has counted up to an instant. */
function elapsedMs(progress: Progress, at: number, calendar: BusinessCalendar): number {
  const { consumedMs, runningSince, timeBase } = progress;
  return consumedMs + (runningSince === null ? 0 : between(runningSince, at, timeBase, calendar));
}

function begin(
  rule: EffectiveRule,
  { startsAt }: Situation,
  now: number,
  calendar: BusinessCalendar,
): Progress {
  const { thresholdMs, timeBase } = rule;
  const anchorAt = clockRule(rule.code).countsFrom === "startsAt" ? startsAt : null;
  const runningSince = anchorAt ?? now;
  // A visit put where it is already late breaks its promise now, not in the past.
  const dueAt = Math.max(after(runningSince, thresholdMs, timeBase, calendar), now);
  return { thresholdMs, timeBase, consumedMs: 0, runningSince, dueAt, anchorAt };
}

function still(progress: Progress, now: number, calendar: BusinessCalendar): Progress {
  return { ...progress, consumedMs: elapsedMs(progress, now, calendar), runningSince: null, dueAt: null };
}

function goOn(progress: Progress, now: number, calendar: BusinessCalendar): Progress {
  const runningSince = Math.max(now, progress.anchorAt ?? now);
  const left = progress.thresholdMs - progress.consumedMs;
  return { ...progress, runningSince, dueAt: after(runningSince, left, progress.timeBase, calendar) };
}

function end(
  clock: OpenClock,
  outcome: "met" | "breached" | "cancelled",
  now: number,
  calendar: BusinessCalendar,
): ClockOperation {
  const endedAt = Math.max(now, clock.startedAt);
  return {
    kind: "end",
    code: clock.code,
    outcome,
    endedAt,
    netMs: elapsedMs(clock, endedAt, calendar),
    grossMs: endedAt - clock.startedAt,
  };
}

/** The operations, in the order they are to be applied; empty when everything agrees. */
export function planClocks(request: ClockRequest): ClockOperation[] {
  return request.rules.flatMap((rule) => breakAtOnce(planOne(rule, request), request.now));
}

/** A clock that begins, or is moved, to where its time is already up breaks with the same change. */
function breakAtOnce(operations: ClockOperation[], now: number): ClockOperation[] {
  const last = operations.at(-1);
  if (last?.kind !== "start" && last?.kind !== "change") return operations;
  const { state, code, progress } = last;
  if (state !== "running" || progress.dueAt === null || progress.dueAt > now) return operations;
  return [...operations, { kind: "breach", code, at: progress.dueAt, progress }];
}

function planOne(rule: EffectiveRule, request: ClockRequest): ClockOperation[] {
  const { situation, calendar, now } = request;
  const { stand, covered } = standOf(rule.code, situation);
  const found = request.clocks.find((clock) => clock.code === rule.code);
  const fresh = (): ClockOperation[] => {
    if (!rule.enabled || !covered) return [];
    const progress = begin(rule, situation, now, calendar);
    const state = stand === "runs" ? "running" : "paused";
    return [
      {
        kind: "start",
        code: rule.code,
        state,
        startedAt: now,
        progress: state === "running" ? progress : { ...progress, runningSince: null, dueAt: null },
      },
    ];
  };
  if (!found) return fresh();
  const done: ClockOperation[] = [];
  let clock = found;
  if (clock.state === "running" && clock.dueAt !== null && clock.dueAt <= now) {
    // The timer and this change arrived together; whichever commits first says so, the other finds it said.
    done.push({ kind: "breach", code: clock.code, at: clock.dueAt, progress: clock });
    clock = { ...clock, state: "breached" };
  }
  const over = clock.state === "breached" ? "breached" : wasKept(rule.code, situation) ? "met" : "cancelled";
  if (stand === "over") return [...done, end(clock, over, now, calendar)];
  if (!rule.enabled)
    return [...done, end(clock, clock.state === "breached" ? "breached" : "cancelled", now, calendar)];
  const movedVisit = covered && clock.anchorAt !== null && clock.anchorAt !== situation.startsAt;
  if (movedVisit && clock.state === "breached")
    return [...done, end(clock, "breached", now, calendar), ...fresh()];
  return [...done, ...adjust(clock, rule, stand, movedVisit, request)];
}

/** Brings an open clock that goes on into agreement with its rule and its ticket. */
function adjust(
  clock: OpenClock,
  rule: EffectiveRule,
  stand: Stand,
  movedVisit: boolean,
  request: ClockRequest,
): ClockOperation[] {
  const { situation, calendar, now } = request;
  const { code } = rule;
  if (clock.state === "breached") {
    // The instant it broke stays; only the measuring pauses and goes on.
    if (stand === "waits" && clock.runningSince !== null)
      return [
        {
          kind: "change",
          code,
          state: "breached",
          progress: { ...still(clock, now, calendar), dueAt: clock.dueAt },
        },
      ];
    if (stand === "runs" && clock.runningSince === null)
      return [{ kind: "change", code, state: "breached", progress: { ...clock, runningSince: now } }];
    return [];
  }
  const set: Progress = movedVisit
    ? begin(rule, situation, now, calendar)
    : { ...clock, thresholdMs: rule.thresholdMs, timeBase: rule.timeBase };
  if (stand === "waits") {
    const stopped = { ...set, runningSince: null, dueAt: null };
    return agree(
      clock,
      "paused",
      movedVisit || clock.state === "paused" ? stopped : still(set, now, calendar),
    );
  }
  if (movedVisit) return agree(clock, "running", set);
  if (clock.state === "paused") return agree(clock, "running", goOn(set, now, calendar));
  const since = set.runningSince ?? now;
  const due = after(since, set.thresholdMs - set.consumedMs, set.timeBase, calendar);
  // A shortened promise that is already used up breaks now.
  return agree(clock, "running", { ...set, dueAt: due === clock.dueAt ? due : Math.max(due, now) });
}

function agree(clock: OpenClock, state: "running" | "paused", progress: Progress): ClockOperation[] {
  const keys = ["thresholdMs", "timeBase", "consumedMs", "runningSince", "dueAt", "anchorAt"] as const;
  const same = clock.state === state && keys.every((key) => clock[key] === progress[key]);
  return same ? [] : [{ kind: "change", code: clock.code, state, progress }];
}

/** The most urgent deadline of a ticket: the earliest of its running and broken clocks, or null. */
export function mostUrgent(
  clocks: readonly Pick<OpenClock, "code" | "state" | "dueAt">[],
): { code: ClockCode; dueAt: number } | null {
  let first: { code: ClockCode; dueAt: number } | null = null;
  for (const { code, state, dueAt } of clocks)
    if (state !== "paused" && dueAt !== null && (first === null || dueAt < first.dueAt))
      first = { code, dueAt };
  return first;
}
