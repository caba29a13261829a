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
  const best = new BestHits();
  const { prefix } = query;
  if (prefix === null) return new Ranking([]);
  const groups = query.terms.map((term) => matches(segments, (segment) => segment.postings(term)));
  groups.push(matches(segments, (segment) => mergePostings(segment.prefixPostings(prefix), segment)));
  const { documents, averageLength } = statistics(segments);
  segments.forEach(({ segment }, number) => {
    const passes = segment.filters.all(query.filters);
    if (passes === null) return;
    const { lengths } = segment;
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
        const length = (lengths[slot] ?? 0) / averageLength;
        scores[slot] = score + (weight * count) / (count + K1 * (1 - B + B * length));
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

/** Collects hits and keeps the best: what would come behind the last readable rank is dropped as soon as that is known. */
class BestHits {
  readonly #hits: Hit[] = [];
  /** The hit at the last rank that is kept, once so many were seen. */
  #last: Hit | undefined;

  offer(segment: TextSegment, slot: number, score: number): void {
    const last = this.#last;
    if (last !== undefined && score < last.score) return;
    const hit = { id: segment.ids[slot] ?? "", score, creationTime: segment.createdAt[slot] ?? 0 };
    if (last !== undefined && compareHits(hit, last) > 0) return;
    this.#hits.push(hit);
    if (this.#hits.length === 2 * KEPT) this.#last = this.sorted().at(-1);
  }

  sorted(): Hit[] {
    this.#hits.sort(compareHits);
    if (this.#hits.length > KEPT) this.#hits.length = KEPT;
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
