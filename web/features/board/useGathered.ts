/* Rows that come page by page, handed on in larger steps. */
import { useMemo, useRef } from "react";

/** Whether `rows` are `before` and something behind it. */
function continues<Row>(before: readonly Row[], rows: readonly Row[]): boolean {
  return rows.length >= before.length && before.every((row, index) => row === rows[index]);
}

/**
 * The newest rows, except while `loading` only added fewer than `step` behind the known ones: then the known ones. A
 * change of a row that is known is never held back.
 */
export function useGathered<Row>(rows: readonly Row[], loading: boolean, step: number): readonly Row[] {
  const shown = useRef(rows);
  return useMemo(() => {
    const before = shown.current;
    const waits =
      loading && before.length > 0 && rows.length - before.length < step && continues(before, rows);
    if (!waits) shown.current = rows;
    return shown.current;
  }, [rows, loading, step]);
}
