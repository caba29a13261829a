/**
 * Decides when sockets get their transitions.
 * Owns pacing (a burst of commits becomes one transition per socket), fairness (long rounds yield to other work) and
 * durability (a transition leaves only after its commit is on disk, and in order).
 */
import type { QueryCache, Subscription } from "../subscriptions/queryCache";
import type { Database } from "../transaction/api";

/** A round of transitions yields to incoming messages after this long. */
const ROUND_MS = 8;
/** What is refreshed in one batch, at most: more would hold up the event loop, fewer cost more each. */
const SOCKETS_TOGETHER = 64;
const QUERIES_TOGETHER = 64;
/** While commits follow each other, rounds may take this much more than half of the time before they pause. */
const CREDIT_MS = 25;
const MAX_PAUSE_MS = 50;

/** What the hub needs of a socket's session. */
export interface PacedSession {
  readonly sessionId: string | null;
  readonly lastMutation: Promise<void>;
  /** Stale subscriptions that `flush` will read. */
  wanted(): Subscription[];
  flush(): void;
  deliver(frames: readonly string[]): void;
  shut(code: number, reason: string): void;
  broken(error: unknown): void;
}

export interface TransitionHubOptions {
  database: Pick<Database, "durableTs" | "latestTs" | "flush">;
  cache: Pick<QueryCache, "refresh">;
  /** The disk refused a commit: nothing that was computed since may ever leave. */
  onUnwritable: (error: unknown) => void;
}

interface Held {
  session: PacedSession;
  frames: readonly string[];
}

export class TransitionHub {
  readonly #database: Pick<Database, "durableTs" | "latestTs" | "flush">;
  readonly #cache: Pick<QueryCache, "refresh">;
  readonly #onUnwritable: (error: unknown) => void;
  readonly #soon = new Set<PacedSession>();
  readonly #waiting = new Set<PacedSession>();
  readonly #bySessionId = new Map<string, PacedSession>();
  #roundScheduled = false;
  #roundIsNext = false;
  #pause: NodeJS.Timeout | null = null;
  /** What rounds took lately, less what has passed since. */
  #spentMs = 0;
  #spentAt = 0;
  /** The latest commit when the first of those that wait was made to wait. */
  #waitingSince = 0n;

  #held: Held[] = [];
  #heldTs = 0n;
  #flushing = false;

  constructor(options: TransitionHubOptions) {
    this.#database = options.database;
    this.#cache = options.cache;
    this.#onUnwritable = options.onUnwritable;
  }

  /**
   * A returning client: its earlier socket may not have noticed that it is gone, and is ended.
   * Returns what that socket still runs, or null.
   */
  connected(session: PacedSession, sessionId: string): Promise<void> | null {
    const earlier = this.#bySessionId.get(sessionId);
    this.#bySessionId.set(sessionId, session);
    if (earlier === undefined || earlier === session) return null;
    earlier.shut(1008, "ReplacedByNewConnection");
    return earlier.lastMutation;
  }

