/**
 * Which of many read sets a commit falls into, without looking at every one: single keys by hash, ranges by interval
 * tree, searches by term, all per index. Holds no results and no sockets; a token is whatever the caller wants back.
 */
import { SearchSubscriptions } from "../search/searchReads";
import type { Commit, ReadSet } from "./api";
import { IntervalTree } from "./intervalTree";
import { recordedReads, searchedBy, touchedBy } from "./readSet";

interface IndexSubscriptions<Token> {
  points: Map<string, Set<Token>>;
  ranges: IntervalTree<Token>;
}

/** Where a token was entered, so that it can be taken out even if its read set has changed since. */
interface Entry {
  indexKey: string;
  lo: string;
  /** Null: a single key. */
  end: string | null;
}

interface Entered {
  entries: Entry[];
  keys: string[];
  searches: { indexKey: string; remove: () => void }[];
}

export class SubscriptionIndex<Token> {
  readonly #indexes = new Map<string, IndexSubscriptions<Token>>();
  readonly #byKey = new Map<string, Set<Token>>();
  readonly #searches = new Map<string, SearchSubscriptions<Token>>();
  readonly #entries = new Map<Token, Entered>();

  get size(): number {
    return this.#entries.size;
  }

  /** Replaces what the token was entered with before. */
  add(readSet: ReadSet, token: Token): void {
    this.remove(token);
    const recorded = recordedReads(readSet);
    const entries: Entry[] = [];
    for (const [indexKey, reads] of recorded.indexes) {
      const index = this.#index(indexKey);
      for (const point of reads.points) {
        addTo(index.points, point, token);
        entries.push({ indexKey, lo: point, end: null });
      }
      for (const range of reads.ranges) {
        const end = range.closed ? `${range.hi}\0` : range.hi;
        if (range.lo >= end) continue;
        index.ranges.add(range.lo, end, token);
        entries.push({ indexKey, lo: range.lo, end });
      }
    }
    const keys = [...recorded.keys];
    for (const key of keys) addTo(this.#byKey, key, token);
    const searches = [...recorded.searches].flatMap(([indexKey, queries]) =>
      queries.map((query) => ({ indexKey, remove: this.#search(indexKey).add(query, token) })),
    );
    this.#entries.set(token, { entries, keys, searches });
  }

  remove(token: Token): void {
    const known = this.#entries.get(token);
    if (known === undefined) return;
    this.#entries.delete(token);
    for (const { indexKey, lo, end } of known.entries) {
      const index = this.#indexes.get(indexKey);
      if (index === undefined) continue;
      if (end === null) removeFrom(index.points, lo, token);
      else index.ranges.remove(lo, end, token);
      if (index.points.size === 0 && index.ranges.isEmpty) this.#indexes.delete(indexKey);
    }
    for (const key of known.keys) removeFrom(this.#byKey, key, token);
    for (const { indexKey, remove } of known.searches) {
      remove();
      if (this.#searches.get(indexKey)?.isEmpty === true) this.#searches.delete(indexKey);
    }
  }

  /** Tokens whose read set the commit's writes fall into. */
  affected(commit: Commit): Set<Token> {
    const found = new Set<Token>();
    for (const [indexKey, keys] of touchedBy(commit)) {
      const index = this.#indexes.get(indexKey);
      if (index === undefined) continue;
      for (const key of keys) {
        for (const token of index.points.get(key) ?? []) found.add(token);
        index.ranges.collect(key, found);
      }
    }
    for (const [indexKey, entries] of searchedBy(commit)) {
      const searches = this.#searches.get(indexKey);
      if (searches === undefined) continue;
      for (const entry of entries) searches.collect(entry, found);
    }
    return found;
  }

  /** Tokens that depend on a non-document key, see `ReadSet.addKey`. */
  touched(key: string): Set<Token> {
    return new Set(this.#byKey.get(key));
  }

  #index(indexKey: string): IndexSubscriptions<Token> {
    let index = this.#indexes.get(indexKey);
    if (index === undefined) {
      index = { points: new Map(), ranges: new IntervalTree() };
      this.#indexes.set(indexKey, index);
    }
    return index;
  }

  #search(indexKey: string): SearchSubscriptions<Token> {
    let searches = this.#searches.get(indexKey);
    if (searches === undefined) {
      searches = new SearchSubscriptions();
      this.#searches.set(indexKey, searches);
    }
    return searches;
  }
}

function addTo<Token>(map: Map<string, Set<Token>>, key: string, token: Token): void {
  const tokens = map.get(key);
  if (tokens === undefined) map.set(key, new Set([token]));
  else tokens.add(token);
}

function removeFrom<Token>(map: Map<string, Set<Token>>, key: string, token: Token): void {
  const tokens = map.get(key);
  tokens?.delete(token);
  if (tokens?.size === 0) map.delete(key);
}
