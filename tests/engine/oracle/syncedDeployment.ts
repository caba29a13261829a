/**
 * The generic app of the differential tests behind the engine's real subscription path — sessions, shared runs, interval
 * index, paced transitions — without sockets; and a watch over what is run again, and why.
 */
import type { QueryRun } from "../../../engine/execution/api";
import { type CachedRun, QueryCache } from "../../../engine/subscriptions/queryCache";
import { SocketSession } from "../../../engine/sync/socketSession";
import { decodeTs } from "../../../engine/sync/timestamp";
import { TransitionHub } from "../../../engine/sync/transitionHub";
import type { Commit } from "../../../engine/transaction/api";
import { SubscriptionIndex } from "../../../engine/transaction/subscriptionIndex";
import type { JSONObject, JSONValue } from "../../../engine/values/json";
import { machineApp } from "../differential/sides";
import { anonymous, type AppSource, TestDeployment } from "../functions/testDeployment";

interface Version {
  querySet: number;
  identity: number;
  ts: string;
}

interface Modification {
  type: "QueryUpdated" | "QueryFailed" | "QueryRemoved";
  queryId: number;
  value?: JSONValue;
  errorMessage?: string;
  journal?: string | null;
}

export interface Seen {
  /** Canonical text of the value, or of the failure without its request id. */
  text: string;
  value: JSONValue;
  journal: string | null;
}

export class SyncedDeployment {
  readonly runs = { count: 0, needless: [] as string[] };
  readonly sessions = new Set<WatchingClient>();
  readonly services: ConstructorParameters<typeof SocketSession>[1];
  readonly index = new SubscriptionIndex<CachedRun>();
  readonly #commits: Commit[] = [];
  readonly #lastRun = new Map<string, { run: QueryRun; commitsBefore: number }>();
  readonly #cache: QueryCache;

  private constructor(readonly deployment: TestDeployment) {
    const { database, runtime } = deployment;
    database.onCommit((commit) => this.#commits.push(commit));
    const executor = Object.create(runtime.executor) as typeof runtime.executor;
    executor.runQueries = (requests) => {
      const runs = runtime.executor.runQueries(requests);
      requests.forEach(({ call, journal }, at) => {
        const run = runs[at];
        if (run === undefined) return;
        this.runs.count += 1;
        const key = `${call.path} ${JSON.stringify(call.args)} ${journal ?? ""}`;
        this.#judge(key, run);
        // Its next run will bring the journal that this one produced.
        const next = `${call.path} ${JSON.stringify(call.args)} ${run.journal ?? ""}`;
        this.#lastRun.set(next, { run, commitsBefore: this.#commits.length });
      });
      return runs;
    };
    this.#cache = new QueryCache({ executor, database, index: this.index, sendLogLines: false });
    const reportError = (error: unknown) => deployment.errors.push(error);
    const hub = new TransitionHub({ database, cache: this.#cache, onUnwritable: reportError });
    this.services = {
      executor,
      database,
      authenticator: {
        verifyToken: () => Promise.reject(new Error("nobody signs in here")),
        fromHeader: () => Promise.resolve(anonymous),
        isAdminKey: () => false,
      } as unknown as ConstructorParameters<typeof SocketSession>[1]["authenticator"],
      cache: this.#cache,
      hub,
      sendLogLines: false,
      now: Date.now,
      reportError,
    };
  }

  static async open(more: AppSource = {}): Promise<SyncedDeployment> {
    const deployment = await TestDeployment.open();
    await deployment.push({ ...machineApp, ...more });
    await deployment.runtime.start();
    return new SyncedDeployment(deployment);
  }

  /** Was the earlier run of this query out of date, by looking at each commit since? */
  #judge(key: string, run: QueryRun): void {
    const earlier = this.#lastRun.get(key);
    // Somebody must still have been subscribed, else the run was rightly forgotten.
    if (earlier === undefined || !this.#isWatched(key)) return;
    const touched = this.#commits
      .slice(earlier.commitsBefore)
      .some((commit) => this.deployment.database.overlaps(earlier.run.readSet, commit));
    if (!touched) this.runs.needless.push(`${key} at ${run.ts}`);
  }

  #isWatched(key: string): boolean {
    return [...this.sessions].some((session) => session.knows(key));
  }

  /** Until every client has been told of everything so far, each asking for a transition at once. */
  async settle(): Promise<void> {
    for (const session of this.sessions) session.ask();
    await this.#until(() => [...this.sessions].every((session) => session.isUpToDate));
  }

  /** The same without asking: what the engine sends by itself, in its own time. */
  async wait(): Promise<void> {
    await new Promise((next) => setTimeout(next, 80));
    await this.#until(() => [...this.sessions].every((session) => session.isUpToDate));
  }

  async #until(done: () => boolean): Promise<void> {
    await this.deployment.database.flush();
    for (let turn = 0; turn < 2000 && !done(); turn += 1) {
      await new Promise((next) => (turn < 50 ? setImmediate(next) : setTimeout(next, 1)));
    }
  }

  async close(): Promise<void> {
    for (const session of this.sessions) session.close();
    this.#cache.close();
    await this.deployment.close();
  }
}

export interface Watched {
  path: string;
  args: JSONObject;
  /** What the query was last run with, for a run of the same from scratch. */
  journal: string | null;
}

/** A client that believes what it is told, and checks that it is told it in order. */
export class WatchingClient {
  readonly watched = new Map<number, Watched>();
  readonly seen = new Map<number, Seen>();
  readonly problems: string[] = [];
  readonly #session: SocketSession;
  #sent = 0;
  #nextQueryId = 0;
  #version: Version = { querySet: 0, identity: 0, ts: "AAAAAAAAAAA=" };

