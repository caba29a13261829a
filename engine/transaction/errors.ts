/**
 * Failures a transaction raises. `DeveloperError` is the function author's mistake and reaches user code as an Error;
 * `ConflictError` is nobody's mistake and is answered by running the mutation again.
 */
import type { JSONValue } from "../values/json";

export class DeveloperError extends Error {
  override name = "DeveloperError";

  constructor(
    /** Short code as the HTTP API reports it, e.g. `InvalidCursor`. */
    readonly code: string,
    message: string,
    /** Encoded ConvexError data, for the errors client libraries recognise. */
    readonly data?: JSONValue,
  ) {
    super(message);
  }
}

/** The data that was read changed between the transaction's step and its commit. */
export class ConflictError extends Error {
  override name = "ConflictError";
  readonly code = "OptimisticConcurrencyControlFailure";

  constructor(readonly table: string) {
    super(
      `Documents read from or written to the "${table}" table changed while this mutation was being run. Run it again.`,
    );
  }
}

export function invalidArgument(message: string): DeveloperError {
  return new DeveloperError("InvalidArgument", message);
}

/** `name` is `table.index`. */
export function stagedIndex(name: string): DeveloperError {
  return invalidArgument(`Index ${name} is currently staged and not available to query until it is enabled.`);
}

/** The shape `usePaginatedQuery` recognises; it then starts again from the first page. */
export function invalidCursor(message: string): DeveloperError {
  return new DeveloperError("InvalidCursor", `InvalidCursor: ${message}`, {
    isConvexSystemError: true,
    paginationError: "InvalidCursor",
  });
}
