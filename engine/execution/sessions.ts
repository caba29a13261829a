/**
 * Settled mutations of sync clients, so that a mutation sent again after a reconnect is answered, not applied again.
 * A record is written in the commit of its mutation. A client replays everything it has not seen settled before it
 * sends anything new, and reconnects within a minute of silence; so once a session moves on, records well older than
 * its latest activity can never be asked for and go. An idle session keeps its last ones for two weeks.
 */
import { z } from "zod";
import type { Transaction } from "../transaction/api";
import type { JSONValue } from "../values/json";
import { splitText } from "./textParts";

export interface SessionKey {
  sessionId: string;
  requestId: number;
}

const settledMutation = z.object({ valueText: z.string(), logLines: z.array(z.string()) });

export type SettledMutation = z.infer<typeof settledMutation>;

interface Entry {
  /** The parts of the record, in order. */
  documentIds: string[];
  /** Epoch ms. */
  at: number;
}

/** By request id, oldest first. */
type Session = Map<number, Entry>;

const table = "_sessions";
/** Longer than any client waits before it gives a silent connection up. */
const settledAfterMs = 10 * 60_000;
/** A socket never has more unanswered mutations than this. */
const maxPerSession = 1024;
const sessionLifeMs = 14 * 24 * 60 * 60_000;

export class SessionRecords {
  readonly #sessions = new Map<string, Session>();

  /** The answer recorded for this request, or null. */
  find(tx: Transaction, key: SessionKey): SettledMutation | null {
    const entry = this.#session(tx, key.sessionId).get(key.requestId);
    if (entry === undefined) return null;
    const text = entry.documentIds.map((id) => textOf(tx.systemGet("", table, id)?.["text"])).join("");
    return settledMutation.parse(JSON.parse(text));
  }

  /**
   * Adds the record to the mutation's own transaction and drops the session's outdated ones there too. Call the
   * returned function once the transaction is committed.
   */
  record(tx: Transaction, key: SessionKey, settled: SettledMutation, nowMs: number): () => void {
    const session = this.#session(tx, key.sessionId);
    const outdated: number[] = [];
    for (const [requestId, entry] of session) {
      const tooMany = session.size - outdated.length >= maxPerSession;
      if (!tooMany && nowMs - entry.at < settledAfterMs) break;
      outdated.push(requestId);
      for (const id of entry.documentIds) tx.systemRemove("", table, id);
    }
    const documentIds = splitText(JSON.stringify(settled)).map((text) =>
      tx.systemInsert("", table, { ...key, text, at: nowMs }),
    );
    return () => {
      for (const requestId of outdated) session.delete(requestId);
      session.set(key.requestId, { documentIds, at: nowMs });
    };
  }

  /** Removes the records of sessions that were idle for two weeks. */
  sweep(tx: Transaction, nowMs: number): void {
    for (const row of tx.systemList("", table, "by_creation_time", [])) {
      if (nowMs - numberOf(row["at"]) <= sessionLifeMs) continue;
      tx.systemRemove("", table, textOf(row["_id"]));
      this.#sessions.delete(textOf(row["sessionId"]));
    }
  }

  #session(tx: Transaction, sessionId: string): Session {
    const known = this.#sessions.get(sessionId);
    if (known !== undefined) return known;
    const session: Session = new Map();
    // Rows of one request come in the order of their parts: the index ends with the creation time.
    const rows = tx.systemList("", table, "by_request", [sessionId]);
    for (const row of rows.sort((a, b) => numberOf(a["at"]) - numberOf(b["at"]))) {
      const requestId = numberOf(row["requestId"]);
      const entry = session.get(requestId) ?? { documentIds: [], at: numberOf(row["at"]) };
      entry.documentIds.push(textOf(row["_id"]));
      session.set(requestId, entry);
    }
    this.#sessions.set(sessionId, session);
    return session;
  }
}

function numberOf(value: JSONValue | undefined): number {
  return typeof value === "number" ? value : 0;
}

function textOf(value: JSONValue | undefined): string {
  return typeof value === "string" ? value : "";
}
