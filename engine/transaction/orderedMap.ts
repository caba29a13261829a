/** Maps in key order, for indexes: keys compare as JavaScript strings do, by UTF-16 unit (bytes, where keys are latin1). */
import { createRequire } from "node:module";
import type BTreeClass from "sorted-btree";

// The package is CommonJS whose default export hides behind `default` under some loaders and not under others.
const sortedBtree = createRequire(import.meta.url)("sorted-btree") as { default: typeof BTreeClass };

export type OrderedMap<V> = BTreeClass<string, V>;

export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** An empty map, or one of these entries, in key order. */
export function orderedMap<V>(entries?: [string, V][]): OrderedMap<V> {
  return new sortedBtree.default<string, V>(entries, compareKeys, 64);
}
