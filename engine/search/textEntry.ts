/** What one document is to one search index: its text, its terms when somebody needs them, and its filter values. */
import { countTerms, type TermCounts } from "./terms";

export class TextEntry {
  #terms: TermCounts | undefined;
  #length = 0;

  constructor(
    readonly text: string,
    /** Sort keys of the filter fields' values, in the order of the declaration. */
    readonly filterKeys: readonly string[],
  ) {}

  get terms(): TermCounts {
    if (this.#terms === undefined) {
      this.#terms = countTerms(this.text);
      for (const count of this.#terms.values()) this.#length += count;
    }
    return this.#terms;
  }

  /** Number of terms, repetitions counted. */
  get length(): number {
    void this.terms;
    return this.#length;
  }

  equals(other: TextEntry): boolean {
    return this.text === other.text && this.filterKeys.every((key, i) => key === other.filterKeys[i]);
  }
}
