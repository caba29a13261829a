/**
 * A database and an executor whose functions are written in the test, for exercising the edges alone.
 * Documents are keys of a map; a query depends on the keys it reads.
 */
import type { Authenticator, Caller } from "../../../engine/auth/api";
import { AuthFailure } from "../../../engine/auth/failure";
import type {
  ActionRun,
  Executor,
  FunctionCall,
  MutationRun,
  Outcome,
  QueryRun,
} from "../../../engine/execution/api";
import type { CachedRun, ReadSetIndex } from "../../../engine/subscriptions/queryCache";
import type { Commit, ReadSet } from "../../../engine/transaction/api";
import type { JSONObject, JSONValue } from "../../../engine/values/json";

export class ScriptedReads implements ReadSet {
  readonly keys = new Set<string>();
  addKey(key: string): void {
    this.keys.add(key);
  }
  get size(): number {
    return this.keys.size;
  }
}

export class ScriptedIndex implements ReadSetIndex<CachedRun> {
  readonly #entries = new Map<CachedRun, ScriptedReads>();
  add(readSet: ReadSet, token: CachedRun): void {
    this.#entries.set(token, readSet as ScriptedReads);
  }
  remove(token: CachedRun): void {
    this.#entries.delete(token);
  }
  *affected(commit: Commit): Iterable<CachedRun> {
    for (const [token, reads] of this.#entries) {
      if (commit.writes.some((write) => reads.keys.has(write.id))) yield token;
    }
  }
  *touched(key: string): Iterable<CachedRun> {
    for (const [token, reads] of this.#entries) if (reads.keys.has(key)) yield token;
  }
}

/** Commits become durable when the test says so, or at once. */
export class ScriptedDatabase {
  latestTs = 1_000n;
  durableTs = 1_000n;
  holdDisk = false;
  readonly documents = new Map<string, JSONValue>();
  readonly #commitListeners = new Set<(commit: Commit) => void>();
  readonly #touchListeners = new Set<(key: string) => void>();
  #waiting: (() => void)[] = [];