  forget(session: PacedSession): void {
    this.#soon.delete(session);
    this.#waiting.delete(session);
    const { sessionId } = session;
    if (sessionId !== null && this.#bySessionId.get(sessionId) === session)
      this.#bySessionId.delete(sessionId);
  }

  /** Somebody else's commit made one of its queries stale: with the next paced round. */
  schedule(session: PacedSession): void {
    if (this.#soon.has(session)) return;
    if (this.#waiting.size === 0) this.#waitingSince = this.#database.latestTs;
    this.#waiting.add(session);
    this.#arm();
  }

  #arm(): void {
    if (this.#roundScheduled || this.#pause !== null) return;
    const pauseMs = this.#pauseMs(performance.now());
    if (pauseMs <= 0) {
      this.#scheduleRound();
      return;
    }
    this.#pause = setTimeout(() => {
      this.#pause = null;
      this.#scheduleRound();
    }, pauseMs);
  }

  /** The client itself waits for this transition: in the next turn of the event loop. */
  scheduleSoon(session: PacedSession): void {
    this.#waiting.delete(session);
    this.#soon.add(session);
    this.#scheduleRound();
  }

  /** As `scheduleSoon`, for what a commit has settled: its group settles all at once, and nothing else is waited for. */
  scheduleNow(session: PacedSession): void {
    this.#waiting.delete(session);
    this.#soon.add(session);
    if (this.#roundIsNext) return;
    this.#roundIsNext = true;
    process.nextTick(() => {
      this.#roundIsNext = false;
      this.#round();
    });
  }

  /** Sends at once if the commit is on disk, else holds the frames until it is. Order is kept. */
  sendWhenDurable(session: PacedSession, frames: readonly string[], ts: bigint): void {
    if (this.#held.length === 0 && !this.#flushing && this.#database.durableTs >= ts) {
      session.deliver(frames);
      return;
    }
    this.#held.push({ session, frames });
    if (ts > this.#heldTs) this.#heldTs = ts;
    if (!this.#flushing) void this.#release();
  }

  close(): void {
    if (this.#pause !== null) clearTimeout(this.#pause);
    this.#soon.clear();
    this.#waiting.clear();
  }

  async #release(): Promise<void> {
    this.#flushing = true;
    try {
      while (this.#held.length > 0) {
        // One wait serves the whole round: those queued during this very tick are flushed together.
        await Promise.resolve();
        const batch = this.#held;
        this.#held = [];
        if (this.#database.durableTs < this.#heldTs) await this.#database.flush();
        for (const { session, frames } of batch) session.deliver(frames);
      }
      this.#flushing = false;
    } catch (error) {
      // Stays "flushing": later transitions are held and never sent.
      this.#onUnwritable(error);
    }
  }

  #scheduleRound(): void {
    if (this.#roundScheduled) return;
    this.#roundScheduled = true;
    setImmediate(() => {
      this.#roundScheduled = false;
      this.#round();
    });
  }

  #round(): void {
    const startedAt = performance.now();
    const paced = this.#pause === null && this.#pauseMs(startedAt) <= 0;
    const sets = paced ? [this.#soon, this.#waiting] : [this.#soon];
    for (const sessions of sets) {
      while (sessions.size > 0) {
        this.#flushSome(sessions);
        if (performance.now() - startedAt > ROUND_MS) {
          this.#spend(startedAt);
          this.#scheduleRound();
          return;
        }
      }
    }
    this.#spend(startedAt);
    if (this.#waiting.size > 0) this.#arm();
  }

  /**
   * Half of the time at most goes to transitions while the work that causes them goes on: the rest is for that. Nobody
   * is kept waiting by the transitions of the latest commit, however many there are.
   */
  #spend(startedAt: number): void {
    const now = performance.now();
    if (this.#database.latestTs === this.#waitingSince) {
      this.#spentMs = 0;
      this.#spentAt = now;
      return;
    }
    const before = Math.max(0, this.#spentMs - (startedAt - this.#spentAt));
    this.#spentMs = Math.min(CREDIT_MS + MAX_PAUSE_MS, before + now - startedAt);
    this.#spentAt = now;
  }

  #pauseMs(now: number): number {
    return this.#spentMs - (now - this.#spentAt) - CREDIT_MS;
  }

  #flushSome(sessions: Set<PacedSession>): void {
    const some: PacedSession[] = [];
    const wanted: Subscription[] = [];
    for (const session of sessions) {
      sessions.delete(session);
      some.push(session);
      wanted.push(...session.wanted());
      if (some.length >= SOCKETS_TOGETHER || wanted.length >= QUERIES_TOGETHER) break;
    }
    try {
      this.#cache.refresh(wanted);
      for (const session of some) session.flush();
    } catch (error) {
      for (const session of some) session.broken(error);
    }
  }
}
