/* Whether the window is too narrow for panes side by side. */
import { useSyncExternalStore } from "react";

const QUERY = "(width < 48rem)";

function subscribe(tell: () => void): () => void {
  const list = window.matchMedia(QUERY);
  list.addEventListener("change", tell);
  return () => list.removeEventListener("change", tell);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => window.matchMedia(QUERY).matches,
    () => false,
  );
}
