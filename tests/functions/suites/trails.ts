/** Trails: left by every stored position, read by window and by reach, broken off by the end of duty. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { expectRefused, type World } from "../../support/world";

export function trailsSuite(world: () => World): void {
  describe("trails", () => {
    test("[E-12] stored positions leave a thinned trail that is read by window", async () => {
      const w = world();
      const [majed, sara] = [await w.as("majed"), await w.as("sara")];
      const technicianId = await w.technician("R-106");
      await majed.mutation(api.technicians.setDuty, { onDuty: true });
      const t0 = Date.now() - 20 * 60_000;
      const report = async (lat: number, recordedAt: number) =>
        await majed.mutation(api.technicians.reportPosition, { lat, lng: 46.7, accuracyM: 7, recordedAt });
      const known = await sara.query(api.positions.trail, { technicianId, from: t0, until: Date.now() + 1 });
      await report(24.7, t0);
      await report(24.701, t0 + 4_000);
      await report(24.702, t0 + 12_000);
      await report(24.702, t0 + 30_000);
      await report(24.702, t0 + 6 * 60_000);
      const read = async (from: number, until: number) =>
        (await sara.query(api.positions.trail, { technicianId, from, until })).map(({ lat, recordedAt }) => [
          lat,
          recordedAt - t0,
        ]);
      expect(known).toEqual([]);
      expect(await read(t0, t0 + 600_000)).toEqual([
        [24.7, 0],
        [24.702, 12_000],
        [24.702, 360_000],
      ]);
      expect(await read(t0 + 1, t0 + 360_000)).toEqual([[24.702, 12_000]]);
    });

    test("[E-12] a window is one, and no longer than a day", async () => {
      const w = world();
      const sara = await w.as("sara");
      const technicianId = await w.technician("R-106");
      const ask = (from: number, until: number) =>
        sara.query(api.positions.trail, { technicianId, from, until });
      for (const [from, until] of [
        [0, 27 * 3_600_000],
        [10, 10],
        [10, 9],
        [Number.NaN, 10],
        [0, Number.NaN],
        [Number.NEGATIVE_INFINITY, 0],
      ] as const)
        await expectRefused(ask(from, until), "input.invalid");
    });

    test("[Z-02] another branch's technician, and a technician asking, are refused", async () => {
      const w = world();
      const window = { from: 0, until: 1_000 };
      const jeddah = { technicianId: await w.technician("J-203"), ...window };
      await expectRefused((await w.as("sara")).query(api.positions.trail, jeddah), "access.denied");
      await expectRefused((await w.as("fahd")).query(api.positions.trail, jeddah), "access.denied");
    });

    test("[J-25] the end of duty breaks the trail off", async () => {
      const w = world();
      const majed = await w.as("majed");
      const technicianId = await w.technician("R-106");
      const mine = async () =>
        (await w.driver.rows("technicianTrails")).filter((row) => row["technicianId"] === technicianId);
      await majed.mutation(api.technicians.setDuty, { onDuty: false });
      expect((await mine()).filter((row) => row["offDutyAt"] !== undefined)).toHaveLength(1);
      const before = await mine();
      await majed.mutation(api.technicians.reportPosition, {
        lat: 24.75,
        lng: 46.7,
        accuracyM: 7,
        recordedAt: Date.now(),
      });
      expect(await mine()).toEqual(before);
    });
  });
}
