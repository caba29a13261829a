/**
 * Scores of a search over one or two segments (the committed one without what the transaction changed, and the changed
 * documents), and their order: best first, newer first among equals. Sorting is lazy: most readers want the first few.
 *
 * BM25 with k1 = 1.2 and b = 0.75 over the documents as the transaction sees them. The last term of a query counts
 * twice: as the word it is, and as a prefix, a made-up term that stands for every term it begins.
 */
import { encodeNumberKey } from "../values/sortKey";
import { countOf, slotOf } from "./postings";
import type { TextQuery } from "./textQuery";
import { mergePostings, type TextSegment } from "./textSegment";

const K1 = 1.2;
const B = 0.75;

/** Lengths of the two numbers in front of the id in a position. */
const NUMBERS_LENGTH = 2 * encodeNumberKey(0).length;

export interface SearchedSegment {
  segment: TextSegment;
  /** Slots that do not count: their documents were changed. */
  hidden: ReadonlySet<number>;
}

export interface Hit {
  id: string;
  score: number;
  creationTime: number;
}

/** Matches of one term. */
interface TermMatches {
  /** Per segment, packed. */
  lists: (readonly number[])[];
  /** How many documents have it, whatever the filters say. */
  documents: number;
}

export function rank(segments: readonly SearchedSegment[], query: TextQuery): Ranking {
  const hits: Hit[] = [];
  const { prefix } = query;
  if (prefix === null) return new Ranking(hits);
  const groups = query.terms.map((term) => matches(segments, (segment) => segment.postings(term)));
  groups.push(matches(segments, (segment) => mergePostings(segment.prefixPostings(prefix), segment)));
  const { documents, averageLength } = statistics(segments);
  segments.forEach(({ segment }, number) => {
    const passes = segment.filters.all(query.filters);
    if (passes === null) return;
    const scores = segment.scratch();
    const slots: number[] = [];
    for (const { lists, documents: having } of groups) {
      const weight = Math.log(1 + (documents - having + 0.5) / (having + 0.5)) * (K1 + 1);
      for (const packed of lists[number] ?? []) {
        const slot = slotOf(packed);
        const score = scores[slot] ?? 0;
        if (score === 0) {
          if (!passes(slot)) continue;
          slots.push(slot);
        }
        const count = countOf(packed);
        const length = (segment.lengths[slot] ?? 0) / averageLength;
        scores[slot] = score + (weight * count) / (count + K1 * (1 - B + B * length));
      }
    }
    for (const slot of slots) {
      hits.push({
        id: segment.ids[slot] ?? "",
        score: scores[slot] ?? 0,
        creationTime: segment.createdAt[slot] ?? 0,
      });
      scores[slot] = 0;
    }
  });
  return new Ranking(hits);
}

function matches(
  segments: readonly SearchedSegment[],
  find: (segment: TextSegment) => readonly number[],
): TermMatches {
  const lists = segments.map(({ segment, hidden }) => {
    const list = find(segment);
    return hidden.size === 0 ? list : list.filter((packed) => !hidden.has(slotOf(packed)));
  });
  return { lists, documents: lists.reduce((sum, list) => sum + list.length, 0) };
}

function statistics(segments: readonly SearchedSegment[]): { documents: number; averageLength: number } {
  let documents = 0;
  let length = 0;
  for (const { segment, hidden } of segments) {
    documents += segment.size - hidden.size;
    length += segment.totalLength;
    for (const slot of hidden) length -= segment.lengths[slot] ?? 0;
  }
  return { documents, averageLength: length / Math.max(1, documents) };
}

/** Negative when `a` comes first. */
function compareHits(a: Hit, b: Hit): number {
  return b.score - a.score || b.creationTime - a.creationTime || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Hits in order, sorted as far as somebody looked: a heap behind a growing prefix. */
export class Ranking {
  readonly #heap: Hit[];
  readonly #sorted: Hit[] = [];

  constructor(hits: Hit[]) {
    this.#heap = hits;
    for (let i = (hits.length >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  get size(): number {
    return this.#heap.length + this.#sorted.length;
  }

  /** The hit at a rank, from 0 on. */
  at(index: number): Hit | undefined {
    while (this.#sorted.length <= index && this.#heap.length > 0) this.#take();
    return this.#sorted[index];
  }

  /**
   * Rank behind a position, looking at the first `limit` ranks. A position is a document that was there: if it still
   * is, the place behind it, however scores have shifted; else the place that its old score would have.
   */
  rankAfter(position: string, limit: number): number {
    const id = position.slice(NUMBERS_LENGTH);
    let byScore: number | undefined;
    for (let index = 0; index < limit; index++) {
      const hit = this.at(index);
      if (hit === undefined) return byScore ?? index;
      if (hit.id === id) return index + 1;
      if (positionOf(hit) > position) byScore ??= index;
    }
    return byScore ?? limit;
  }

  #take(): void {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return;
    this.#sorted.push(first);
    if (heap.length === 0) return;
    heap[0] = last;
    this.#sink(0);
  }

  #sink(start: number): void {
    const heap = this.#heap;
    const hit = heap[start];
    if (hit === undefined) return;
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      const first = heap[left];
      const second = heap[left + 1];
      if (first === undefined) break;
      const useSecond = second !== undefined && compareHits(second, first) < 0;
      const child = useSecond ? second : first;
      if (compareHits(hit, child) <= 0) break;
      heap[at] = child;
      at = useSecond ? left + 1 : left;
    }
    heap[at] = hit;
  }
}

/** Orders as hits do, and ends with the id. */
export function positionOf({ id, score, creationTime }: Hit): string {
  return encodeNumberKey(-score) + encodeNumberKey(-creationTime) + id;
}
