/** Silence on a simulated clock: a page that stops speaking is removed, one that goes on stays, and stale rounds do nothing. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import { keepPage, leavePage } from "../../convex/model/presence/write";
import type { StaffActor } from "../../convex/model/organization/access";
import { BEAT_EVERY_MS, SILENT_AFTER_MS } from "../../shared/presence/presence";
import { type Company, makeCompany } from "../support/smallCompany";

const T0 = Date.UTC(2026, 3, 20, 9);
const LEAVER = "00000000-0000-4000-8000-000000000001";
const STAYER = "00000000-0000-4000-8000-000000000002";

beforeEach(() => {
  vi.useFakeTimers({ now: T0, toFake: ["setTimeout", "clearTimeout", "Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

async function opened() {
  const company = await makeCompany({
    zone: "Africa/Cairo",
    weekend: [],
    hours: { openMinute: 0, closeMinute: 1440 },
  });
  const here = (key: string) => say(company, key);
  const keys = () =>
    company.t.run(async (ctx) => (await ctx.db.query("presences").collect()).map((row) => row.key));
  const watch = () => company.t.run(async (ctx) => await ctx.db.query("presenceWatch").first());
  /** Lets time pass, running what was scheduled within it. */
  const pass = async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms);
    await company.t.finishInProgressScheduledFunctions();
  };
  return { ...company, here, keys, watch, pass };
}

async function say({ t, adminId, branchId }: Company, key: string): Promise<void> {
  await t.run(async (ctx) => {
    const membership = await ctx.db
      .query("memberships")
      .withIndex("by_userId", (q) => q.eq("userId", adminId))
      .unique();
    if (!membership) throw new Error("the admin is a member");
    const actor: StaffActor = { userId: adminId, membership };
    const state = {
      branchId,
      place: "board" as const,
      looksAt: null,
      holds: [],
      writesOn: null,
      follows: null,
    };
    await keepPage(ctx, actor, key, state, Date.now());
  });
}

test("[S-35] who falls silent is gone after some seconds, who goes on speaking stays", async () => {
  const { here, keys, pass, watch } = await opened();
  await here(LEAVER);
  await here(STAYER);
  for (let passed = 0; passed < SILENT_AFTER_MS; passed += BEAT_EVERY_MS) {
    await pass(BEAT_EVERY_MS);
    await here(STAYER);
  }
  await pass(1);
  expect(await keys()).toEqual([STAYER]);
  await pass(SILENT_AFTER_MS + 1);
  expect(await keys()).toEqual([]);
  expect(await watch()).toBeNull();
});

test("[S-35] a round that is over changes nothing, however often it runs; a lost watch is made anew", async () => {
  const { t, here, keys, pass, watch } = await opened();
  await here(STAYER);
  const first = (await watch())?.round ?? 0;
  await pass(SILENT_AFTER_MS / 2);
  await here(STAYER);
  await pass(SILENT_AFTER_MS / 2);
  const after = await watch();
  expect(after?.round).toBe(first + 1);
  for (const round of [first, first, first + 7])
    await t.mutation(internal.jobs.presence.removeSilent, { round });
  expect(await watch()).toEqual(after);
  expect(await keys()).toEqual([STAYER]);
  await t.run(async (ctx) => await leavePage(ctx, STAYER));
  await t.run(async (ctx) => {
    if (after) await ctx.db.patch("presenceWatch", after._id, { dueAt: Date.now() - 3_600_000 });
  });
  await here(LEAVER);
  expect((await watch())?.round).toBe(first + 2);
  await pass(SILENT_AFTER_MS + 1);
  expect(await keys()).toEqual([]);
});
