/**
 * What a transaction read, as key intervals per index, and whether a commit touches it.
 * Finding the affected ones among many read sets is `subscriptionIndex.ts`.
 */
import { finds, SearchTouches } from "../search/searchReads";
import type { TextQuery } from "../search/textQuery";
import type { Commit, ReadSet } from "./api";

/** Keys from `lo` (inclusive) to `hi`; `hi` itself belongs to it only when `closed`. */
export interface Interval {
  lo: string;
  hi: string;
  closed: boolean;
}

/** What was read of one index: single keys, and ranges. */
export interface IndexReads {
  points: Set<string>;
  ranges: Interval[];
}

/** Name under which reads and writes of an index meet. Uses names, so that a table may be read before it exists. */
export function indexKeyOf(component: string, table: string, index: string): string {
  return `${component}\0${table}\0${index}`;
}

/** The table name inside an index key, for messages. */
export function tableOfIndexKey(indexKey: string): string {
  return indexKey.split("\0")[1] ?? "";
}

function contains(interval: Interval, key: string): boolean {
  return key >= interval.lo && (interval.closed ? key <= interval.hi : key < interval.hi);
}

export class RecordedReads implements ReadSet {
  readonly keys = new Set<string>();
  readonly indexes = new Map<string, IndexReads>();
  readonly searches = new Map<string, TextQuery[]>();

  addKey(key: string): void {
    this.keys.add(key);
  }

  addPoint(indexKey: string, key: string): void {
    this.#reads(indexKey).points.add(key);
  }

  /** The interval may still grow while its query goes on: the caller keeps it and moves its ends. */
  addRange(indexKey: string, interval: Interval): void {
    this.#reads(indexKey).ranges.push(interval);
  }

  /** A search without terms finds nothing, whatever is written. */
  addSearch(indexKey: string, query: TextQuery): void {
    if (query.prefix === null) return;
    const queries = this.searches.get(indexKey);
    if (queries === undefined) this.searches.set(indexKey, [query]);
    else queries.push(query);
  }

  get size(): number {
    let size = this.keys.size;
    for (const queries of this.searches.values()) size += queries.length;
    for (const reads of this.indexes.values()) size += reads.points.size + reads.ranges.length;
    return size;
  }

  /** Index key of the first thing that was read and is among the touched keys, or null. */
  firstTouched(touched: ReadonlyMap<string, readonly string[]>): string | null {
    const candidates = touched.size <= this.indexes.size ? touched.keys() : this.indexes.keys();
    for (const indexKey of candidates) {
      const reads = this.indexes.get(indexKey);
      const keys = touched.get(indexKey);
      if (reads !== undefined && keys !== undefined && readsAny(reads, keys)) return indexKey;
    }
    return null;
  }

  /** Does a search find, or did it find, one of the entries? */
  findsAny(searched: SearchTouches): boolean {
    for (const [indexKey, queries] of this.searches) {
      const entries = searched.get(indexKey) ?? [];
      if (queries.some((query) => entries.some((entry) => finds(query, entry)))) return true;
    }
    return false;
  }

  #reads(indexKey: string): IndexReads {
    let reads = this.indexes.get(indexKey);
    if (reads === undefined) {
      reads = { points: new Set(), ranges: [] };
      this.indexes.set(indexKey, reads);
    }
    return reads;
  }
}

function readsAny(reads: IndexReads, keys: readonly string[]): boolean {
  for (const key of keys) {
    if (reads.points.has(key)) return true;
    for (const range of reads.ranges) if (contains(range, key)) return true;
  }
  return false;
}

/** Every key a commit moved, left or stayed at, by index key. */
export class TouchedKeys extends Map<string, string[]> {
  add(indexKey: string, key: string): void {
    const keys = this.get(indexKey);
    if (keys === undefined) this.set(indexKey, [key]);
    else keys.push(key);
  }
}

/** A commit that knows what it touched. */
export interface CommitRecord extends Commit {
  readonly touched: TouchedKeys;
  readonly searched: SearchTouches;
}

/** The index keys a commit touched. Throws for commits that are not a database's own. */
export function touchedBy(commit: Commit): TouchedKeys {
  if ("touched" in commit && commit.touched instanceof TouchedKeys) return commit.touched;
  throw new Error("Not a commit of this database");
}

/** What a commit means for searches. Throws for commits that are not a database's own. */
export function searchedBy(commit: Commit): SearchTouches {
  if ("searched" in commit && commit.searched instanceof SearchTouches) return commit.searched;
  throw new Error("Not a commit of this database");
}

export function recordedReads(readSet: ReadSet): RecordedReads {
  if (readSet instanceof RecordedReads) return readSet;
  throw new Error("Not a read set of this database");
}
