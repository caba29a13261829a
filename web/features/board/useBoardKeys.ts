/* Single keys of the board. They rest while somebody types, while a dialog is open and while a ticket is carried. */
import { useEffect, useRef } from "react";

export interface BoardKeys {
  readonly assign: () => void;
  readonly call: () => void;
  readonly message: () => void;
  readonly openPage: () => void;
  /** Map or grid. */
  readonly centre: () => void;
  /** Opens a list by its place, the first being 1. */
  readonly list: (place: number) => void;
  readonly create: () => void;
  readonly previousDay: () => void;
  readonly nextDay: () => void;
  readonly today: () => void;
  readonly late: () => void;
  readonly sheet: () => void;
  readonly close: () => void;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

export function useBoardKeys(keys: BoardKeys, resting: boolean): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (resting) return;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target) || document.querySelector('[role="dialog"]') !== null) return;
      // By the key's place for letters: on an Arabic layout the same key writes another letter.
      const actions: Record<string, (() => void) | undefined> = {
        KeyA: latest.current.assign,
        KeyC: latest.current.call,
        KeyM: latest.current.message,
        KeyO: latest.current.openPage,
        KeyG: latest.current.centre,
        KeyN: latest.current.create,
        KeyT: latest.current.today,
        KeyL: latest.current.late,
        BracketLeft: latest.current.previousDay,
        BracketRight: latest.current.nextDay,
        Escape: latest.current.close,
      };
      const place = /^Digit([1-5])$/.exec(event.code)?.[1];
      if (place !== undefined && !event.shiftKey)
        actions[event.code] = () => latest.current.list(Number(place));
      const action = event.key === "?" || event.key === "؟" ? latest.current.sheet : actions[event.code];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [resting]);
}
