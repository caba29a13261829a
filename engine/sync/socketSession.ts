/**
 * One client's socket: its versions, identity, query set and mutation queue (SPEC, sync rules).
 * Owns the order in which the client hears things. Does not hold: shared query runs (`subscriptions/`), pacing and
 * durability of transitions (`transitionHub.ts`), the transport (`syncServer.ts`).
 */
import type { Authenticator, Caller } from "../auth/api";
import { AuthFailure } from "../auth/failure";
import type { Executor, FunctionCall } from "../execution/api";
import type { CallerKey, QueryCache, Subscription } from "../subscriptions/queryCache";
import { randomRequestId, sessionRequestIds } from "../subscriptions/requestId";
import type { Database } from "../transaction/api";
import { anonymous, authenticate, isExpired, mayReach } from "./callers";
import { MutationQueue, type QueuedMutation } from "./mutationQueue";
import {
  type ActionMessage,
  actionResponseText,
  type AuthenticateMessage,
  authErrorText,
  type ClientMessage,
  type ConnectMessage,
  fatalErrorText,
  type ModifyQuerySetMessage,
  type MutationMessage,
  mutationResponseText,
  parseClientMessage,
  type StateVersion,
  transitionFrames,
  transitionText,
} from "./protocol";
import { QuerySet } from "./querySet";
import { decodeTs } from "./timestamp";
import type { TransitionHub } from "./transitionHub";

const MAX_RUNNING_ACTIONS = 1000;
const MAX_UNSENT_TRANSITIONS = 2;

export interface Transport {
  /** One frame per text, in one write. `sent` is called when the bytes have left the process. */
  send(texts: readonly string[], sent?: () => void): void;
  close(code: number, reason: string): void;
}

export interface SyncServices {
  executor: Executor;
  database: Pick<Database, "latestTs" | "durableTs">;
  authenticator: Authenticator;
  cache: QueryCache;
  hub: TransitionHub;
  sendLogLines: boolean;
  /** Wall clock, epoch ms. */
  now: () => number;
  /** An internal failure, not a user's. */
  reportError: (error: unknown) => void;
}

export interface SocketOrigin {
  ip: string | null;
  userAgent: string | null;
  /** Clients since npm 1.28 understand transitions in pieces. */
  mayChunk: boolean;
}

export class SocketSession {
  readonly #transport: Transport;
  readonly #services: SyncServices;
  readonly #origin: SocketOrigin;
  #sessionId: string | null = null;
  #requestIdOf: (requestId: number) => string = () => randomRequestId();
  #closed = false;

  /** Messages behind an Authenticate that is still being verified. */
  readonly #inbox: ClientMessage[] = [];
  #verifying = false;

  #caller: CallerKey = anonymous;
  readonly #received = { querySet: 0, identity: 0 };
  #told: StateVersion = { querySet: 0, identity: 0, ts: 0n };
  #clockSkewMs: number | null = null;

  readonly #queries: QuerySet;
  readonly #mutations: MutationQueue;
  /** Response of a mutation that succeeded: it leaves just before the next transition. */
  #response: string | null = null;
  /** A response left alone: the transition that lets its promise resolve is still due. */
  #owesTransition = false;
  #runningActions = 0;
  #unsentTransitions = 0;
  #transitionCount = 0;

