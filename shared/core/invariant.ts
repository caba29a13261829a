/**
 * Broken assumptions of our own code. Not for anything a user can cause: those are typed errors in shared/errors.
 */

/** Throws when a fact the code relies on does not hold; the message is for developers only. */
export function invariant(condition: unknown, fact: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${fact}`);
}

/** Compile-time proof that a union is exhausted; throws if a value slipped past the types. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
