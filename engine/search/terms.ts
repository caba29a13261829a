/**
 * From text to search terms, the same for documents and queries: runs of letters and digits of any script, lower-cased.
 * Marks that belong to a word (Arabic vowel signs) do not split it; nothing is folded or stemmed.
 */

/** Longer terms, in UTF-8 bytes, are neither indexed nor searched. */
const MAX_TERM_BYTES = 32;

const WORD = /[\p{Alphabetic}\p{N}]+/gu;
const ASCII_WORD = /[a-z0-9]+/g;
const NOT_ASCII = /[^\0-\x7f]/;

/** How often each term stands in a text. */
export type TermCounts = ReadonlyMap<string, number>;

/** Terms in the order of the text. */
export function termsOf(text: string): string[] {
  if (!NOT_ASCII.test(text)) {
    return (text.toLowerCase().match(ASCII_WORD) ?? []).filter((term) => term.length <= MAX_TERM_BYTES);
  }
  const terms: string[] = [];
  for (const word of text.match(WORD) ?? []) {
    const term = word.toLowerCase();
    if (term.length * 3 <= MAX_TERM_BYTES || Buffer.byteLength(term) <= MAX_TERM_BYTES) terms.push(term);
  }
  return terms;
}

export function countTerms(text: string): TermCounts {
  const counts = new Map<string, number>();
  for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
