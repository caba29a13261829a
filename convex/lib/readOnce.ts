/**
 * What does not change within one call, read once in it: settings, rules, the catalogue, a ticket's branch and company. A
 * gesture over a hundred tickets asks for the same rows hundreds of times, and a transaction may ask the database 4,096
 * times. Never for a row that the same call writes.
 */
const kept = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Answers `read()`, asked the first time in this call; `key` names table and row. */
export async function readOnce<T>(
  { db }: { readonly db: object },
  key: string,
  read: () => Promise<T>,
): Promise<T> {
  const known = kept.get(db) ?? new Map<string, Promise<unknown>>();
  kept.set(db, known);
  const found = known.get(key) ?? read();
  known.set(key, found);
  // The key names what was read, and each key has one reader.
  return (await found) as T;
}
