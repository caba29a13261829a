/**
 * One run per distinct query, shared by every socket that subscribes to it.
 * Owns: which runs are valid at the latest commit, who must be told when one is not, and the serialised result.
 * Does not hold: sockets, versions, durability (see `sync/`).
 *
 * A run is keyed by component, path, args and journal; the caller joins the key only if the function asked for the
 * identity. A function that did not ask would have done the same for anybody, so its run may serve everybody.
 */
import type { Caller } from "../auth/api";
import type { Executor, QueryRun } from "../execution/api";
import type { Commit, Database, ReadSet } from "../transaction/api";
import type { ComponentPath, JSONObject } from "../values/json";
import { randomRequestId } from "./requestId";

/** What a subscriber wants to see. */
export interface QueryRequest {
  path: string;
  args: JSONObject;
  component: ComponentPath;
}

/** A result, serialised once: a modification is `head + queryId + tail`. Compared by reference or by `tail`. */
export interface QueryResult {
  readonly head: string;
  readonly tail: string;
  readonly journal: string | null;
}

/** Finds the runs that a commit or a touched key made stale; `transaction/readSet.ts` has the real one. */
export interface ReadSetIndex<Token> {
  add(readSet: ReadSet, token: Token): void;
  remove(token: Token): void;
  affected(commit: Commit): Iterable<Token>;
  touched(key: string): Iterable<Token>;
}

export interface CallerKey {
  caller: Caller;
  /** Equal exactly when `getUserIdentity()` and the rights to call are equal. */
  key: string;
}

/** One cached run. Callers outside this file only ever hold it as an opaque token of a `ReadSetIndex`. */
export class CachedRun {
  valid = false;
  result: QueryResult | null = null;
  readonly subscribers = new Set<Subscription>();
  /**
   * @param audience key of the only caller it may serve; null when the function did not ask who calls.
   * @param requestId kept over reruns: a failing query repeats its text, id included, and need not be sent again.
   */
  constructor(
    readonly key: string,
    readonly baseKey: string,
    readonly audience: string | null,
    readonly requestId: string,
  ) {}
}

export interface QueryCacheOptions {
  executor: Pick<Executor, "runQuery">;
  database: Pick<Database, "onCommit" | "onTouch">;
  index: ReadSetIndex<CachedRun>;
  /** Log lines go to clients in development only. */
  sendLogLines: boolean;
}

export class QueryCache {
  readonly #executor: Pick<Executor, "runQuery">;
  readonly #index: ReadSetIndex<CachedRun>;
  readonly #sendLogLines: boolean;
  readonly #runs = new Map<string, CachedRun>();
  readonly #unlisten: (() => void)[];