  constructor(readonly world: SyncedDeployment) {
    world.sessions.add(this);
    this.#session = new SocketSession(
      {
        send: (texts, sent) => {
          for (const text of texts) this.#receive(JSON.parse(text) as JSONObject);
          if (sent !== undefined) queueMicrotask(sent);
        },
        close: (_code, reason) => this.problems.push(`closed: ${reason}`),
      },
      world.services,
      { ip: null, userAgent: null, mayChunk: false },
    );
    this.#send({
      type: "Connect",
      sessionId: crypto.randomUUID(),
      connectionCount: 0,
      lastCloseReason: null,
    });
  }

  get isUpToDate(): boolean {
    return this.#version.querySet === this.#sent && [...this.watched.keys()].every((id) => this.seen.has(id));
  }

  knows(key: string): boolean {
    return [...this.watched].some(([id, { path, args }]) => {
      const seen = this.seen.get(id);
      return seen !== undefined && `${path} ${JSON.stringify(args)} ${seen.journal ?? ""}` === key;
    });
  }

  watch(path: string, args: JSONObject, journal: string | null = null): number {
    const queryId = this.#nextQueryId++;
    this.watched.set(queryId, { path, args, journal });
    this.#modify({ type: "Add", queryId, udfPath: path, args: [args], journal });
    return queryId;
  }

  unwatch(queryId: number): void {
    if (!this.watched.delete(queryId)) return;
    this.seen.delete(queryId);
    this.#modify({ type: "Remove", queryId });
  }

  /** An empty change of the query set: the answer brings everything up to date. */
  ask(): void {
    this.#modify();
  }

  close(): void {
    this.world.sessions.delete(this);
    this.#session.dispose();
  }

  #modify(...modifications: object[]): void {
    this.#send({
      type: "ModifyQuerySet",
      baseVersion: this.#sent,
      newVersion: ++this.#sent,
      modifications,
    });
  }

  #send(message: object): void {
    this.#session.receive(JSON.stringify(message));
  }

  #receive(frame: JSONObject): void {
    if (frame["type"] !== "Transition") {
      this.problems.push(`unexpected ${JSON.stringify(frame)}`);
      return;
    }
    const { startVersion, endVersion, modifications } = frame as unknown as {
      startVersion: Version;
      endVersion: Version;
      modifications: Modification[];
    };
    if (JSON.stringify(startVersion) !== JSON.stringify(this.#version))
      this.problems.push(`gap from ${JSON.stringify(this.#version)} to ${JSON.stringify(startVersion)}`);
    if (decodeTs(endVersion.ts) < decodeTs(startVersion.ts)) this.problems.push("time went backwards");
    this.#version = endVersion;
    for (const one of modifications) this.#apply(one);
  }

  #apply({ type, queryId, value, errorMessage, journal }: Modification): void {
    if (type === "QueryRemoved") {
      if (this.watched.has(queryId)) this.problems.push(`${queryId} was removed unasked`);
      return;
    }
    if (!this.watched.has(queryId)) return;
    const before = this.seen.get(queryId)?.journal ?? null;
    // A page that moved its end would lose or repeat rows at the border to the next one.
    if (before !== null && type === "QueryUpdated" && journal !== before)
      this.problems.push(`the page of query ${queryId} moved its end`);
    const text = type === "QueryUpdated" ? canonicalText(value ?? null) : failureText(errorMessage ?? "");
    this.seen.set(queryId, { text, value: value ?? null, journal: journal ?? null });
  }
}

export function canonicalText(value: JSONValue): string {
  return JSON.stringify(value, (_key, part: JSONValue) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export function failureText(message: string): string {
  return `failed: ${message.replace(/^\[Request ID: [^\]]*\]/, "")}`;
}
