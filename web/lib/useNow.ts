/*
 * A clock for the screen: ages, countdowns and the now-line. One timer per beat however many components
 * listen; it stops when nobody does and catches up when a sleeping tab wakes.
 */
import { useSyncExternalStore } from "react";

interface Beat {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => number;
}

const beats = new Map<number, Beat>();

function makeBeat(everyMs: number): Beat {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  const tick = () => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  const wake = () => {
    if (document.visibilityState === "visible") tick();
  };
  return {
    read: () => now,
    subscribe: (listener) => {
      if (listeners.size === 0) {
        now = Date.now();
        timer = setInterval(tick, everyMs);
        document.addEventListener("visibilitychange", wake);
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        document.removeEventListener("visibilitychange", wake);
      };
    },
  };
}

/** The current instant in epoch ms, renewed every `everyMs` (default: every 15 seconds). */
export function useNow(everyMs = 15_000): number {
  let beat = beats.get(everyMs);
  if (!beat) {
    beat = makeBeat(everyMs);
    beats.set(everyMs, beat);
  }
  return useSyncExternalStore(beat.subscribe, beat.read, beat.read);
}
