/**
 * A thread that notices when the engine's own stands still. Queries and mutations have a watchdog of their own; an
 * action that never yields has none, and everything would wait for it for ever. Then the only honest way out is a new
 * start: the thread says which actions were under way and kills the process, which loses nothing that was confirmed.
 * A debugger holding the engine is no standstill.
 */
import inspector from "node:inspector";
import { Worker } from "node:worker_threads";
import type { LogFormat } from "./eventLog";

const BEAT_MS = 1_000;
/** Room for the names of running actions. */
const NAMES_BYTES = 4_096;

export interface StallWatch {
  /** Actions under way, whenever that changes. */
  running(names: readonly string[]): void;
}

interface WatchData {
  beats: Int32Array;
  names: Uint8Array;
  /** Beats that may be missed. */
  patience: number;
  beatMs: number;
  format: LogFormat;
}

/** Runs in the thread, as text: no names from outside. */
function watch(): void {
  const { writeSync } = process.getBuiltinModule("node:fs");
  const { workerData } = process.getBuiltinModule("node:worker_threads");
  const { beats, names, patience, beatMs, format }: WatchData = workerData;
  let seen = -1;
  let missed = 0;
  // Counted, not timed: a suspended machine stops both threads and misses one beat.
  setInterval(() => {
    const beat = Atomics.load(beats, 0);
    missed = beat === seen ? missed + 1 : 0;
    seen = beat;
    if (missed < patience) return;
    const actions = Buffer.from(names.subarray(0, Atomics.load(beats, 1))).toString();
    const message = `The engine stood still for ${(missed * beatMs) / 1000} s and is ended, to be started again. Actions under way: ${actions === "" ? "none" : actions}. Long computations in actions must yield now and then.`;
    const event = { time: new Date().toISOString(), level: "error", event: "stalled", message };
    writeSync(2, `${format === "json" ? JSON.stringify(event) : message}\n`);
    process.kill(process.pid, "SIGKILL");
  }, beatMs);
}

/** @param stallMs how long the engine may stand still; 0 turns the watch off. */
export function startStallWatch(stallMs: number, format: LogFormat): StallWatch {
  if (stallMs === 0) return { running: () => undefined };
  const beats = new Int32Array(new SharedArrayBuffer(8));
  const names = new Uint8Array(new SharedArrayBuffer(NAMES_BYTES));
  const beatMs = Math.min(BEAT_MS, stallMs / 4);
  const workerData: WatchData = { beats, names, patience: Math.ceil(stallMs / beatMs), beatMs, format };
  const source = `const __name = (f) => f; (${watch.toString()})()`;
  const worker = new Worker(source, { eval: true, workerData, execArgv: [] });
  worker.unref();
  setInterval(() => {
    Atomics.add(beats, 0, 1);
    // Somebody may be about to stop at a breakpoint.
    if (inspector.url() !== undefined) void worker.terminate();
  }, beatMs / 2).unref();
  return {
    running(actions) {
      const { written } = new TextEncoder().encodeInto([...new Set(actions)].join(", "), names);
      Atomics.store(beats, 1, written);
    },
  };
}
