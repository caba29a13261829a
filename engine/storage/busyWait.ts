/**
 * How long a connection waits for a file that somebody else holds. The folder's lock keeps other engines away; who else
 * may hold the data file, for a moment, is an operator's tool, or our own connection before this one: the binding lets go of
 * a closed connection only later, at times from another thread, and takes the file for itself while it tidies the log.
 */
export const BUSY_WAIT = { timeout: 5_000 } as const;
