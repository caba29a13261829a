/**
 * What one running transaction wrote to one table, laid over the committed state: latest version per document, and
 * ordered views per index so that its own queries see its own writes.
 * Undo is the transaction's business; here `put` just returns what was there.
 */
import { PendingTexts } from "../search/pendingTexts";
import type { TextIndex } from "../search/textIndex";
import type { DocumentVersion } from "./document";
import { type OrderedMap, orderedMap } from "./orderedMap";
import type { Row, Table, TableIndex } from "./table";

export interface PendingDocument {
  /** The committed row, if the document existed before the transaction. */
  readonly row: Row | undefined;
  /** Null: removed. */
  readonly after: DocumentVersion | null;
}

export class TableOverlay {
  readonly pending = new Map<string, PendingDocument>();
  readonly #views = new Map<TableIndex, OrderedMap<DocumentVersion>>();
  readonly #texts = new Map<TextIndex, PendingTexts>();

  constructor(readonly table: Table) {}

  /** Current version as the transaction sees it. */
  get(id: string): DocumentVersion | undefined {
    const pending = this.pending.get(id);
    if (pending !== undefined) return pending.after ?? undefined;
    return this.table.rows.get(id)?.current;
  }

  /** Replaces the pending state of a document (`undefined`: as committed) and returns the previous one. */
  put(id: string, next: PendingDocument | undefined): PendingDocument | undefined {
    const previous = this.pending.get(id);
    for (const [index, view] of this.#views) {
      if (previous?.after) view.delete(index.keyOf(previous.after));
      if (next?.after) view.set(index.keyOf(next.after), next.after);
    }
    for (const texts of this.#texts.values()) texts.put(id, next?.after);
    if (next === undefined) this.pending.delete(id);
    else this.pending.set(id, next);
    return previous;
  }

  /** Pending versions in the order of an index; stays up to date with later writes. */
  view(index: TableIndex): OrderedMap<DocumentVersion> {
    let view = this.#views.get(index);
    if (view === undefined) {
      view = orderedMap<DocumentVersion>();
      for (const { after } of this.pending.values()) {
        if (after !== null) view.set(index.keyOf(after), after);
      }
      this.#views.set(index, view);
    }
    return view;
  }

  /** Pending versions as searches of an index see them; stays up to date with later writes. */
  texts(index: TextIndex): PendingTexts {
    let texts = this.#texts.get(index);
    if (texts === undefined) {
      texts = new PendingTexts(index);
      for (const [id, { after }] of this.pending) texts.put(id, after);
      this.#texts.set(index, texts);
    }
    return texts;
  }
}
