/**
 * How the board divides the open tickets of a branch into parts that are asked for side by side: ranges of their order
 * (most urgent first, newest first among equals) that leave no gap and do not overlap, whatever moves between them.
 * Where to cut is told by a sample: a ticket is in it by its number, so the sample is as dense as the tickets are, and
 * nobody counts. Pure.
 */
import { PRIORITIES, type Priority } from "../tickets/priorities";

/** Open tickets of one priority that came at `after` or later and before `before`; null is no limit. */
export interface OpenSlice {
  readonly priority: Priority;
  readonly after: number | null;
  readonly before: number | null;
}

/** A ticket of the sample. */
export interface OpenMark {
  readonly priority: Priority;
  readonly createdAt: number;
}

/** One ticket in so many is in the sample, on average. */
export const SAMPLED_EVERY = 32;
/** So many of the sample make a slice: 128 tickets, and hardly ever more than twice as many. */
const MARKS_PER_SLICE = 4;
export const USUAL_SLICE = SAMPLED_EVERY * MARKS_PER_SLICE;
/** A slice of more tickets is to be cut; its answer holds up to twice as many, so that none goes missing meanwhile. */
export const MAX_SLICE = 512;

/** Whether the ticket with this number is in the sample; numbers are drawn, and in any case scattered here. */
export function isSampled(number: string): boolean {
  let hash = 0x811c9dc5;
  for (let at = 0; at < number.length; at += 1) hash = Math.imul(hash ^ number.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % SAMPLED_EVERY === 0;
}

/** All open tickets, in the board's order. */
export const WHOLE_BOARD: readonly OpenSlice[] = [...PRIORITIES]
  .reverse()
  .map((priority) => ({ priority, after: null, before: null }));

function isInside({ priority, after, before }: OpenSlice, mark: OpenMark): boolean {
  return (
    mark.priority === priority &&
    (after === null || mark.createdAt > after) &&
    (before === null || mark.createdAt < before)
  );
}

/**
 * The parts of a slice that holds more than one answer, in order and together all of it. `cutAt` is an instant inside that
 * the deployment named: the cut where no mark of the sample lies in the slice. One part means that it cannot be cut.
 */
export function cutSlice(slice: OpenSlice, cutAt: number, marks: readonly OpenMark[]): readonly OpenSlice[] {
  const inside = marks
    .filter((mark) => isInside(slice, mark))
    .map((mark) => mark.createdAt)
    .sort((a, b) => b - a);
  const chosen = inside.filter((_, place) => place % MARKS_PER_SLICE === MARKS_PER_SLICE - 1);
  const cuts = chosen.length > 0 ? chosen : isInside(slice, { ...slice, createdAt: cutAt }) ? [cutAt] : [];
  return [...cuts, slice.after].map((after, place) => ({
    priority: slice.priority,
    after,
    before: place === 0 ? slice.before : (cuts[place - 1] ?? null),
  }));
}