  onCommit(listener: (commit: Commit) => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }
  onTouch(listener: (key: string) => void): () => void {
    this.#touchListeners.add(listener);
    return () => this.#touchListeners.delete(listener);
  }
  write(key: string, value: JSONValue): bigint {
    this.documents.set(key, value);
    this.latestTs += 10n;
    const commit: Commit = {
      ts: this.latestTs,
      writes: [{ component: "", table: "t", id: key, before: null, after: {} }],
    };
    for (const listener of this.#commitListeners) listener(commit);
    if (!this.holdDisk) this.sync();
    return this.latestTs;
  }
  touch(key: string): void {
    this.latestTs += 1n;
    for (const listener of this.#touchListeners) listener(key);
    if (!this.holdDisk) this.sync();
  }
  sync(): void {
    this.durableTs = this.latestTs;
    for (const wake of this.#waiting) wake();
    this.#waiting = [];
  }
  async flush(): Promise<void> {
    const wanted = this.latestTs;
    while (this.durableTs < wanted) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}

export interface ScriptContext {
  read(key: string): JSONValue;
  identity(): JSONObject | null;
  write(key: string, value: JSONValue): void;
  log(line: string): void;
  journal: string | null;
}

export type Script = (context: ScriptContext, args: JSONObject) => JSONValue;
export type ActionScript = (args: JSONObject) => Promise<JSONValue>;

export class ScriptedFailure extends Error {
  constructor(
    message: string,
    readonly data?: JSONValue,
  ) {
    super(message);
  }
}

export class ScriptedExecutor implements Executor {
  readonly functions = new Map<string, Script>();
  readonly actions = new Map<string, ActionScript>();
  /** Paths in the order in which queries really ran. */
  readonly queryRuns: string[] = [];
  readonly mutationRuns: FunctionCall[] = [];
  readonly #settled = new Map<string, MutationRun>();

  constructor(readonly database: ScriptedDatabase) {}

  runQuery(call: FunctionCall, journal: string | null): QueryRun {
    this.queryRuns.push(call.path);
    const reads = new ScriptedReads();
    const logLines: string[] = [];
    let usedIdentity = false;
    const context: ScriptContext = {
      read: (key) => {
        reads.addKey(key);
        return this.database.documents.get(key) ?? null;
      },
      identity: () => {
        usedIdentity = true;
        return identityOf(call.caller);
      },
      write: () => {
        throw new Error("a query cannot write");
      },
      log: (line) => logLines.push(line),
      journal,
    };
    const outcome = this.#outcome(call, context);
    return {
      outcome,
      ts: this.database.latestTs,
      logLines,
      journal: context.journal,
      readSet: reads,
      usedIdentity,
    };
  }

  runQueries(requests: readonly { call: FunctionCall; journal: string | null }[]): QueryRun[] {
    return requests.map(({ call, journal }) => this.runQuery(call, journal));
  }

  async runMutation(
    call: FunctionCall,
    session?: { sessionId: string; requestId: number },
  ): Promise<MutationRun> {
    const key = session === undefined ? null : `${session.sessionId} ${session.requestId}`;
    const known = key === null ? undefined : this.#settled.get(key);
    if (known !== undefined) return known;
    this.mutationRuns.push(call);
    const writes = new Map<string, JSONValue>();
    const logLines: string[] = [];
    const outcome = this.#outcome(call, {
      read: (name) => writes.get(name) ?? this.database.documents.get(name) ?? null,
      identity: () => identityOf(call.caller),
      write: (name, value) => writes.set(name, value),
      log: (line) => logLines.push(line),
      journal: null,
    });
    if (!outcome.ok) return { outcome, ts: null, logLines };
    let ts = this.database.latestTs;
    for (const [name, value] of writes) ts = this.database.write(name, value);
    const run: MutationRun = { outcome, ts, logLines };
    if (key !== null) this.#settled.set(key, run);
    await this.database.flush();
    return run;
  }

  async runAction(call: FunctionCall): Promise<ActionRun> {
    const script = this.actions.get(call.path);
    if (script === undefined) return { outcome: missing(call.path), logLines: [] };
    try {
      return { outcome: { ok: true, valueText: JSON.stringify(await script(call.args)) }, logLines: [] };
    } catch (error) {
      return { outcome: failed(error), logLines: [] };
    }
  }

  async runHttpAction(request: Request): Promise<Response> {
    return new Response(`${request.method} ${new URL(request.url).pathname} ${await request.text()}`);
  }

  kindOf(path: string) {
    if (this.actions.has(path)) return "action" as const;
    return this.functions.has(path) ? ("mutation" as const) : null;
  }

  #outcome(call: FunctionCall, context: ScriptContext): Outcome {
    const script = this.functions.get(call.path);
    if (script === undefined) return missing(call.path);
    try {
      return { ok: true, valueText: JSON.stringify(script(context, call.args)) };
    } catch (error) {
      return failed(error, call.requestId);
    }
  }
}

function missing(path: string): Outcome {
  return { ok: false, error: { message: `Could not find public function for '${path}'.` } };
}

function failed(error: unknown, requestId = "0"): Outcome {
  const message = `[Request ID: ${requestId}] Server Error\nUncaught Error: ${error instanceof Error ? error.message : String(error)}`;
  const data = error instanceof ScriptedFailure ? error.data : undefined;
  return { ok: false, error: data === undefined ? { message } : { message, data } };
}

function identityOf(caller: Caller): JSONObject | null {
  if (caller.kind === "user") return caller.identity;
  return caller.kind === "admin" ? caller.impersonating : null;
}

/** Tokens are `name@expiresAt`; `bad…` is refused. */
export const scriptedAuthenticator: Authenticator = {
  async verifyToken(token) {
    await Promise.resolve();
    if (token.startsWith("bad")) throw new AuthFailure("Unauthenticated", "bad token");
    const [name = "", expiresAt = "0"] = token.split("@");
    const identity = { tokenIdentifier: `test|${name}`, subject: name, issuer: "test" };
    return { kind: "user", identity, expiresAt: Number(expiresAt), token };
  },
  isAdminKey: (key) => key === "test|key",
  async fromHeader(header) {
    if (header === undefined) return { kind: "anonymous" };
    if (header === "Convex test|key") return { kind: "admin", impersonating: null };
    return await scriptedAuthenticator.verifyToken(header.replace("Bearer ", ""));
  },
};
