/**
 * Broken assumptions of our own code. Not for anything a user can cause: those are typed errors in shared/errors.
 */

/** Throws when a fact the code relies on does not hold; the message is for developers only. */
export function invariant(condition: unknown, fact: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${fact}`);
}
