/* Whether a part of the page was really in sight: on the screen, in the tab that is open. */
import { type RefCallback, useCallback, useEffect, useState } from "react";

export interface Seen {
  readonly ref: RefCallback<Element>;
  readonly seen: boolean;
}

export function useSeen(): Seen {
  const [element, setElement] = useState<Element | null>(null);
  const [inSight, setInSight] = useState(false);
  const [awake, setAwake] = useState(() => !document.hidden);
  const ref = useCallback((next: Element | null) => setElement(next), []);
  useEffect(() => {
    const change = () => setAwake(!document.hidden);
    document.addEventListener("visibilitychange", change);
    return () => document.removeEventListener("visibilitychange", change);
  }, []);
  useEffect(() => {
    if (element === null) return;
    const observer = new IntersectionObserver((entries) =>
      setInSight(entries.some((entry) => entry.isIntersecting)),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      setInSight(false);
    };
  }, [element]);
  return { ref, seen: inSight && awake };
}
