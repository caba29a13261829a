/**
 * Running functions: what the sync worker, the HTTP API, the scheduler and the CLI endpoints ask of the runtime.
 * Owns the interfaces only.
 */
import type { Caller } from "../auth/api";
import type { ReadSet } from "../transaction/api";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";

export type UdfType = "query" | "mutation" | "action";

export interface FunctionCall {
  /** As the client spelled it: `dir/mod:fn`, `dir/mod.js:fn`, `dir/mod` (= default). */
  path: string;
  /** One object; the edges normalise `[]`, `[obj]` and missing to `{}`/obj. */
  args: JSONObject;
  component: ComponentPath;
  caller: Caller;
  /** Internal functions and components are reachable only for admins and for the engine itself. */
  allowInternal: boolean;
  requestId: string;
  ip?: string | null;
  userAgent?: string | null;
}

/** Failure as a client may see it: text already redacted for the deployment's mode; `data` is ConvexError data. */
export interface FunctionFailure {
  message: string;
  data?: JSONValue;
}

export type Outcome = { ok: true; valueText: string } | { ok: false; error: FunctionFailure };

export interface QueryRun {
  outcome: Outcome;
  /** Snapshot the result belongs to. */
  ts: bigint;
  logLines: string[];
  journal: string | null;
  readSet: ReadSet;
  /** False when the function never asked for the identity: the result may be shared by all callers. */
  usedIdentity: boolean;
}

export interface MutationRun {
  outcome: Outcome;
  /** Commit ts (or snapshot ts if nothing was written); null on failure. */
  ts: bigint | null;
  logLines: string[];
}

export interface ActionRun {
  outcome: Outcome;
  logLines: string[];
}

export interface Executor {
  /** One synchronous step against the latest snapshot. Never throws for user errors. */
  runQuery(call: FunctionCall, journal: string | null): QueryRun;
  /** The same for many at once: cheaper per query, because one watchdog serves them all. */
  runQueries(requests: readonly { call: FunctionCall; journal: string | null }[]): QueryRun[];
  /**
   * Runs and commits; resolves when durable. With `session`, answers a repeated (sessionId, requestId) from its
   * record, written in the same commit as the first success.
   */
  runMutation(call: FunctionCall, session?: { sessionId: string; requestId: number }): Promise<MutationRun>;
  runAction(call: FunctionCall): Promise<ActionRun>;
  /** Routes through the pushed `http.ts`; a missing router or route is a 404 with Convex's text. */
  runHttpAction(
    request: Request,
    caller: { header: string | undefined; ip: string | null },
  ): Promise<Response>;
  /** Kind of a function, for POST /api/function and for HTTP GET; null if unknown. */
  kindOf(path: string, component: ComponentPath): UdfType | null;
}

/** One finished execution as `convex logs` and `convex dev` read it (POST/GET /api/stream_function_logs). */
export interface ExecutionLogEntry {
  kind: "Completion";
  udfType: "Query" | "Mutation" | "Action" | "HttpAction";
  /** `dir/mod.js:fn`, or `GET /path` for HTTP actions. */
  identifier: string;
  componentPath: string | null;
  /** Strings `[LEVEL] text`. */
  logLines: string[];
  /** Seconds since epoch, when it ended. */
  timestamp: number;
  /** Seconds since epoch, when it began. */
  executionTimestamp: number;
  /** Seconds. */
  executionTime: number;
  /** By its transaction; 0 for actions. */
  documentsRead: number;
  /** Full text whatever the mode; null on success. */
  error: string | null;
  caller: string;
  requestId: string;
  executionId: string;
}

export interface EnvironmentVariable {
  name: string;
  value: string;
}

/** Deployment environment variables: stored, transactional, and a dependency of every function that reads one. */
export interface Environment {
  list(): EnvironmentVariable[];
  get(name: string): string | undefined;
  /** Applies all changes in one commit; null removes. Resolves when on disk. Throws `HttpFailure` for a bad name or value. */
  update(changes: readonly { name: string; value: string | null }[]): Promise<void>;
}
