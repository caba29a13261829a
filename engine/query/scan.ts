/**
 * Pulling documents one by one from an interval of an index, the transaction's own writes merged in.
 * Lazy: a write made while the scan goes on is seen if it lies ahead. Committed entries do not change during a
 * transaction, so an iterator over them is safe; pending ones do, so they are looked up from the last key each time.
 */
import type { DocumentVersion } from "../transaction/document";
import type { TableOverlay } from "../transaction/overlay";
import type { Row, TableIndex } from "../transaction/table";
import type { KeyRange, Order } from "./plan";

export class IndexScan {
  /** Key of the document handed out last. */
  key = "";
  readonly #descending: boolean;
  readonly #range: KeyRange;
  readonly #index: TableIndex;
  readonly #overlay: () => TableOverlay | undefined;
  readonly #committed: Iterator<[string, Row]>;
  readonly #pair: [string, Row] | [] = [];
  #nextKey: string | undefined;
  #nextRow: Row | undefined;
  #exhausted = false;
  #started = false;

  constructor(index: TableIndex, range: KeyRange, order: Order, overlay: () => TableOverlay | undefined) {
    this.#index = index;
    this.#range = range;
    this.#overlay = overlay;
    this.#descending = order === "desc";
    this.#committed = this.#descending
      ? index.entries.entriesReversed(range.hi, this.#pair, true)
      : index.entries.entries(range.lo, this.#pair);
  }

  /** The next document, or null at the end of the interval. */
  next(): DocumentVersion | null {
    const overlay = this.#overlay();
    if (overlay === undefined || overlay.pending.size === 0) {
      this.#fetch();
      return this.#takeCommitted();
    }
    for (;;) {
      this.#fetch();
      if (this.#nextRow === undefined || !overlay.pending.has(this.#nextRow.current.id)) break;
      this.#nextRow = undefined;
      if (this.#exhausted) break;
    }
    const pending = this.#nextPending(overlay);
    if (pending === undefined) return this.#takeCommitted();
    const [key, document] = pending;
    const committedFirst =
      this.#nextKey !== undefined &&
      this.#nextRow !== undefined &&
      (this.#descending ? this.#nextKey > key : this.#nextKey < key);
    if (committedFirst) return this.#takeCommitted();
    this.key = key;
    this.#started = true;
    return document;
  }

  #fetch(): void {
    if (this.#nextRow !== undefined || this.#exhausted) return;
    const step = this.#committed.next();
    const [key, row] = this.#pair;
    if (step.done === true || key === undefined || row === undefined || this.#isBeyond(key)) {
      this.#exhausted = true;
      this.#nextKey = undefined;
      return;
    }
    this.#nextKey = key;
    this.#nextRow = row;
  }

  #takeCommitted(): DocumentVersion | null {
    const row = this.#nextRow;
    if (row === undefined || this.#nextKey === undefined) return null;
    this.key = this.#nextKey;
    this.#started = true;
    this.#nextRow = undefined;
    return row.current;
  }

  #isBeyond(key: string): boolean {
    return this.#descending ? key < this.#range.lo : key >= this.#range.hi;
  }

  #nextPending(overlay: TableOverlay): [string, DocumentVersion] | undefined {
    const view = overlay.view(this.#index);
    if (view.isEmpty) return undefined;
    let pair: [string, DocumentVersion] | undefined;
    if (this.#descending) {
      pair = view.nextLowerPair(this.#started ? this.key : this.#range.hi);
    } else {
      pair = this.#started ? view.nextHigherPair(this.key) : view.getPairOrNextHigher(this.#range.lo);
    }
    return pair === undefined || this.#isBeyond(pair[0]) ? undefined : pair;
  }
}
