/**
 * One run per distinct query, shared by every socket that subscribes to it.
 * Owns: which runs are valid at the latest commit, who must be told when one is not, and the serialised result.
 * Does not hold: sockets, versions, durability (see `sync/`).
 *
 * A run is keyed by component, path, args and journal; the caller joins the key only if the function asked for the
 * identity. A function that did not ask would have done the same for anybody, so its run may serve everybody.
 */
import type { Caller } from "../auth/api";
import type { Executor, FunctionCall, QueryRun } from "../execution/api";
import type { Commit, Database, ReadSet } from "../transaction/api";
import type { ComponentPath, JSONObject } from "../values/json";
import { randomRequestId } from "./requestId";

/** What a subscriber wants to see. */
export interface QueryRequest {
  path: string;
  args: JSONObject;
  component: ComponentPath;
}

const UPDATED = '{"type":"QueryUpdated","queryId":';
const FAILED = '{"type":"QueryFailed","queryId":';

/** A result, serialised once. */
export class QueryResult {
  #lastQueryId = -1;
  #lastText = "";

  constructor(
    readonly head: string,
    readonly tail: string,
    readonly journal: string | null,
  ) {}

  /** As a member of a transition. Clients that show the same page number their queries alike: they share the text. */
  modification(queryId: number): string {
    if (queryId !== this.#lastQueryId) {
      this.#lastQueryId = queryId;
      this.#lastText = `${this.head}${queryId}${this.tail}`;
    }
    return this.#lastText;
  }

  /** Whether a client that has one of the two would notice the other. */
  equals(other: QueryResult): boolean {
    return this === other || (this.tail === other.tail && this.head === other.head);
  }
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
  executor: Pick<Executor, "runQueries">;
  database: Pick<Database, "onCommit" | "onTouch">;
  index: ReadSetIndex<CachedRun>;
  /** Log lines go to clients in development only. */
  sendLogLines: boolean;
}

export class QueryCache {
  readonly #executor: Pick<Executor, "runQueries">;
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

  /**
   * Brings all of them up to date, running what no valid run can serve: together, because one watchdog over many runs
   * is cheaper than one for each. Synchronous, so all results belong to the latest commit.
   */
  refresh(subscriptions: Iterable<Subscription>): void {
    let pending = [...subscriptions].filter((subscription) => !this.#serve(subscription));
    const personal = new Set<string>();
    while (pending.length > 0) {
      const chosen = new Map<string, Subscription>();
      for (const subscription of pending) {
        const keys = keysOf(subscription);
        // Who asked for the identity before will probably ask again: then every caller needs a run of its own.
        const own = personal.has(keys.shared) || typeof subscription.run?.audience === "string";
        const key = own ? keys.own : keys.shared;
        if (!chosen.has(key)) chosen.set(key, subscription);
      }
      const runs = [...chosen.values()];
      const requests = runs.map((subscription) => this.#request(subscription));
      const answers = this.#executor.runQueries(requests);
      runs.forEach((subscription, index) => {
        const answer = answers[index];
        const requestId = requests[index]?.call.requestId;
        if (answer === undefined || requestId === undefined) throw new Error("A query was left unanswered");
        if (answer.usedIdentity) personal.add(keysOf(subscription).shared);
        this.#keep(subscription, answer, requestId);
      });
      pending = pending.filter((subscription) => !this.#serve(subscription));
    }
  }

  /** Attaches a valid run, if there is one for it. */
  #serve(subscription: Subscription): boolean {
    if (subscription.isFresh) return true;
    const keys = keysOf(subscription);
    const run = this.#validRun(keys.shared) ?? this.#validRun(keys.own);
    if (run === null) return false;
    this.attach(subscription, run);
    return true;
  }

  #request(subscription: Subscription): { call: FunctionCall; journal: string | null } {
    const { request, caller, journal } = subscription;
    const keys = keysOf(subscription);
    const previous = subscription.run ?? this.#runs.get(keys.shared) ?? this.#runs.get(keys.own);
    return {
      call: {
        path: request.path,
        args: request.args,
        component: request.component,
        caller: caller.caller,
        allowInternal: caller.caller.kind === "admin",
        requestId: previous?.requestId ?? randomRequestId(),
      },
      journal,
    };
  }

  #keep(subscription: Subscription, answer: QueryRun, requestId: string): void {
    const { caller } = subscription;
    const keys = keysOf(subscription);
    const key = answer.usedIdentity ? keys.own : keys.shared;
    let run = this.#runs.get(key);
    if (run === undefined) {
      const audience = answer.usedIdentity ? caller.key : null;
      run = new CachedRun(key, subscription.baseKey, audience, requestId);
      this.#runs.set(key, run);
    }
    const result = serialise(answer, this.#sendLogLines);
    if (run.result?.equals(result) !== true) run.result = result;
    run.valid = true;
    this.#index.add(answer.readSet, run);
    this.attach(subscription, run);
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

  #validRun(key: string): CachedRun | null {
    const run = this.#runs.get(key);
    return run?.valid === true && run.result !== null ? run : null;
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

  /** Whether its run is valid at the latest commit and meant for this caller. */
  get isFresh(): boolean {
    const run = this.run;
    return (
      run?.valid === true &&
      run.result !== null &&
      run.baseKey === this.baseKey &&
      (run.audience === null || run.audience === this.caller.key)
    );
  }

  /** The result at the latest commit. Its journal becomes this subscription's for the next run. */
  read(): QueryResult {
    if (!this.isFresh) this.cache.refresh([this]);
    const result = this.run?.result ?? null;
    if (result === null) throw new Error("A subscription was refreshed and has no result");
    this.journal = result.journal;
    return result;
  }

  close(): void {
    this.cache.attach(this, null);
  }
}

function baseKeyOf(request: QueryRequest, caller: Caller): string {
  const rights = caller.kind === "admin" ? "admin" : "";
  return `${rights}\0${request.component}\0${request.path}\0${JSON.stringify(request.args)}`;
}

/** The two keys under which a run for this subscription may be kept: for anybody, or for its caller alone. */
function keysOf(subscription: Subscription): { shared: string; own: string } {
  const base = `${subscription.baseKey}\0${subscription.journal ?? ""}`;
  return { shared: `${base}\0anybody`, own: `${base}\0only ${subscription.caller.key}` };
}

function serialise(run: QueryRun, sendLogLines: boolean): QueryResult {
  const lines = sendLogLines && run.logLines.length > 0 ? JSON.stringify(run.logLines) : "[]";
  const rest = `,"logLines":${lines},"journal":${JSON.stringify(run.journal)}}`;
  const { outcome } = run;
  if (outcome.ok) {
    return new QueryResult(UPDATED, `,"value":${outcome.valueText}${rest}`, run.journal);
  }
  const data = outcome.error.data === undefined ? "" : `,"errorData":${JSON.stringify(outcome.error.data)}`;
  return new QueryResult(
    FAILED,
    `,"errorMessage":${JSON.stringify(outcome.error.message)}${data}${rest}`,
    run.journal,
  );
}
