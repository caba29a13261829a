/**
 * What a running transaction changed, as its own searches see it: a small segment of its versions, and which committed
 * slots they hide.
 */
import type { DocumentVersion } from "../transaction/document";
import type { SearchedSegment } from "./ranking";
import type { TextEntry } from "./textEntry";
import type { TextIndex } from "./textIndex";
import { TextSegment } from "./textSegment";

export class PendingTexts {
  readonly #index: TextIndex;
  readonly #segment: TextSegment;
  readonly #entries = new Map<string, TextEntry>();
  readonly #hidden = new Set<number>();

  constructor(index: TextIndex) {
    this.#index = index;
    this.#segment = new TextSegment(index.definition.filterFields.length);
  }

  /** Sets the transaction's version of a document: null removed it, undefined left it as committed. */
  put(id: string, after: DocumentVersion | null | undefined): void {
    const old = this.#entries.get(id);
    if (old !== undefined) this.#segment.remove(id, old);
    this.#entries.delete(id);
    const slot = this.#index.segment.slotOf(id);
    if (slot !== undefined) {
      if (after === undefined) this.#hidden.delete(slot);
      else this.#hidden.add(slot);
    }
    const entry = after ? this.#index.entryOf(after) : null;
    if (!after || entry === null) return;
    this.#segment.add(id, after.creationTime, entry);
    this.#entries.set(id, entry);
  }

  /** The committed and the changed documents. */
  get segments(): readonly SearchedSegment[] {
    return [
      { segment: this.#index.segment, hidden: this.#hidden },
      { segment: this.#segment, hidden: new Set() },
    ];
  }
}
