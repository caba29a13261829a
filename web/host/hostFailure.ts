/** The one error whose message is meant for the person at the terminal: printed as a single line, without a stack. */

export class HostFailure extends Error {
  override name = "HostFailure";
}

/** Prints `error` the way the terminal should see it and returns the exit code that belongs to it. */
export function reportFailure(error: unknown): number {
  if (error instanceof HostFailure) console.error(`maydan: ${error.message}`);
  else console.error(error);
  return 1;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
