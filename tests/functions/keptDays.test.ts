/** How long changes of duty and gestures of the board are kept: old ones go some at a time, and nothing younger does. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { dutyOfDay } from "../../convex/model/replay/around";
import { ACTIONS_KEPT_DAYS } from "../../shared/boardActions/held";
import { DUTY_KEPT_DAYS, onDutyAt } from "../../shared/replay/around";
import { addDays, DAY_MS, HOUR_MS, instantAt, serviceDayOf } from "../../shared/time/zones";
import { makeCompany } from "../support/smallCompany";

const ZONE = "Africa/Cairo";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const company = async () =>
  await makeCompany({ zone: ZONE, weekend: [], hours: { openMinute: 0, closeMinute: 1440 } });

describe("[S-35] what is kept of the past", () => {
  test("changes of duty past their days go in batches; every day a replay promises reads as before", async () => {
    const { t, technicianId, branchId } = await company();
    const today = serviceDayOf(Date.now(), ZONE);
    const firstKept = addDays(today, 1 - DUTY_KEPT_DAYS);
    const noon = (day: string) => instantAt(day, 720, ZONE);
    await t.run(async (ctx) => {
      // Long ago, twice a day; the last of them left him on duty.
      for (let index = 0; index < 240; index += 1)
        await ctx.db.insert("dutyChanges", {
          technicianId,
          branchId,
          at: noon(addDays(firstKept, -130)) + index * 12 * HOUR_MS,
          onDuty: index % 2 === 1,
        });
      await ctx.db.insert("dutyChanges", {
        technicianId,
        branchId,
        at: noon(addDays(firstKept, 2)),
        onDuty: false,
      });
      await ctx.db.insert("dutyChanges", {
        technicianId,
        branchId,
        at: noon(addDays(today, -1)),
        onDuty: true,
      });
      await ctx.db.patch("technicians", technicianId, { onDuty: true });
    });
    const rows = async () => await t.run(async (ctx) => await ctx.db.query("dutyChanges").collect());
    const dutyOn = async (day: string) =>
      await t.run(async (ctx) => {
        const branch = await ctx.db.get("branches", branchId);
        if (!branch) throw new Error("the branch exists");
        const { complete, technicians } = await dutyOfDay(ctx, branch, day, () => true);
        const own = technicians.find((one) => one.technicianId === technicianId);
        return [complete, own === undefined ? null : onDutyAt(own, noon(day) + 1)];
      });
    const asked = [0, 1, 2, 3, 200].map((days) => addDays(firstKept, days)).concat(addDays(today, -1), today);
    const before = await Promise.all(asked.map(dutyOn));
    expect(before).toEqual([true, true, false, false, false, true, true].map((onDuty) => [true, onDuty]));
    await t.mutation(internal.jobs.sweeps.duty, {});
    expect(await rows()).toHaveLength(142);
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    const limit = Date.now() - DUTY_KEPT_DAYS * DAY_MS;
    expect((await rows()).map((row) => row.at >= limit)).toEqual([true, true]);
    expect(await Promise.all(asked.map(dutyOn))).toEqual(before);
    // What lies further back says of itself that it is not all known.
    expect((await dutyOn(addDays(firstKept, -60)))[0]).toBe(false);
  });

  test("gestures go by when they last changed, not by when they were made", async () => {
    const { t, orgId, branchId, userId } = await gestures();
    const old = Date.now() - (ACTIONS_KEPT_DAYS + 1) * DAY_MS;
    const by = { userId, name: { ar: "سارة", en: "Sara" } };
    const put = async (operationId: string, at: number, changedAt: number) =>
      await t.run(
        async (ctx) =>
          await ctx.db.insert("boardActions", {
            orgId,
            branchId,
            by,
            at,
            operationId,
            tickets: [],
            state: "done",
            changedAt,
            changedBy: by,
          }),
      );
    for (let index = 0; index < 60; index += 1) await put(`old-${index}`, old + index, old + index);
    const kept = [
      await put("redone", old, Date.now() - DAY_MS),
      await put("young", old + 2 * DAY_MS, old + 2 * DAY_MS),
    ];
    const left = async () => await t.run(async (ctx) => await ctx.db.query("boardActions").collect());
    await t.mutation(internal.jobs.sweeps.actions, {});
    expect(await left()).toHaveLength(62 - 25);
    await t.finishAllScheduledFunctions(vi.runAllTimers);
    expect((await left()).map((row) => row._id)).toEqual(kept);
    // Nothing left to do is no reason to go on.
    await t.mutation(internal.jobs.sweeps.actions, {});
    const waiting = await t.run(async (ctx) => await ctx.db.system.query("_scheduled_functions").collect());
    expect(waiting.filter((job) => job.state.kind === "pending")).toEqual([]);
  });
});

async function gestures() {
  const made = await company();
  const userId: Id<"users"> = await made.t.run(async (ctx) => await ctx.db.insert("users", {}));
  const branch = await made.t.run(async (ctx) => await ctx.db.get("branches", made.branchId));
  if (!branch) throw new Error("the branch exists");
  return { ...made, orgId: branch.orgId, userId };
}
