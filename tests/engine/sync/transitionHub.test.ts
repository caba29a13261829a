/** Pacing: who waits for transitions and when, with sessions that take their time and commits that come or do not. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { type PacedSession, TransitionHub } from "../../../engine/sync/transitionHub";

afterEach(() => vi.restoreAllMocks());

/** Rounds of `sessions` sockets that take `flushMs` each; `during` is called within every one of them. */
function crowd(sessions: number, flushMs: number, during: (database: { latestTs: bigint }) => void) {
  const database = { latestTs: 1n, durableTs: 1n, flush: async () => undefined };
  let flushed = 0;
  const hub = new TransitionHub({
    database,
    cache: { refresh: () => undefined },
    onUnwritable: (error) => {
      throw error;
    },
  });
  const session = (): PacedSession => ({
    sessionId: null,
    lastMutation: Promise.resolve(),
    wanted: () => [],
    flush: () => {
      for (const from = performance.now(); performance.now() - from < flushMs; );
      during(database);
      flushed += 1;
    },
    deliver: () => undefined,
    shut: () => undefined,
    broken: (error) => {
      throw error;
    },
  });
  const all = Array.from({ length: sessions }, session);
  return {
    /** A commit that makes all of them stale; resolves when all have their transition. */
    async commit() {
      database.latestTs += 1n;
      flushed = 0;
      for (const one of all) hub.schedule(one);
      while (flushed < sessions) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe("SY-20 rounds of transitions", () => {
  test("the transitions of the latest commit wait for nothing, however long they take", async () => {
    const { commit } = crowd(300, 0.2, () => undefined);
    const pauses = vi.spyOn(globalThis, "setTimeout");
    for (let round = 0; round < 4; round += 1) await commit();
    expect(pauses).not.toHaveBeenCalled();
  });

  test("while commits follow each other they pause for the work that causes them", async () => {
    const { commit } = crowd(300, 0.2, (database) => {
      database.latestTs += 1n;
    });
    const pauses = vi.spyOn(globalThis, "setTimeout");
    for (let round = 0; round < 4; round += 1) await commit();
    expect(pauses).toHaveBeenCalled();
  });
});
