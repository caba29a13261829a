/** How often an index is asked for one search, and that nothing is lost by asking less. */
import { expect, test } from "vitest";
import { MAX_CANDIDATES, rowsWithWords } from "../../convex/lib/textSearch";

interface Row {
  readonly _id: string;
  readonly text: string;
}

/** An index that answers rows with any of the words, in no order, and at most as many as one question may have. */
function index(rows: readonly Row[]) {
  const asked: string[] = [];
  const look = async (text: string): Promise<Row[]> => {
    asked.push(text);
    const words = text.split(" ");
    return await Promise.resolve(
      rows.filter((row) => words.some((word) => row.text.includes(word))).slice(0, MAX_CANDIDATES),
    );
  };
  return { asked, look };
}

const common = (count: number): Row[] =>
  Array.from({ length: count }, (_, at) => ({ _id: `r${at}`, text: "leak kitchen" }));

test("[S-24] one question where its answer holds everything; the words alone only where it is full", async () => {
  const few = index([...common(5), { _id: "x", text: "leak tk77" }]);
  expect((await rowsWithWords(["leak", "tk77"], few.look)).map(({ _id }) => _id)).toEqual(["x"]);
  expect(few.asked).toEqual(["leak tk77"]);
  // The row stands behind more others than one answer holds: the telling word finds it.
  const many = index([...common(MAX_CANDIDATES), { _id: "x", text: "leak tk77" }]);
  expect((await rowsWithWords(["leak", "tk77"], many.look)).map(({ _id }) => _id)).toEqual(["x"]);
  expect(many.asked).toEqual(["leak tk77", "tk77", "leak"]);
  const one = index(common(MAX_CANDIDATES + 1));
  await rowsWithWords(["leak"], one.look);
  expect(one.asked).toEqual(["leak"]);
});
