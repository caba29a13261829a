/**
 * A played day of the demo: the simulator's own drivers on a deployment in memory, time in the test's hand. Begun shortly
 * before midnight, at sixty times life.
 */
import type { ConvexClient } from "convex/browser";
import { type FunctionReference, getFunctionName } from "convex/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../convex/_generated/api";
import { HOUR_MS, instantAt, serviceDayOf } from "../../shared/time/zones";
import { nextMove } from "../../web/host/simulator/nextMove";
import { isDriven } from "../../web/host/simulator/pace";
import { TechnicianDriver } from "../../web/host/simulator/technicianDriver";
import type { Caller, Driver } from "../support/world/driver";
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
    for (const account of crew.slice(0, PLAYERS)) {
      const caller = await deployment.signIn(account.email);
      players.push(
        await play(deployment, caller, account.name.en, played, {
          onLog: (line) => log.push({ at: played(), line }),
          onTrouble: (line) => trouble.push(line),
        }),
      );
    }
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

interface Ears {
  readonly onLog: (line: string) => void;
  readonly onTrouble: (line: string) => void;
}

/** A technician lives; `look` shows him the day as it is now, as his subscription would. */
async function play(deployment: Driver, caller: Caller, name: string, clock: () => number, ears: Ears) {
  const me = await caller.query(api.session.me, {});
  const branch = me?.branches[0];
  if (!branch) throw new Error(`${name} has a branch on ${deployment.name}`);
  let lost = false;
  const client = {
    query: (query: never, args: never) => caller.query(query, args),
    mutation: async (mutation: FunctionReference<"mutation">, args: Record<string, never>) => {
      // One address for an upload never comes back.
      if (!lost && getFunctionName(mutation) === "attachments:uploadUrl") {
        lost = true;
        return await new Promise<never>(() => undefined);
      }
      const answer: unknown = await caller.mutation(mutation as never, args as never);
      if (getFunctionName(mutation) !== "technicians:reportPosition") await look();
      return answer;
    },
    action: async (action: never, args: never) => {
      const answer: unknown = await caller.action(action, args);
      await look();
      return answer;
    },
  } as unknown as ConvexClient;
  const technician = new TechnicianDriver(client, {
    name,
    speed: SPEED,
    position: branch.center,
    clock,
    ...ears,
  });
  const look = async () => {
    const serviceDay = serviceDayOf(clock(), branch.zone);
    const day = await caller.query(api.technicians.today, { serviceDay });
    technician.see(day);
    return day;
  };
  await look();
  const running = technician.run();
  return {
    look,
    stop: async () => {
      technician.stop();
      await running;
    },
  };
}
