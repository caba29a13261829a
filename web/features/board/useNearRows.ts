/* Which rows of a long list lie near what is seen of it; rows have one height. Short lists are near as a whole. */
import { type RefObject, useLayoutEffect, useState } from "react";

interface Near {
  readonly from: number;
  readonly to: number;
}

/** Lists up to this length are drawn whole. */
const SHORT = 80;
/** Rows drawn beyond either edge, so that scrolling finds them ready. */
const BEYOND = 20;

function nearRows(element: HTMLElement, count: number, rowPx: number): Near {
  const first = Math.floor(element.scrollTop / rowPx);
  const seen = Math.ceil(element.clientHeight / rowPx);
  // In steps, so that not every scrolled row draws the list again.
  const from = Math.max(0, Math.floor((first - BEYOND) / BEYOND) * BEYOND);
  return { from, to: Math.min(count, from + seen + 3 * BEYOND) };
}

export function useNearRows(
  pane: RefObject<HTMLElement | null>,
  count: number,
  rowPx: number,
): (index: number) => boolean {
  const [near, setNear] = useState<Near>({ from: 0, to: SHORT });
  const long = count > SHORT;
  useLayoutEffect(() => {
    const element = pane.current;
    if (!long || element === null) return;
    const look = () => {
      const next = nearRows(element, count, rowPx);
      setNear((known) => (known.from === next.from && known.to === next.to ? known : next));
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    return () => {
      element.removeEventListener("scroll", look);
      sizes.disconnect();
    };
  }, [pane, count, rowPx, long]);
  return (index) => !long || (index >= near.from && index < near.to);
}
