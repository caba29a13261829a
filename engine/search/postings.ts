/**
 * Which documents hold a term, and how often: one sorted list of packed numbers per term.
 * A packed number has the slot above its lowest eight bits and the count in them, and is read as 32 unsigned bits: room
 * for sixteen million documents, far more than fit into memory. Counts stop at 255, where BM25 has long stopped caring.
 */
const COUNT_BITS = 8;
const MAX_COUNT = 255;

/** Below this length lists grow to their exact size: most terms are rare, and an engine's growth reserve is not. */
const EXACT_GROWTH = 16;

export type Postings = number[];

export function pack(slot: number, count: number): number {
  return ((slot << COUNT_BITS) | Math.min(count, MAX_COUNT)) >>> 0;
}

export function slotOf(packed: number): number {
  return packed >>> COUNT_BITS;
}

export function countOf(packed: number): number {
  return packed & MAX_COUNT;
}

/** Adds or overwrites a document's count; returns the list to keep, which may be a new one. */
export function withPosting(list: Postings | undefined, slot: number, count: number): Postings {
  const packed = pack(slot, count);
  if (list === undefined) return [packed];
  const last = list[list.length - 1];
  if (last === undefined || slotOf(last) < slot) {
    if (list.length < EXACT_GROWTH) return [...list, packed];
    list.push(packed);
    return list;
  }
  const at = lowerBound(list, slot);
  if (isAt(list, at, slot)) list[at] = packed;
  else list.splice(at, 0, packed);
  return list;
}

export function removePosting(list: Postings, slot: number): void {
  const at = lowerBound(list, slot);
  if (isAt(list, at, slot)) list.splice(at, 1);
}

function isAt(list: Postings, at: number, slot: number): boolean {
  const packed = list[at];
  return packed !== undefined && slotOf(packed) === slot;
}

/** Index of the first entry of this slot or a later one. */
function lowerBound(list: Postings, slot: number): number {
  const packed = pack(slot, 0);
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < packed) low = middle + 1;
    else high = middle;
  }
  return low;
}
