/**
 * Searches in read sets: what a search depends on, and which commits touch it. It depends on its terms, its prefix and
 * its filters: a document counts, before or after its change, if it has one of the terms and passes every filter.
 * Scores also weigh how common terms are among all documents; that alone makes no search stale.
 */
import type { FieldFilter } from "./filterColumns";
import type { TextEntry } from "./textEntry";
import type { TextQuery } from "./textQuery";

/** Entries that a commit removed from or added to each search index, by index key. */
export class SearchTouches extends Map<string, TextEntry[]> {
  add(indexKey: string, entry: TextEntry): void {
    const entries = this.get(indexKey);
    if (entries === undefined) this.set(indexKey, [entry]);
    else entries.push(entry);
  }
}

/** Would the search find the entry? */
export function finds(query: TextQuery, entry: TextEntry): boolean {
  if (!passes(query.filters, entry)) return false;
  const { terms } = entry;
  if (query.terms.some((term) => terms.has(term))) return true;
  const { prefix } = query;
  if (prefix !== null) for (const term of terms.keys()) if (term.startsWith(prefix)) return true;
  return false;
}

function passes(filters: readonly FieldFilter[], entry: TextEntry): boolean {
  return filters.every(({ field, key }) => entry.filterKeys[field] === key);
}

interface Subscribed<Token> {
  token: Token;
  query: TextQuery;
}

/** Searches of one index, found by the terms of a changed document. */
export class SearchSubscriptions<Token> {
  readonly #byTerm = new Map<string, Set<Subscribed<Token>>>();
  readonly #byPrefix = new Map<string, Set<Subscribed<Token>>>();
  /** Longest prefix ever subscribed to, in UTF-16 units. */
  #longestPrefix = 0;

  get isEmpty(): boolean {
    return this.#byTerm.size === 0;
  }

  /** Returns the way to take it out again. */
  add(query: TextQuery, token: Token): () => void {
    const subscribed = { token, query };
    const { prefix, terms } = query;
    for (const term of terms) insert(this.#byTerm, term, subscribed);
    if (prefix !== null) {
      insert(this.#byPrefix, prefix, subscribed);
      this.#longestPrefix = Math.max(this.#longestPrefix, prefix.length);
    }
    return () => {
      for (const term of terms) drop(this.#byTerm, term, subscribed);
      if (prefix !== null) drop(this.#byPrefix, prefix, subscribed);
    };
  }

  /** Adds to `found` the tokens of every search that finds the entry. */
  collect(entry: TextEntry, found: Set<Token>): void {
    for (const term of entry.terms.keys()) {
      collectFrom(this.#byTerm.get(term), entry, found);
      const longest = Math.min(term.length, this.#longestPrefix);
      for (let length = 1; length <= longest; length++) {
        collectFrom(this.#byPrefix.get(term.slice(0, length)), entry, found);
      }
    }
  }
}

function collectFrom<Token>(
  candidates: Iterable<Subscribed<Token>> | undefined,
  entry: TextEntry,
  found: Set<Token>,
): void {
  for (const { token, query } of candidates ?? []) if (passes(query.filters, entry)) found.add(token);
}

function insert<T>(map: Map<string, Set<T>>, key: string, item: T): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, new Set([item]));
  else items.add(item);
}

function drop<T>(map: Map<string, Set<T>>, key: string, item: T): void {
  const items = map.get(key);
  items?.delete(item);
  if (items?.size === 0) map.delete(key);
}
