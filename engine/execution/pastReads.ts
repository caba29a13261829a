/**
 * Reading as of a moment that is just over, for clients that ask several queries of one snapshot. What was changed since
 * is put back in a transaction that is never committed. Documents only: code and variables are those of now.
 */
import type { Commit, Transaction } from "../transaction/api";
import type { MemoryFirstDatabase } from "../transaction/database";
import { makeDocument } from "../transaction/document";
import { SYSTEM_TABLES } from "../transaction/system";

/** How long a moment can be read, and how many commits are kept for that at most. */
const KEPT_MS = 30_000;
const KEPT_COMMITS = 20_000;
/** Places of forgotten ones are closed up so many at a time: taking one off the front moves all others. */
const CLOSED_TOGETHER = 1_000;

interface Kept {
  commit: Commit;
  /** When it came, by `performance.now()`. */
  at: number;
}

export class PastReads {
  readonly #database: MemoryFirstDatabase;
  readonly #commits: (Kept | null)[] = [];
  /** Place of the oldest that is kept. */
  #first = 0;
  readonly #unlisten: () => void;
  /** Moments before this one cannot be read. */
  #oldestTs: bigint;

  constructor(database: MemoryFirstDatabase) {
    this.#database = database;
    this.#oldestTs = database.latestTs;
    this.#unlisten = database.onCommit((commit) => this.#keep(commit));
  }

  stop(): void {
    this.#unlisten();
  }

  /** A query's transaction that sees what was committed at `ts`, or null when that is too long ago or yet to come. */
  begin(ts: bigint, beginMs: number): Transaction | null {
    if (ts < this.#oldestTs || ts > this.#database.latestTs) return null;
    const tx = this.#database.begin({ kind: "query", beginMs });
    const { workspace } = tx.bulk();
    for (let at = this.#commits.length - 1; at >= this.#first; at--) {
      const commit = this.#commits[at]?.commit;
      if (commit === undefined || commit.ts <= ts) break;
      for (const { component, table: name, id, before } of commit.writes) {
        const table = workspace.table(component, name);
        if (table === undefined || isPrivate(name)) continue;
        workspace.put(table, id, before === null ? null : makeDocument(before));
      }
    }
    return tx;
  }

  #keep(commit: Commit): void {
    const at = performance.now();
    const commits = this.#commits;
    commits.push({ commit, at });
    for (let oldest = commits[this.#first]; oldest; oldest = commits[this.#first]) {
      if (at - oldest.at < KEPT_MS && commits.length - this.#first <= KEPT_COMMITS) break;
      this.#oldestTs = oldest.commit.ts;
      commits[this.#first++] = null;
    }
    if (this.#first < CLOSED_TOGETHER) return;
    commits.splice(0, this.#first);
    this.#first = 0;
  }
}

/** Tables that say what there is; taking them back would contradict the indexes of now. */
function isPrivate(name: string): boolean {
  return Object.entries(SYSTEM_TABLES).some(([table, { visible }]) => table === name && !visible);
}
