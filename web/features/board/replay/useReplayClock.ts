/* The clock of a replay: where it stands, whether it runs and how fast. It ends where the known past ends. */
import { useCallback, useEffect, useRef, useState } from "react";

export const SPEEDS = [1, 10, 60, 300, 600] as const;
export type Speed = (typeof SPEEDS)[number];

const STEP_MS = 100;

export interface ReplayClockControl {
  readonly at: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
  readonly toggle: () => void;
  readonly goTo: (at: number) => void;
}

/** `startAt` is taken over when it changes from outside, as by a link or a followed colleague. */
export function useReplayClock(
  range: { readonly startsAt: number; readonly endsAt: number },
  startAt: number,
  onRest: (at: number) => void,
): ReplayClockControl {
  const [at, setAt] = useState(startAt);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(60);
  const { startsAt, endsAt } = range;
  const within = useCallback(
    (wanted: number) => Math.min(Math.max(wanted, startsAt), endsAt),
    [startsAt, endsAt],
  );
  const latest = useRef({ at, onRest });
  latest.current = { at, onRest };
  const told = useRef(startAt);
  useEffect(() => {
    // One's own moment, come back through the address without its milliseconds.
    if (Math.abs(told.current - startAt) < 1_000) return;
    told.current = startAt;
    setAt(within(startAt));
  }, [startAt, within]);
  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = (now - before) * speed;
      before = now;
      const next = within(latest.current.at + passed);
      latest.current.at = next;
      setAt(next);
      if (next >= endsAt) setPlaying(false);
    }, STEP_MS);
    return () => clearInterval(timer);
  }, [playing, speed, endsAt, within]);
  const tell = useCallback(() => {
    if (Math.abs(told.current - latest.current.at) < 1_000) return;
    told.current = latest.current.at;
    latest.current.onRest(latest.current.at);
  }, []);
  // The address follows when the clock rests, and once a second while it runs.
  useEffect(() => {
    if (playing) return;
    const timer = setTimeout(tell, 250);
    return () => clearTimeout(timer);
  }, [playing, at, tell]);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(tell, 1_000);
    return () => clearInterval(timer);
  }, [playing, tell]);
  return {
    at,
    playing,
    speed,
    setSpeed,
    toggle: () => {
      if (!playing && at >= endsAt) setAt(startsAt);
      setPlaying(!playing);
    },
    goTo: (wanted) => setAt(within(wanted)),
  };
}
