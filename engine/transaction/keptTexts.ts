/**
 * Texts that rest beside the documents: written and removed in the commit of a transaction, but no documents. They have
 * no id, no index and no readers, so keeping one costs a row in storage and nothing else. Whoever keeps them holds
 * them in memory too, and asks for all of them once, at start.
 */
import type { RowSink } from "./applyChanges";

/** Of the rows in storage. The number is that of no table. */
export const KEPT_TEXTS_NUMBER = 7;

export interface KeptText {
  /** Its row in storage. */
  seq: number;
  text: string;
}

/** What one transaction keeps and drops. */
export class KeptChanges {
  readonly #texts: { text: string; onKept: (seq: number) => void }[] = [];
  readonly #dropped: number[] = [];

  get isEmpty(): boolean {
    return this.#texts.length === 0 && this.#dropped.length === 0;
  }

  /** `onKept` is called in the commit. */
  keep(text: string, onKept: (seq: number) => void): void {
    this.#texts.push({ text, onKept });
  }

  drop(seq: number): void {
    this.#dropped.push(seq);
  }

  apply(sink: RowSink, ts: bigint): void {
    for (const seq of this.#dropped) sink.remove(seq);
    for (const { text, onKept } of this.#texts) {
      const seq = sink.nextSeq();
      sink.put({ seq, component: "", tableNumber: KEPT_TEXTS_NUMBER, id: "", ts, json: text });
      onKept(seq);
    }
  }
}