  constructor(transport: Transport, services: SyncServices, origin: SocketOrigin) {
    this.#transport = transport;
    this.#services = services;
    this.#origin = origin;
    this.#queries = new QuerySet(services.cache, () => services.hub.schedule(this));
    this.#mutations = new MutationQueue((mutation) =>
      this.#runMutation(mutation).catch((error: unknown) => this.broken(error)),
    );
  }

  /** Null until the client said who it is. */
  get sessionId(): string | null {
    return this.#sessionId;
  }

  /** Settles when the mutation that runs now has ended, whoever still listens to it. */
  get lastMutation(): Promise<void> {
    return this.#mutations.settled;
  }

  /** Takes one frame. Protocol violations are fatal for the client. */
  receive(text: string): void {
    if (this.#closed) return;
    let message: ClientMessage;
    try {
      message = parseClientMessage(text);
    } catch (error) {
      this.#fatal(error instanceof Error ? error.message : String(error));
      return;
    }
    if (this.#verifying) this.#inbox.push(message);
    else this.#handle(message);
  }

  /** The socket is gone: queued work is dropped (the client replays it on its next socket). */
  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#mutations.clear();
    this.#inbox.length = 0;
    this.#services.hub.forget(this);
    this.#queries.close();
  }

  /** Ends the socket with a reason the client's back-off understands. */
  shut(code: number, reason: string): void {
    if (this.#closed) return;
    this.dispose();
    this.#transport.close(code, reason);
  }

  /** Something of ours failed: the client is sent away for a while and will repeat what was not answered. */
  broken(error: unknown): void {
    this.#services.reportError(error);
    this.shut(1011, "InternalServerError");
  }

  /** What the next `flush` will read: refreshed beforehand together with other sockets' subscriptions. */
  wanted(): Subscription[] {
    return this.#mayTransit() && !isExpired(this.#caller.caller, this.#services.now())
      ? this.#queries.staleSubscriptions()
      : [];
  }

  /**
   * Brings every query of the set to the latest commit and queues one transition, if there is anything to say.
   * Synchronous: no commit can fall between two of its queries, so all its results belong to one snapshot.
   */
  flush(): void {
    if (this.#mayTransit() && this.#hasNews()) this.#queueTransition();
    // Held up by a slow network: the next mutation need not wait, and the order of responses is kept.
    if (this.#response !== null && !this.#closed) {
      this.#transport.send([this.#response]);
      this.#response = null;
      this.#owesTransition = true;
    }
    if (!this.#closed) this.#mutations.startNext();
  }

  #mayTransit(): boolean {
    // A transition must not overtake the response of a mutation whose effects it shows: wait for that response.
    return !this.#closed && !this.#mutations.isRunning && this.#unsentTransitions < MAX_UNSENT_TRANSITIONS;
  }

  #hasNews(): boolean {
    return (
      this.#response !== null ||
      this.#owesTransition ||
      this.#queries.hasNews ||
      this.#received.querySet !== this.#told.querySet ||
      this.#received.identity !== this.#told.identity
    );
  }

  #queueTransition(): void {
    if (this.#queries.hasStale && this.#refuseExpired(this.#caller.caller)) return;
    const modifications = this.#queries.takeModifications();
    const end: StateVersion = { ...this.#received, ts: this.#services.database.latestTs };
    const text = transitionText(this.#told, end, modifications, this.#clockSkewMs);
    this.#clockSkewMs = null;
    this.#told = end;
    this.#unsentTransitions += 1;
    this.#transitionCount += 1;
    const frames = transitionFrames(text, this.#origin.mayChunk, `${this.#transitionCount}`);
    if (this.#response !== null) frames.unshift(this.#response);
    this.#response = null;
    this.#owesTransition = false;
    this.#services.hub.sendWhenDurable(this, frames, end.ts);
  }

  /** Called by the hub, in order, once the transition's commit is on disk. */
  deliver(frames: readonly string[]): void {
    if (!this.#closed) this.#transport.send(frames, this.#onTransitionSent);
  }

  readonly #onTransitionSent = (): void => {
    this.#unsentTransitions -= 1;
    if (this.#hasNews()) this.#services.hub.schedule(this);
  };

  #handle(message: ClientMessage): void {
    if (message.type === "Connect") {
      this.#connect(message);
      return;
    }
    if (this.#sessionId === null) {
      this.#fatal(`Received ${message.type} before Connect`);
      return;
    }
    switch (message.type) {
      case "Authenticate":
        this.#authenticate(message).catch((error: unknown) => this.broken(error));
        break;
      case "ModifyQuerySet":
        this.#modifyQuerySet(message);
        break;
      case "Mutation":
        this.#queueMutation(message);
        break;
      case "Action":
        this.#runAction(message).catch((error: unknown) => this.broken(error));
        break;
      case "Event":
        break;
    }
  }

  #connect(message: ConnectMessage): void {
    if (this.#sessionId !== null) {
      this.#fatal("Received a second Connect");
      return;
    }
    const observed = message.maxObservedTimestamp;
    try {
      if (typeof observed === "string" && decodeTs(observed) > this.#services.database.latestTs) {
        // The client has seen a later state than this server holds; answering would take it back in time.
        this.shut(1013, "InternalServerError: client is ahead of the server");
        return;
      }
    } catch (error) {
      this.#fatal(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#sessionId = message.sessionId;
    this.#requestIdOf = sessionRequestIds(message.sessionId);
    this.#clockSkewMs =
      typeof message.clientTs === "number" ? Math.round(message.clientTs - this.#services.now()) : null;
    this.#mutations.startAfter(this.#services.hub.connected(this, message.sessionId));
  }

  async #authenticate(message: AuthenticateMessage): Promise<void> {
    if (message.baseVersion !== this.#received.identity) {
      this.#fatal(
        `BaseVersionMismatch: identity version is ${this.#received.identity}, the message builds on ${message.baseVersion}`,
      );
      return;
    }
    this.#verifying = true;
    try {
      const caller = await authenticate(message, this.#services.authenticator);
      if (this.#closed) return;
      this.#caller = caller;
    } catch (error) {
      if (this.#closed) return;
      if (!(error instanceof AuthFailure)) throw error;
      this.#transport.send([authErrorText(error.message, this.#received.identity, true)]);
      this.shut(1008, "AuthError");
      return;
    }
    this.#received.identity += 1;
    this.#queries.changeCaller(this.#caller);
    this.#services.hub.scheduleSoon(this);
    this.#verifying = false;
    while (!this.#verifying && !this.#closed) {
      const next = this.#inbox.shift();
      if (next === undefined) break;
      this.#handle(next);
    }
  }

  #modifyQuerySet(message: ModifyQuerySetMessage): void {
    if (message.baseVersion !== this.#received.querySet || message.newVersion <= message.baseVersion) {
      this.#fatal(
        `BaseVersionMismatch: query set version is ${this.#received.querySet}, the message builds on ${message.baseVersion}`,
      );
      return;
    }
    const complaint = this.#queries.modify(message.modifications, this.#caller);
    if (complaint !== null) {
      this.#fatal(complaint);
      return;
    }
    this.#received.querySet = message.newVersion;
    this.#services.hub.scheduleSoon(this);
  }

  #queueMutation(message: MutationMessage): void {
    if (this.#mutations.push({ message, caller: this.#caller.caller })) this.#mutations.startNext();
    else this.shut(1013, "TooManyConcurrentMutations");
  }

  async #runMutation({ message, caller }: QueuedMutation): Promise<void> {
    const sessionId = this.#sessionId;
    if (this.#closed || sessionId === null || this.#refuseExpired(caller)) return;
    const { requestId } = message;
    const call = this.#call(message, caller, this.#requestIdOf(requestId));
    const run = mayReach(caller, message.componentPath)
      ? await this.#services.executor.runMutation(call, { sessionId, requestId })
      : { ...componentRefused, ts: null };
    if (this.#closed) return;
    const response = mutationResponseText(requestId, run, this.#services.sendLogLines);
    // The client waits for the transition anyway: both leave in one write.
    if (run.outcome.ok) this.#response = response;
    else this.#transport.send([response]);
    // The transition that covers this mutation comes next, then the next mutation (see flush).
    this.#services.hub.scheduleNow(this);
  }

  async #runAction(message: ActionMessage): Promise<void> {
    if (this.#runningActions >= MAX_RUNNING_ACTIONS) {
      this.shut(1013, "TooManyConcurrentActions");
      return;
    }
    const caller = this.#caller.caller;
    if (this.#refuseExpired(caller)) return;
    this.#runningActions += 1;
    try {
      const run = mayReach(caller, message.componentPath)
        ? await this.#services.executor.runAction(this.#call(message, caller, randomRequestId()))
        : componentRefused;
      if (this.#closed) return;
      this.#transport.send([actionResponseText(message.requestId, run, this.#services.sendLogLines)]);
    } finally {
      this.#runningActions -= 1;
    }
  }

  #call(message: MutationMessage | ActionMessage, caller: Caller, requestId: string): FunctionCall {
    return {
      path: message.udfPath,
      args: message.args,
      component: message.componentPath ?? "",
      caller,
      allowInternal: caller.kind === "admin",
      requestId,
      ip: this.#origin.ip,
      userAgent: this.#origin.userAgent,
    };
  }

  /** True when the caller's token has run out: the client is told, fetches a new one and returns. */
  #refuseExpired(caller: Caller): boolean {
    if (!isExpired(caller, this.#services.now())) return false;
    this.#transport.send([authErrorText("The token has expired", this.#received.identity, false)]);
    this.shut(1008, "AuthError");
    return true;
  }

  #fatal(error: string): void {
    this.#transport.send([fatalErrorText(error)]);
    this.shut(1008, error.slice(0, 100));
  }
}

const componentRefused = {
  outcome: { ok: false, error: { message: "Only admins may call functions of a component" } },
  logLines: [],
} satisfies { outcome: { ok: false; error: { message: string } }; logLines: string[] };
