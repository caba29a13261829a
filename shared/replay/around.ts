/**
 * What stood around the tickets at a past moment: who was on duty, what was on hold, which promises and escalations were
 * open. Rebuilt from rows that keep their beginning and their end. Pure: the moment comes in.
 */

import { type Deadline, deadlineAt } from "./deadlines";

/**
 * Changes of duty older than this are removed: a year and a month, so that a day can be compared with the same one a year
 * ago. A replay of a day within this time needs no older change.
 */
export const DUTY_KEPT_DAYS = 400;

/** Something that began and may have ended; an end at the very moment is over. */
export interface Lasted {
  readonly from: number;
  readonly until: number | null;
}

export interface PastPromise extends Lasted {
  readonly code: string;
  /** As it was last computed; what counts where `deadlines` says nothing. */
  readonly dueAt: number | null;
  /** How it went on, the oldest first; empty for promises from before this was kept. */
  readonly deadlines: readonly Deadline[];
  readonly brokenAt: number | null;
}

export interface PastEscalation extends Lasted {
  readonly level: number;
}

export interface PastDuty {
  readonly technicianId: string;
  /** At the beginning of the span that was asked for. */
  readonly atStart: boolean;
  /** Within the span, the oldest first. */
  readonly changes: readonly { readonly at: number; readonly onDuty: boolean }[];
}

export function lastedAt({ from, until }: Lasted, at: number): boolean {
  return from <= at && (until === null || at < until);
}

export function onDutyAt({ atStart, changes }: PastDuty, at: number): boolean {
  return changes.findLast((change) => change.at <= at)?.onDuty ?? atStart;
}

/** When it broke, if it had; else the deadline it had at that moment. */
function dueThen({ brokenAt, dueAt, deadlines }: PastPromise, at: number): number | null {
  if (brokenAt !== null && brokenAt <= at) return brokenAt;
  const then = deadlineAt(deadlines, at);
  return then === undefined ? (brokenAt ?? dueAt) : then;
}

/** The open promise that breaks, or broke, first; its deadline is when it broke where that is known. */
export function nextDueAt<P extends PastPromise>(
  promises: readonly P[],
  at: number,
): { readonly code: P["code"]; readonly dueAt: number } | null {
  const open = promises.flatMap((promise) => {
    const dueAt = dueThen(promise, at);
    return lastedAt(promise, at) && dueAt !== null ? [{ code: promise.code, dueAt }] : [];
  });
  return open.toSorted((a, b) => a.dueAt - b.dueAt)[0] ?? null;
}

/** The highest level open at the moment; 0 while nothing was. */
export function levelAt(escalations: readonly PastEscalation[], at: number): number {
  return Math.max(0, ...escalations.filter((one) => lastedAt(one, at)).map(({ level }) => level));
}
