/*
 * Which rows of a long grid of equal cards are in sight. Owns measuring and scrolling; the caller draws `first` up to
 * `end` at their place. Ten thousand cards cost as much as what fits the screen.
 */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

export interface WindowedInput {
  readonly count: number;
  /** Narrowest useful card and height of a row with its gap, in pixels. */
  readonly minWidth: number;
  readonly rowHeight: number;
}

export interface Windowed {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly columns: number;
  /** Index of the first card drawn and of the first one no longer drawn. */
  readonly first: number;
  readonly end: number;
  readonly onScroll: () => void;
  /** Scrolls as little as brings a card into sight. */
  readonly reveal: (index: number) => void;
}

/** Rows drawn beyond either edge, so that a quick wheel meets cards. */
const SPARE_ROWS = 2;
/** Where nothing can be measured yet. */
const BLIND_ROWS = 12;
const MOST_COLUMNS = 8;

export function useWindowed({ count, minWidth, rowHeight }: WindowedInput): Windowed {
  const ref = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // A list that became shorter leaves the scroller higher without an event in every browser.
  useEffect(() => setTop(ref.current?.scrollTop ?? 0), [count]);
  const columns = Math.min(MOST_COLUMNS, Math.max(1, Math.floor(size.width / minWidth)));
  const rows = size.height > 0 ? Math.ceil(size.height / rowHeight) : BLIND_ROWS;
  const firstRow = Math.max(0, Math.floor(top / rowHeight) - SPARE_ROWS);
  const reveal = useCallback(
    (index: number) => {
      const element = ref.current;
      if (element === null) return;
      const from = Math.floor(index / columns) * rowHeight;
      if (from < element.scrollTop) element.scrollTop = from;
      else if (from + rowHeight > element.scrollTop + element.clientHeight)
        element.scrollTop = from + rowHeight - element.clientHeight;
      setTop(element.scrollTop);
    },
    [columns, rowHeight],
  );
  return {
    ref,
    columns,
    first: firstRow * columns,
    end: Math.min(count, (firstRow + rows + 2 * SPARE_ROWS + 1) * columns),
    onScroll: () => setTop(ref.current?.scrollTop ?? 0),
    reveal,
  };
}
