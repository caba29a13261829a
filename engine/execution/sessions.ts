/**
 * Settled mutations of sync clients, so that a mutation sent again after a reconnect is answered, not applied again.
 * A record is written in the commit of its mutation. A client replays everything it has not seen settled before it
 * sends anything new, in the order of their numbers; so once a session moves on, records of earlier requests that are
 * well older than its latest activity can never be asked for and go. Later ones stay: a client that returns after hours
 * may first repeat a request that had failed. An idle session keeps its last ones for two weeks.
 */
import { z } from "zod";
import type { Transaction } from "../transaction/api";
import type { KeptText } from "../transaction/keptTexts";

export interface SessionKey {
  sessionId: string;
  requestId: number;
}

export interface SettledMutation {
  valueText: string;
  logLines: string[];
}

interface Entry extends SettledMutation {
  seq: number;
  /** Epoch ms. */
  at: number;
}

/** By request id, oldest first. */
type Session = Map<number, Entry>;

/** `[sessionId, requestId, at, valueText, logLines]`. */
const storedRecord = z.tuple([z.string(), z.number(), z.number(), z.string(), z.array(z.string())]);

/** Longer than any client waits before it gives a silent connection up. */
const settledAfterMs = 10 * 60_000;
/** A socket never has more unanswered mutations than this. */
const maxPerSession = 1024;
const sessionLifeMs = 14 * 24 * 60 * 60_000;

export class SessionRecords {
  readonly #sessions = new Map<string, Session>();
  /** In a form that is not written any more. */
  readonly #outlived: number[] = [];

  /** `kept`: what was recorded before the process started, oldest first. */
  constructor(kept: Iterable<KeptText>) {
    for (const { seq, text } of kept) {
      const record = storedRecord.safeParse(JSON.parse(text));
      if (!record.success) {
        this.#outlived.push(seq);
        continue;
      }
      const [sessionId, requestId, at, valueText, logLines] = record.data;
      this.#session(sessionId).set(requestId, { seq, at, valueText, logLines });
    }
  }

  /** The answer recorded for this request, or null. */
  find({ sessionId, requestId }: SessionKey): SettledMutation | null {
    return this.#sessions.get(sessionId)?.get(requestId) ?? null;
  }

  /** Adds the record to the mutation's own commit and drops the session's outdated ones there too. */
  record(tx: Transaction, key: SessionKey, settled: SettledMutation, nowMs: number): void {
    const { sessionId, requestId } = key;
    const { valueText, logLines } = settled;
    const text = JSON.stringify([sessionId, requestId, nowMs, valueText, logLines]);
    const outdated = this.#outdated(key, nowMs);
    for (const [, { seq }] of outdated) tx.dropText(seq);
    tx.keepText(text, (seq) => {
      const session = this.#session(sessionId);
      for (const [old] of outdated) session.delete(old);
      session.set(requestId, { seq, at: nowMs, valueText, logLines });
    });
  }

  /** Removes the records of sessions that were idle for two weeks. */
  sweep(tx: Transaction, nowMs: number): void {
    for (const seq of this.#outlived.splice(0)) tx.dropText(seq);
    for (const [sessionId, session] of this.#sessions) {
      const entries = [...session.values()];
      if (entries.some(({ at }) => nowMs - at <= sessionLifeMs)) continue;
      for (const { seq } of entries) tx.dropText(seq);
      this.#sessions.delete(sessionId);
    }
  }

  #outdated({ sessionId, requestId: current }: SessionKey, nowMs: number): [number, Entry][] {
    const session = this.#sessions.get(sessionId);
    const outdated: [number, Entry][] = [];
    if (session === undefined) return outdated;
    for (const [requestId, entry] of session) {
      if (requestId > current) continue;
      const tooMany = session.size - outdated.length >= maxPerSession;
      if (!tooMany && nowMs - entry.at < settledAfterMs) break;
      outdated.push([requestId, entry]);
    }
    return outdated;
  }

  #session(sessionId: string): Session {
    let session = this.#sessions.get(sessionId);
    if (session === undefined) {
      session = new Map();
      this.#sessions.set(sessionId, session);
    }
    return session;
  }
}
