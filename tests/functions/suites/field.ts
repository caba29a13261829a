/** The technician's side: own day, duty, positions that are written only when they say something new. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { serviceDayOf } from "../../../shared/time/zones";
import { expectBlocked, expectRefused, must, type World } from "../../support/world";

export function fieldSuite(world: () => World): void {
  describe("technicians", () => {
    test("[F-02] the day holds own jobs only: due, untimed and under way, in driving order", async () => {
      const w = world();
      const { day, at } = w.freshDay();
      const [late, soon, untimed, other] = [
        await w.newTicket(),
        await w.newTicket(),
        await w.newTicket(),
        await w.newTicket(),
      ];
      await w.place(late, "R-101", at(900));
      await w.place(soon, "R-101", at(480));
      await w.place(untimed, "R-101", null);
      await w.place(other, "R-102", at(480));
      const { jobs, technician } = await (await w.as("fahd")).query(api.technicians.today, {
        serviceDay: day,
      });
      expect(technician.name.en).toBe("Fahd Al-Shammari");
      expect(jobs.every((job) => job.facts.technicianId === technician.technicianId)).toBe(true);
      const numbers = jobs.map((job) => job.ticket.number);
      const order = [soon, late, untimed].map((ticket) => numbers.indexOf(ticket.number));
      expect(order.every((index) => index >= 0)).toBe(true);
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      expect(numbers).not.toContain(other.number);
      const today = await (await w.as("fahd")).query(api.technicians.today, {
        serviceDay: serviceDayOf(Date.now(), "Asia/Riyadh"),
      });
      expect(today.jobs.map((job) => job.ticket.number)).not.toContain(soon.number);
      expect(today.jobs.map((job) => job.ticket.number)).toContain(untimed.number);
    });

    test("[F-02] a malformed day is refused", async () => {
      const fahd = await world().as("fahd");
      for (const serviceDay of ["", "2026-02-30", "21-11-2026"])
        await expectRefused(fahd.query(api.technicians.today, { serviceDay }), "input.invalid");
    });

    test("[D-09] duty: one's own and, by a dispatcher, anybody's of the branch", async () => {
      const w = world();
      const [fahd, sara] = [await w.as("fahd"), await w.as("sara")];
      const { branchId } = await w.branch("riyadh");
      const duty = async () =>
        (await sara.query(api.board.technicians, { branchId })).find((one) => one.employeeId === "R-101")
          ?.onDuty;
      await fahd.mutation(api.technicians.setDuty, { onDuty: false });
      expect(await duty()).toBe(false);
      const ticket = await w.newTicket();
      await expectBlocked(w.place(ticket, "R-101", null), ["technicianOffDuty"]);
      await sara.mutation(api.technicians.setDutyFor, {
        technicianId: await w.technician("R-101"),
        onDuty: true,
      });
      expect(await duty()).toBe(true);
    });
  });

  describe("positions", () => {
    test("[F-06] stored when moved or after a while; jitter, replays and late fixes are dropped", async () => {
      const w = world();
      const omar = await w.as("omar");
      const { branchId } = await w.branch("riyadh");
      const technicianId = await w.technician("R-103");
      const report = async (lat: number, recordedAt: number) =>
        (await omar.mutation(api.technicians.reportPosition, { lat, lng: 46.7, accuracyM: 7, recordedAt }))
          .stored;
      const stored = async () =>
        must(
          (await (await w.as("sara")).query(api.positions.byBranch, { branchId })).find(
            (row) => row.technicianId === technicianId,
          ),
          "Omar's position",
        );
      const t0 = Date.now() - 60_000;
      expect(await report(24.7, t0)).toBe(true);
      expect(await report(24.70005, t0 + 2_000)).toBe(false);
      expect(await report(24.7, t0)).toBe(false);
      expect(await report(24.7004, t0 + 3_000)).toBe(true);
      expect(await report(24.8, t0 + 1_000)).toBe(false);
      expect(await report(24.7004, t0 + 18_000)).toBe(true);
      expect(await stored()).toMatchObject({ lat: 24.7004, recordedAt: t0 + 18_000 });
    });

    test("[J-25] off duty nobody is watched: the last point is forgotten and no new one is kept", async () => {
      const w = world();
      const bandar = await w.as("bandar");
      const owner = await w.as("noura");
      const { branchId } = await w.branch("jeddah");
      const technicianId = await w.technician("J-203");
      const known = async () =>
        (await owner.query(api.positions.byBranch, { branchId })).some(
          (row) => row.technicianId === technicianId,
        );
      const onSheets = async () => {
        const sheets = await Promise.all(
          (["base", "moving"] as const).map((kind) => owner.query(api.positions.sheet, { branchId, kind })),
        );
        return sheets.some((sheet) => sheet.technicianIds.includes(technicianId));
      };
      expect(await known()).toBe(true);
      await expect.poll(onSheets, { timeout: 8_000 }).toBe(true);
      await owner.mutation(api.technicians.setDutyFor, { technicianId, onDuty: false });
      expect([await known(), await onSheets()]).toEqual([false, false]);
      // Bandar is at a customer's: he cannot slip away from under him.
      const data = await expectBlocked(bandar.mutation(api.technicians.setDuty, { onDuty: false }), [
        "busyElsewhere",
      ]);
      expect(data[0]).toMatchObject({ number: expect.stringMatching(/^TK-/) });
      const majed = await w.as("majed");
      const fix = { lat: 24.7, lng: 46.7, accuracyM: 5, recordedAt: Date.now() };
      expect(await majed.mutation(api.technicians.reportPosition, fix)).toEqual({ stored: false });
    });

    test("[F-06] a fix reaches the boards' sheets with the next beat, everybody once and the newest point", async () => {
      const w = world();
      const omar = await w.as("omar");
      const sara = await w.as("sara");
      const { branchId } = await w.branch("riyadh");
      const technicianId = await w.technician("R-103");
      const sheet = async (kind: "base" | "moving") =>
        await sara.query(api.positions.sheet, { branchId, kind });
      const shown = async () => {
        for (const kind of ["moving", "base"] as const) {
          const { technicianIds, lat } = await sheet(kind);
          expect(new Set(technicianIds).size).toBe(technicianIds.length);
          const at = technicianIds.indexOf(technicianId);
          if (at >= 0) return lat[at];
        }
        return undefined;
      };
      const fix = { lng: 46.7, accuracyM: 7 };
      for (const lat of [24.71, 24.72, 24.730004])
        await omar.mutation(api.technicians.reportPosition, { ...fix, lat, recordedAt: Date.now() });
      await expect.poll(shown, { timeout: 8_000 }).toBe(24.73);
      // One beat is on its way or none at all, never two.
      const beats = (await w.driver.rows("positionBeats")).filter((row) => row["branchId"] === branchId);
      expect(beats).toHaveLength(1);
      // Everybody on duty with a point is on one of the sheets.
      const rows = await sara.query(api.positions.byBranch, { branchId });
      const listed = new Set([
        ...(await sheet("base")).technicianIds,
        ...(await sheet("moving")).technicianIds,
      ]);
      expect([...listed].sort()).toEqual(rows.map((row) => row.technicianId).sort());
    });

    test("[F-06] a page out of sight says since when; the next fix ends it; nobody else is told about", async () => {
      const w = world();
      const omar = await w.as("omar");
      const sara = await w.as("sara");
      const { branchId } = await w.branch("riyadh");
      const technicianId = await w.technician("R-103");
      const hidden = async () => {
        const { technicianIds, hiddenSince } = await sara.query(api.positions.sheet, {
          branchId,
          kind: "moving",
        });
        return hiddenSince[technicianIds.indexOf(technicianId)];
      };
      const recordedAt = Date.now();
      await omar.mutation(api.technicians.reportPosition, {
        lat: 24.74,
        lng: 46.7,
        accuracyM: 7,
        recordedAt,
      });
      // Older than the last fix: the page was seen again since.
      await omar.mutation(api.technicians.reportHidden, { hiddenSince: recordedAt - 5_000 });
      await omar.mutation(api.technicians.reportHidden, { hiddenSince: recordedAt + 1 });
      await expect.poll(hidden, { timeout: 8_000 }).toBe(recordedAt + 1);
      await omar.mutation(api.technicians.reportPosition, {
        lat: 24.75,
        lng: 46.7,
        accuracyM: 7,
        recordedAt: recordedAt + 20_000,
      });
      await expect.poll(hidden, { timeout: 8_000 }).toBe(0);
      await expectRefused(
        omar.mutation(api.technicians.reportHidden, { hiddenSince: Date.now() + 3_600_000 }),
        "input.invalid",
      );
    });

    test("[F-06] impossible fixes are refused", async () => {
      const omar = await world().as("omar");
      const good = { lat: 24.7, lng: 46.7, accuracyM: 7, recordedAt: Date.now() };
      for (const bad of [
        { ...good, lat: 91 },
        { ...good, lng: Number.NaN },
        { ...good, accuracyM: -1 },
        { ...good, recordedAt: Date.now() + 3_600_000 },
      ])
        await expectRefused(omar.mutation(api.technicians.reportPosition, bad), "input.invalid");
    });
  });
}
