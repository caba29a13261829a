/** The deadlines a promise has had: it stands still, goes on and moves, and the past asks what it was then. Pure. */

/** From `at` on the promise was due at `dueAt`; null while it stood still. */
export interface Deadline {
  readonly at: number;
  readonly dueAt: number | null;
}

/** So many are kept of one promise, the latest; none comes near it. */
export const MAX_DEADLINES = 60;

/**
 * The deadlines after a change that took place at `at`; the same list where it changed nothing. What a late report of an
 * earlier moment makes untrue goes.
 */
export function withDeadline<D extends Deadline>(known: readonly D[], next: D): readonly D[] {
  const before = known.filter(({ at }) => at < next.at);
  if (before.at(-1)?.dueAt === next.dueAt) return before.length === known.length ? known : before;
  return [...before, next].slice(-MAX_DEADLINES);
}

/** The deadline at a moment: null while it stood still or was not given, undefined where nothing is known. */
export function deadlineAt(known: readonly Deadline[], at: number): number | null | undefined {
  return known.findLast((one) => one.at <= at)?.dueAt;
}
