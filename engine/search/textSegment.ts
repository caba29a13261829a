/**
 * An inverted index over some documents' texts: those of a table (`textIndex.ts`), or those a running transaction wrote
 * (`pendingTexts.ts`). Documents have small slot numbers here, which are used again once free.
 */
import { orderedMap, type OrderedMap } from "../transaction/orderedMap";
import { FilterColumns } from "./filterColumns";
import { countOf, pack, type Postings, removePosting, slotOf, withPosting } from "./postings";
import type { TextEntry } from "./textEntry";

export class TextSegment {
  /** By slot; stale where a slot is free, but no posting leads there. */
  readonly ids: string[] = [];
  readonly createdAt: number[] = [];
  /** Number of terms. */
  readonly lengths: number[] = [];
  readonly filters: FilterColumns;
  totalLength = 0;
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #postings = new Map<string, Postings>();
  /** Terms in order, for prefixes. Made by the first of them: filling a large index needs no order. */
  #vocabulary: OrderedMap<true> | undefined;
  #scratch = new Float64Array(0);

  constructor(filterFields: number) {
    this.filters = new FilterColumns(filterFields);
  }

  /** Documents in it. */
  get size(): number {
    return this.#slots.size;
  }

  /** Slot numbers are below this. */
  get slotLimit(): number {
    return this.ids.length;
  }

  get termCount(): number {
    return this.#postings.size;
  }

  slotOf(id: string): number | undefined {
    return this.#slots.get(id);
  }

  add(id: string, creationTime: number, entry: TextEntry): void {
    const slot = this.#free.pop() ?? this.ids.length;
    this.#slots.set(id, slot);
    this.ids[slot] = id;
    this.createdAt[slot] = creationTime;
    this.lengths[slot] = entry.length;
    this.totalLength += entry.length;
    this.filters.set(slot, null, entry.filterKeys);
    for (const [term, count] of entry.terms) this.#setPosting(term, slot, count);
  }

  /** `before` is what was added last under this id. */
  replace(id: string, before: TextEntry, after: TextEntry): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.filters.set(slot, before.filterKeys, after.filterKeys);
    if (before.text === after.text) return;
    for (const term of before.terms.keys()) if (!after.terms.has(term)) this.#removePosting(term, slot);
    for (const [term, count] of after.terms) {
      if (before.terms.get(term) !== count) this.#setPosting(term, slot, count);
    }
    this.totalLength += after.length - before.length;
    this.lengths[slot] = after.length;
  }

  remove(id: string, before: TextEntry): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    for (const term of before.terms.keys()) this.#removePosting(term, slot);
    this.filters.clear(before.filterKeys);
    this.totalLength -= before.length;
    this.#slots.delete(id);
    this.#free.push(slot);
  }

  postings(term: string): readonly number[] {
    return this.#postings.get(term) ?? [];
  }

  /** Lists of the terms that begin with a prefix, the prefix itself included. */
  prefixPostings(prefix: string): (readonly number[])[] {
    const lists: (readonly number[])[] = [];
    for (const term of this.#orderedVocabulary().keys(prefix)) {
      if (!term.startsWith(prefix)) break;
      lists.push(this.postings(term));
    }
    return lists;
  }

  /** A zeroed number per slot; whoever writes into it zeroes it again before the next use. */
  scratch(): Float64Array {
    if (this.#scratch.length < this.slotLimit) {
      this.#scratch = new Float64Array(Math.max(64, 2 * this.slotLimit));
    }
    return this.#scratch;
  }

  #setPosting(term: string, slot: number, count: number): void {
    const list = this.#postings.get(term);
    const next = withPosting(list, slot, count);
    if (next !== list) this.#postings.set(term, next);
    if (list === undefined) this.#vocabulary?.set(term, true);
  }

  #removePosting(term: string, slot: number): void {
    const list = this.#postings.get(term);
    if (list === undefined) return;
    removePosting(list, slot);
    if (list.length > 0) return;
    this.#postings.delete(term);
    this.#vocabulary?.delete(term);
  }

  #orderedVocabulary(): OrderedMap<true> {
    this.#vocabulary ??= orderedMap([...this.#postings.keys()].sort().map((term) => [term, true]));
    return this.#vocabulary;
  }
}

/** Distinct slots of several lists with their counts added up. */
export function mergePostings(
  lists: readonly (readonly number[])[],
  segment: TextSegment,
): readonly number[] {
  const [only] = lists;
  if (only === undefined) return [];
  if (lists.length === 1) return only;
  const counts = segment.scratch();
  const slots: number[] = [];
  for (const list of lists) {
    for (const packed of list) {
      const slot = slotOf(packed);
      if (counts[slot] === 0) slots.push(slot);
      counts[slot] = (counts[slot] ?? 0) + countOf(packed);
    }
  }
  return slots.map((slot) => {
    const packed = pack(slot, counts[slot] ?? 0);
    counts[slot] = 0;
    return packed;
  });
}
