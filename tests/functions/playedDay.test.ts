/**
 * A played day of the demo: the simulator's own drivers on a deployment in memory, time in the test's hand. Begun shortly
 * before midnight, at sixty times life.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { HOUR_MS, instantAt } from "../../shared/time/zones";
import { nextMove } from "../../web/host/simulator/nextMove";
import { isDriven } from "../../web/host/simulator/pace";
import { playTechnician } from "../support/played";
import { startMemory } from "../support/world/memoryDriver";

const SPEED = 60;
const ZONE = "Asia/Riyadh";
const DAY = "2026-11-29";
const LOOK_EVERY_MS = 5_000;
/** Three technicians of Riyadh with visits on both sides of midnight, one of them with a job without a time. */
const PLAYERS = 3;

describe("[D-07] a day played at sixty times", () => {
  beforeEach(() => {
    // Node's own clock goes on beneath, so that the deployment's own waits are over in their time.
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], shouldAdvanceTime: true });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  test("goes on after midnight and past an answer that never comes: nobody stands before work that is his", async () => {
    vi.setSystemTime(instantAt(DAY, 23 * 60 + 20, ZONE));
    const deployment = await startMemory();
    await deployment.run("seed:load", { anchorDay: DAY, anchorAt: Date.now() });
    vi.stubGlobal("fetch", async (url: string, { body }: { body: Blob }) => {
      const storageId = await deployment.upload(url, body);
      return { ok: true, json: () => Promise.resolve({ storageId }) };
    });
    const crew = await deployment.anonymous.query(api.demo.crew, {});
    const startedAt = Date.now();
    const played = () => startedAt + (Date.now() - startedAt) * SPEED;
    const log: { readonly at: number; readonly line: string }[] = [];
    const trouble: string[] = [];
    const players = [];
    const ears = {
      onLog: (line: string) => log.push({ at: played(), line }),
      onTrouble: (line: string) => trouble.push(line),
    };
    for (const { email, name } of crew.slice(0, PLAYERS))
      players.push(
        await playTechnician(
          deployment,
          email,
          name.en,
          { speed: SPEED, clock: played, ears },
          { losesOne: true },
        ),
      );
    const until = startedAt + (4.5 * HOUR_MS) / SPEED;
    while (Date.now() < until) {
      await vi.advanceTimersByTimeAsync(LOOK_EVERY_MS);
      for (const { look } of players) await look();
    }
    const midnight = instantAt("2026-11-30", 0, ZONE);
    const finishedLater = log.filter(({ at, line }) => at > midnight && line.endsWith("mark_completed"));
    expect(finishedLater.length).toBeGreaterThanOrEqual(PLAYERS);
    for (const { look, stop } of players) {
      const day = await look();
      await stop();
      const idle = [...day.jobs, ...day.waiting].filter(
        ({ ticket, facts }) =>
          isDriven(ticket.status) &&
          (facts.startsAt ?? 0) < played() - HOUR_MS &&
          nextMove(facts, Date.now()) !== null,
      );
      expect(
        idle.map(({ ticket }) => `${day.technician.name.en}: ${ticket.number} ${ticket.status}`),
      ).toEqual([]);
    }
    expect(trouble).toEqual([]);
  }, 120_000);
});
