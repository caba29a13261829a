/**
 * Scores of a search over one or two segments (the committed one without what the transaction changed, and the changed
 * documents), and their order: best first, newer first among equals.
 *
 * BM25 with k1 = 1.2 and b = 0.75 over the documents as the transaction sees them. The last term of a query counts
 * twice: as the word it is, and as a prefix, a made-up term that stands for every term it begins.
 */
import { compareKeys } from "../transaction/orderedMap";
import { encodeNumberKey } from "../values/sortKey";
import { countOf, slotOf } from "./postings";
import type { TextQuery } from "./textQuery";
import { mergePostings, type TextSegment } from "./textSegment";

/** A search looks at no more results than this, over all its pages. */
export const MAX_RESULTS = 1024;

/** One more, to know whether there would be more. */
const KEPT = MAX_RESULTS + 1;

const K1 = 1.2;
const B = 0.75;

/** Most texts have fewer terms than this. */
const COMMON_LENGTHS = 128;

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

const NO_MATCHES: TermMatches = { lists: [], documents: 0 };

/** The best hits, as many as can be read and one more, or `wanted` where nobody reads further. */
export function rank(
  segments: readonly SearchedSegment[],
  query: TextQuery,
  wanted = Number.POSITIVE_INFINITY,
): Ranking {
  const best = new BestHits(Math.max(1, Math.min(wanted, KEPT)));
  const { prefix } = query;
  if (prefix === null) return new Ranking([]);
  const groups = query.terms.map((term) => matches(segments, (segment) => segment.postings(term)));
  groups.push(matches(segments, (segment) => mergePostings(segment.prefixPostings(prefix), segment)));
  const { documents, averageLength } = statistics(segments);
  const dampings = new Dampings(averageLength);
  segments.forEach(({ segment }, number) => {
    const passes = segment.filters.all(query.filters);
    if (passes === null) return;
    const { lengths } = segment;
    const scores = segment.scratch();
    const slots: number[] = [];
    for (let place = 0; place < groups.length; place++) {
      const { lists, documents: having } = groups[place] ?? NO_MATCHES;
      const list = lists[number] ?? [];
      const weight = Math.log(1 + (documents - having + 0.5) / (having + 0.5)) * (K1 + 1);
      // A last word that begins no other is its own prefix: one walk over its list does for both.
      const twice = groups[place + 1]?.lists[number] === list && groups[place + 1]?.documents === having;
      if (twice) place++;
      const onces = dampings.scoresOfOne(weight);
      for (let i = 0; i < list.length; i++) {
        const packed = list[i] ?? 0;
        const slot = slotOf(packed);
        const score = scores[slot] ?? 0;
        if (score === 0) {
          if (!passes(slot)) continue;
          slots.push(slot);
        }
        const count = countOf(packed);
        const length = lengths[slot] ?? 0;
        const known = count === 1 ? onces[length] : undefined;
        const part = known ?? (weight * count) / (count + dampings.of(length));
        scores[slot] = twice ? score + part + part : score + part;
      }
    }
    // Newer documents mostly have greater slots: seen first, they keep equally good older ones out.
    for (let i = slots.length - 1; i >= 0; i--) {
      const slot = slots[i] ?? 0;
      best.offer(segment, slot, scores[slot] ?? 0);
      scores[slot] = 0;
    }
  });
  return new Ranking(best.sorted());
}

/** What the length of a document takes off its score. Texts have few lengths, so each is computed once. */
class Dampings {
  readonly #averageLength: number;
  readonly #byLength: Float64Array;

  constructor(averageLength: number) {
    this.#averageLength = averageLength;
    this.#byLength = Float64Array.from({ length: COMMON_LENGTHS }, (_, length) => this.#compute(length));
  }

  of(length: number): number {
    return this.#byLength[length] ?? this.#compute(length);
  }

  /** Scores of documents that have a word of this weight once, by their lengths as far as these are common. */
  scoresOfOne(weight: number): Float64Array {
    return this.#byLength.map((damping) => weight / (1 + damping));
  }

  #compute(length: number): number {
    return K1 * (1 - B + B * (length / this.#averageLength));
  }
}

/** Collects hits and keeps the best: what would come behind the last rank that is read is dropped as soon as it is known. */
class BestHits {
  readonly #kept: number;
  readonly #hits: Hit[] = [];
  /** The hit at the last rank that is kept, once so many were seen. */
  #last: Hit | undefined;

  constructor(kept: number) {
    this.#kept = kept;
  }

  offer(segment: TextSegment, slot: number, score: number): void {
    const last = this.#last;
    const creationTime = segment.createdAt[slot] ?? 0;
    if (last !== undefined) {
      if (score < last.score) return;
      if (score === last.score && creationTime < last.creationTime) return;
    }
    const hit = { id: segment.ids[slot] ?? "", score, creationTime };
    if (last !== undefined && compareHits(hit, last) > 0) return;
    this.#hits.push(hit);
    if (this.#hits.length >= 2 * this.#kept) this.#last = this.sorted().at(-1);
  }

  sorted(): Hit[] {
    this.#hits.sort(compareHits);
    if (this.#hits.length > this.#kept) this.#hits.length = this.#kept;
    return this.#hits;
  }
}

/** Negative when `a` comes first. */
function compareHits(a: Hit, b: Hit): number {
  return b.score - a.score || b.creationTime - a.creationTime || compareKeys(a.id, b.id);
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

/** Hits in order, as far as they can be read, and one more if there is one. */
export class Ranking {
  constructor(readonly hits: readonly Hit[]) {}

  /**
   * Rank behind a position. A position is a document that was there: if it still is, the place behind it, however scores
   * have shifted; else the place that its old score would have.
   */
  rankAfter(position: string): number {
    const id = position.slice(NUMBERS_LENGTH);
    const byId = this.hits.findIndex((hit) => hit.id === id);
    if (byId >= 0) return byId + 1;
    const byScore = this.hits.findIndex((hit) => positionOf(hit) > position);
    return byScore >= 0 ? byScore : this.hits.length;
  }
}

/** Orders as hits do, and ends with the id. */
export function positionOf({ id, score, creationTime }: Hit): string {
  return encodeNumberKey(-score) + encodeNumberKey(-creationTime) + id;
}
