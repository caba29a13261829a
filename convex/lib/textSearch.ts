/**
 * Rows in which every word of a search occurs, by a search index whose field holds folded text (shared/board/searchText).
 * An index answers rows with any of the words; what is asked, and what is left of it, is decided here.
 */

/** Looked at per question, before words that were not whole are compared. */
export const MAX_CANDIDATES = 64;
/** Words of a search that are looked for alone too. */
const MOST_TELLING = 2;

/** The best first; at most three times {@link MAX_CANDIDATES}. `look` asks the index, and takes that many at most. */
export async function rowsWithWords<Row extends { readonly _id: string; readonly text?: string }>(
  words: readonly string[],
  look: (asked: string) => Promise<Row[]>,
): Promise<Row[]> {
  if (words.length === 0) return [];
  const hasAll = ({ text }: Row): boolean => words.every((word) => text?.includes(word) === true);
  const together = await look(words.join(" "));
  // An answer that is not full holds every row with any of the words, and one of rows that have them all could not be
  // better: asking for one of them alone adds nothing.
  const isEnough = together.length < MAX_CANDIDATES || words.length === 1 || together.every(hasAll);
  // Numbers and long words say more than those beside them, however many rows have those.
  const alone = isEnough ? [] : words.toSorted(moreTellingFirst).slice(0, MOST_TELLING);
  const found = [together, ...(await Promise.all(alone.map(look)))].flat();
  return [...new Map(found.map((row) => [row._id, row])).values()].filter(hasAll);
}

function moreTellingFirst(left: string, right: string): number {
  return Number(/\d/.test(right)) - Number(/\d/.test(left)) || right.length - left.length;
}
