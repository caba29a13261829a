/**
 * The last commits, to decide whether a transaction that commits later than its step may still do so.
 * Within one step nothing can have changed, so this is rarely asked.
 */
import { ConflictError } from "./errors";
import { type CommitRecord, tableOfIndexKey, type TouchedKeys } from "./readSet";
import type { TransactionState } from "./transaction";

/** A transaction that missed more commits than this conflicts without looking. */
const REMEMBERED = 1024;

/** What is kept of a commit; its documents are not. */
interface Trace {
  touched: TouchedKeys;
  /** Search indexes that changed; what entered and left them is not kept either. */
  searchIndexes: readonly string[];
  createsTable: boolean;
  changesSchema: boolean;
}

export class RecentCommits {
  readonly #commits: Trace[] = [];

  add({ touched, searched, writes }: CommitRecord): void {
    const writesTo = (table: string) => writes.some((write) => write.table === table);
    this.#commits.push({
      touched,
      searchIndexes: [...searched.keys()],
      createsTable: writesTo("_tables"),
      changesSchema: writesTo("_schemas"),
    });
    if (this.#commits.length > REMEMBERED) this.#commits.shift();
  }

  /** Throws `ConflictError` if one of the last `missed` commits changed what the transaction read. */
  check(tx: TransactionState, missed: number): void {
    if (missed === 0) return;
    if (missed > this.#commits.length) throw new ConflictError("unknown");
    // Both would give the same number to a new table.
    const createsTable = [...tx.workspace.overlays.keys()].some((table) => table.name === "_tables");
    for (const commit of this.#commits.slice(this.#commits.length - missed)) {
      const indexKey = tx.readSet.firstTouched(commit.touched);
      if (indexKey !== null) throw new ConflictError(tableOfIndexKey(indexKey));
      const searchKey = commit.searchIndexes.find((key) => tx.readSet.searches.has(key));
      if (searchKey !== undefined) throw new ConflictError(tableOfIndexKey(searchKey));
      if (createsTable && commit.createsTable) throw new ConflictError("_tables");
      // Its documents were checked against the schema before.
      if (commit.changesSchema) throw new ConflictError("_schemas");
    }
  }
}
