/** How long trails are kept: rows past their days go, some at a time, and nothing else does. */
import { expect, test, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import { TRAIL_KEPT_DAYS, trailBucket } from "../../shared/geo/trail";
import { DAY_MS } from "../../shared/time/zones";
import { makeCompany } from "../support/smallCompany";

test("[E-12] rows past their days are removed in batches, younger ones stay", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const { t, technicianId, branchId } = await makeCompany({
      zone: "Africa/Cairo",
      weekend: [],
      hours: { openMinute: 0, closeMinute: 1440 },
    });
    const oldest = trailBucket(Date.now() - (TRAIL_KEPT_DAYS + 5) * DAY_MS);
    const kept = trailBucket(Date.now() - (TRAIL_KEPT_DAYS - 1) * DAY_MS);
    await t.run(async (ctx) => {
      for (let index = 0; index < 250; index += 1)
        await ctx.db.insert("technicianTrails", {
          technicianId,
          branchId,
          bucketAt: oldest + index,
          points: [0, 30, 31],
        });
      await ctx.db.insert("technicianTrails", {
        technicianId,
        branchId,
        bucketAt: kept,
        points: [0, 30, 31],
      });
    });
    await t.mutation(internal.jobs.sweeps.trails, {});
    expect(await t.run(async (ctx) => (await ctx.db.query("technicianTrails").collect()).length)).toBe(151);
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    const left = await t.run(async (ctx) => await ctx.db.query("technicianTrails").collect());
    expect(left.map((row) => row.bucketAt)).toEqual([kept]);
  } finally {
    vi.useRealTimers();
  }
});