  constructor(options: QueryCacheOptions) {
    this.#executor = options.executor;
    this.#index = options.index;
    this.#sendLogLines = options.sendLogLines;
    this.#unlisten = [
      options.database.onCommit((commit) => this.#invalidate(this.#index.affected(commit))),
      options.database.onTouch((key) => this.#invalidate(this.#index.touched(key))),
    ];
  }

  /** Distinct runs that somebody subscribes to. */
  get size(): number {
    return this.#runs.size;
  }

  /**
   * @param journal what the client remembers of an earlier run of this query, if anything.
   * @param onStale called synchronously when the result may have changed; `read` again before the next transition.
   */
  subscribe(
    request: QueryRequest,
    caller: CallerKey,
    journal: string | null,
    onStale: () => void,
  ): Subscription {
    return new Subscription(this, request, caller, journal, onStale);
  }

  /** The latest result for a subscription; runs the query only if no valid run can serve it. */
  resolve(subscription: Subscription): QueryResult {
    const { request, caller, journal } = subscription;
    const base = `${subscription.baseKey}\0${journal ?? ""}`;
    const shared = `${base}\0anybody`;
    const own = `${base}\0only ${caller.key}`;
    const known = this.#validRun(shared) ?? this.#validRun(own);
    if (known !== null) {
      this.attach(subscription, known.run);
      return known.result;
    }
    const previous = subscription.run ?? this.#runs.get(shared) ?? this.#runs.get(own);
    const requestId = previous?.requestId ?? randomRequestId();
    const answer = this.#executor.runQuery(
      {
        path: request.path,
        args: request.args,
        component: request.component,
        caller: caller.caller,
        allowInternal: caller.caller.kind === "admin",
        requestId,
      },
      journal,
    );
    const key = answer.usedIdentity ? own : shared;
    let run = this.#runs.get(key);
    if (run === undefined) {
      run = new CachedRun(key, subscription.baseKey, answer.usedIdentity ? caller.key : null, requestId);
      this.#runs.set(key, run);
    }
    const result = serialise(answer, this.#sendLogLines);
    const kept =
      run.result !== null && run.result.tail === result.tail && run.result.head === result.head
        ? run.result
        : result;
    run.result = kept;
    run.valid = true;
    this.#index.add(answer.readSet, run);
    this.attach(subscription, run);
    return kept;
  }

  /** Moves a subscription to a run; the one it leaves is dropped when nobody else needs it. */
  attach(subscription: Subscription, run: CachedRun | null): void {
    const left = subscription.run;
    if (left === run) return;
    subscription.run = run;
    run?.subscribers.add(subscription);
    if (left === null) return;
    left.subscribers.delete(subscription);
    if (left.subscribers.size > 0) return;
    if (left.valid) this.#index.remove(left);
    left.valid = false;
    if (this.#runs.get(left.key) === left) this.#runs.delete(left.key);
  }

  close(): void {
    for (const unlisten of this.#unlisten) unlisten();
  }

  #validRun(key: string): { run: CachedRun; result: QueryResult } | null {
    const run = this.#runs.get(key);
    return run?.valid === true && run.result !== null ? { run, result: run.result } : null;
  }

  #invalidate(stale: Iterable<CachedRun>): void {
    // The index hands out a live view and `remove` changes it.
    for (const run of [...stale]) {
      if (!run.valid) continue;
      run.valid = false;
      this.#index.remove(run);
      for (const subscription of run.subscribers) subscription.onStale();
    }
  }
}

/** One socket's interest in one query. */
export class Subscription {
  /** The run that serves it; set by the cache. */
  run: CachedRun | null = null;
  baseKey: string;

  constructor(
    readonly cache: QueryCache,
    readonly request: QueryRequest,
    public caller: CallerKey,
    public journal: string | null,
    readonly onStale: () => void,
  ) {
    this.baseKey = baseKeyOf(request, caller.caller);
  }

  /** Another identity from now on; a run that asked nobody's name still serves. */
  changeCaller(caller: CallerKey): void {
    this.caller = caller;
    this.baseKey = baseKeyOf(this.request, caller.caller);
  }

  /** The result at the latest commit. Its journal becomes this subscription's for the next run. */
  read(): QueryResult {
    const run = this.run;
    const result =
      run?.valid === true && run.result !== null && this.#isServedBy(run)
        ? run.result
        : this.cache.resolve(this);
    this.journal = result.journal;
    return result;
  }

  #isServedBy(run: CachedRun): boolean {
    return run.baseKey === this.baseKey && (run.audience === null || run.audience === this.caller.key);
  }

  close(): void {
    this.cache.attach(this, null);
  }
}

function baseKeyOf(request: QueryRequest, caller: Caller): string {
  const rights = caller.kind === "admin" ? "admin" : "";
  return `${rights}\0${request.component}\0${request.path}\0${JSON.stringify(request.args)}`;
}

function serialise(run: QueryRun, sendLogLines: boolean): QueryResult {
  const lines = sendLogLines && run.logLines.length > 0 ? JSON.stringify(run.logLines) : "[]";
  const rest = `,"logLines":${lines},"journal":${JSON.stringify(run.journal)}}`;
  const { outcome } = run;
  if (outcome.ok) {
    return {
      head: '{"type":"QueryUpdated","queryId":',
      tail: `,"value":${outcome.valueText}${rest}`,
      journal: run.journal,
    };
  }
  const data = outcome.error.data === undefined ? "" : `,"errorData":${JSON.stringify(outcome.error.data)}`;
  return {
    head: '{"type":"QueryFailed","queryId":',
    tail: `,"errorMessage":${JSON.stringify(outcome.error.message)}${data}${rest}`,
    journal: run.journal,
  };
}
