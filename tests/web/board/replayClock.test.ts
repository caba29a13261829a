/* The clock behind the replay's bar [S-35]: it runs as fast as it says, rests where it is told, and ends with what is known. */
import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useReplayClock } from "../../../web/features/board/replay/useReplayClock";

const START = Date.UTC(2026, 10, 22, 5);
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout", "performance"],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

test("[S-35] a second at 60× is a minute, at 600× ten; it rests where it is stopped, and tells the address where", () => {
  const rested: number[] = [];
  const { result } = renderHook(() =>
    useReplayClock({ startsAt: START, endsAt: START + 60 * MINUTE }, START, (at) => void rested.push(at)),
  );
  const minutes = () => (result.current.at - START) / MINUTE;
  pass(5_000);
  expect(minutes()).toBe(0);
  act(() => result.current.toggle());
  pass(2_000);
  expect(minutes()).toBeCloseTo(2, 1);
  act(() => result.current.setSpeed(600));
  pass(1_000);
  expect(minutes()).toBeCloseTo(12, 0);
  act(() => result.current.toggle());
  const rests = result.current.at;
  pass(5_000);
  expect([result.current.at, rested.at(-1)]).toEqual([rests, rests]);
});

test("[S-35] it stops at the end of what is known, begins anew from there, and leaves the span by nothing", () => {
  const { result } = renderHook(() =>
    useReplayClock({ startsAt: START, endsAt: START + 10 * MINUTE }, START + 9 * MINUTE, () => undefined),
  );
  act(() => result.current.toggle());
  pass(5_000);
  expect([result.current.at, result.current.playing]).toEqual([START + 10 * MINUTE, false]);
  act(() => result.current.toggle());
  expect([result.current.at, result.current.playing]).toEqual([START, true]);
  act(() => result.current.goTo(START - MINUTE));
  expect(result.current.at).toBe(START);
});
