/** Visits of a Cairo branch on the nights its clocks change, and of Riyadh, where nothing happens, on the same nights. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { dayRange, HOUR_MS, instantAt, minuteOfDay, MINUTE_MS } from "../../../shared/time/zones";
import { expectRefused, must, type World } from "../../support/world";

const CAIRO = "Africa/Cairo";
/** Far enough ahead to be nobody else's day. Last Friday of April, last Thursday of October. */
const SPRING = "2027-04-30";
const AUTUMN = "2027-10-28";

export function clockChangeSuite(world: () => World): void {
  describe("clock changes", () => {
    const place = async (w: World, startsAt: number) => {
      const ticket = await w.newTicket({ branch: "cairo" });
      const mona = await w.as("mona");
      const technicianId = await w.technician("C-301");
      const ask = () =>
        mona.mutation(api.tickets.place, {
          ticketId: ticket.ticketId,
          expectedVersion: ticket.version,
          technicianId,
          startsAt,
          operationId: w.operationId(),
        });
      return { ticket, ask };
    };
    const numbersOn = async (w: World, serviceDay: string) => {
      const { branchId } = await w.branch("cairo");
      const rows = await (await w.as("mona")).query(api.board.appointments, { branchId, serviceDay });
      return rows.map((row) => row.ticket.number);
    };

    test("[J-05] the day of 25 hours: two visits at the same clock time are an hour apart and do not overlap", async () => {
      const w = world();
      const first = instantAt(AUTUMN, 22 * 60 + 30, CAIRO);
      const evening = await place(w, first);
      await evening.ask();
      const visit = must((await w.detail(evening.ticket.ticketId)).ticket.visit, "a visit");
      const lengthMs = (visit.endsAt ?? 0) - first;
      // It ends when its length is over, whatever the clock shows by then.
      expect(lengthMs % (15 * MINUTE_MS)).toBe(0);
      const later = await place(w, first + lengthMs);
      await later.ask();
      const inBetween = await place(w, first + lengthMs - 30 * MINUTE_MS);
      await expectRefused(inBetween.ask(), "ticket.blocked");
      const { endsAt } = dayRange(AUTUMN, CAIRO);
      expect(endsAt - dayRange(AUTUMN, CAIRO).startsAt).toBe(25 * HOUR_MS);
      expect(await numbersOn(w, AUTUMN)).toEqual(
        expect.arrayContaining([
          evening.ticket.number,
          ...(first + lengthMs < endsAt ? [later.ticket.number] : []),
        ]),
      );
    });

    test("[J-05] the last hour of that day, the second time round, is still that day's", async () => {
      const w = world();
      // A year on, so that nothing else lies there.
      const autumn = "2028-10-26";
      const second = instantAt(autumn, 23 * 60, CAIRO) + HOUR_MS;
      expect(minuteOfDay(second, CAIRO)).toBe(23 * 60);
      const { ticket, ask } = await place(w, second);
      await ask();
      expect((await w.detail(ticket.ticketId)).ticket.visit?.startsAt).toBe(second);
      expect(await numbersOn(w, autumn)).toContain(ticket.number);
      expect(await numbersOn(w, "2028-10-25")).not.toContain(ticket.number);
    });

    test("[J-05] a visit dropped on the hour that is not there lies at one in the morning, on the new day alone", async () => {
      const w = world();
      const missing = instantAt(SPRING, 0, CAIRO);
      expect(minuteOfDay(missing, CAIRO)).toBe(60);
      expect(missing).toBe(dayRange(SPRING, CAIRO).startsAt);
      const { ticket, ask } = await place(w, missing);
      await ask();
      expect(await numbersOn(w, SPRING)).toContain(ticket.number);
      expect(await numbersOn(w, "2027-04-29")).not.toContain(ticket.number);
      // The technician's own day agrees with the board's.
      const own = await w.driver.signIn("mahmoud@waha.demo");
      const day = await own.query(api.technicians.today, { serviceDay: SPRING });
      expect(day.jobs.map((job) => job.ticket.number)).toContain(ticket.number);
    });

    test("[J-05] a visit over the changed midnight is on both of its days", async () => {
      const w = world();
      const spring = "2028-04-28";
      const before = instantAt(spring, 0, CAIRO) - 30 * MINUTE_MS;
      const { ticket, ask } = await place(w, before);
      await ask();
      expect(minuteOfDay(before, CAIRO)).toBe(23 * 60 + 30);
      expect(await numbersOn(w, "2028-04-27")).toContain(ticket.number);
      expect(await numbersOn(w, spring)).toContain(ticket.number);
    });
  });
}
