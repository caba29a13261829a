/** The drop: what it does in one transaction, and every blocker the server gives back. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { expectBlocked, expectRefused, must, type World } from "../../support/world";

export function placementSuite(world: () => World): void {
  describe("tickets.place", () => {
    test("[T-10] new + drop on a technician -> assigned, untimed", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const result = await w.place(ticket, "R-101", null);
      expect(result).toMatchObject({ status: "assigned", version: 2, actions: ["assign"], replayed: false });
      const detail = await w.detail(ticket.ticketId);
      expect(detail.technician?.name.en).toBe("Fahd Al-Shammari");
      expect(detail.ticket.visit).toMatchObject({ travel: "planned", startsAt: null });
      expect(detail.timeline.map((row) => row.action)).toEqual(["import", "assign"]);
    });

    test("[T-10][T-12] new + drop on a lane -> assigned and scheduled in one transaction", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { day, at } = w.freshDay();
      const result = await w.place(ticket, "R-101", at(600));
      expect(result).toMatchObject({ status: "scheduled", version: 3, actions: ["assign", "schedule"] });
      const { branchId } = await w.branch("riyadh");
      const lane = await (await w.as("sara")).query(api.board.appointments, { branchId, serviceDay: day });
      const visit = must(
        lane.find((row) => row.ticket.ticketId === ticket.ticketId),
        "the visit on its day",
      );
      expect([visit.startsAt, visit.endsAt]).toEqual([at(600), at(690)]);
    });

    test("[T-61][T-62] scheduled + drop on another lane and time -> handed over and moved, both on the timeline", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { at } = w.freshDay();
      const first = await w.place(ticket, "R-101", at(600));
      const second = await w.place({ ...ticket, version: first.version }, "R-102", at(720));
      expect(second.actions).toEqual(["reassign", "reschedule"]);
      const { timeline, technician } = await w.detail(ticket.ticketId);
      expect(timeline.slice(-2).map((row) => [row.action, row.from, row.to])).toEqual([
        ["reassign", "scheduled", "scheduled"],
        ["reschedule", "scheduled", "scheduled"],
      ]);
      expect(technician?.name.en).toBe("Salem Al-Dosari");
    });

    test("[T-61] scheduled + drop on a marker keeps the time", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { at } = w.freshDay();
      const first = await w.place(ticket, "R-101", at(600));
      const second = await w.place({ ...ticket, version: first.version }, "R-102", null);
      expect(second.actions).toEqual(["reassign"]);
      expect((await w.detail(ticket.ticketId)).ticket.visit?.startsAt).toBe(at(600));
    });

    test("[T-63][T-64] unassign puts it back into the queue and frees the time", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { at } = w.freshDay();
      await w.place(ticket, "R-101", at(600));
      await w.step(ticket.ticketId, "unassign", "sara");
      const detail = await w.detail(ticket.ticketId);
      expect(detail.facts).toMatchObject({ status: "new", technicianId: null, startsAt: null });
      const other = await w.newTicket();
      expect((await w.place(other, "R-101", at(600))).status).toBe("scheduled");
    });

    test("[S-35] an overlap names the ticket and its hours", async () => {
      const w = world();
      const { at } = w.freshDay();
      const first = await w.newTicket();
      await w.place(first, "R-101", at(600));
      const second = await w.newTicket();
      const [overlap] = await expectBlocked(w.place(second, "R-101", at(660)), ["overlap"]);
      expect(overlap).toEqual({
        code: "overlap",
        technician: { ar: "فهد الشمري", en: "Fahd Al-Shammari" },
        number: first.number,
        startsAt: at(600),
        endsAt: at(690),
      });
      // Back to back is no overlap.
      expect((await w.place(second, "R-101", at(690))).status).toBe("scheduled");
    });

    test("[S-35] all blockers come together, not the first", async () => {
      const w = world();
      const { at } = w.freshDay();
      const ticket = await w.newTicket({ workType: "fridge_repair" });
      // Rashid: plumbing and inspection, six to four.
      await expectBlocked(w.place(ticket, "R-104", at(16 * 60)), [
        "skillMissing",
        shiftOrDayOff(at(16 * 60)),
      ]);
      const yesterday = Date.now() - 24 * 3_600_000;
      const blockers = await expectBlocked(w.place(ticket, "R-102", yesterday), [
        "skillMissing",
        "startsInPast",
      ]);
      expect(blockers.find((one) => one.code === "skillMissing")).toMatchObject({ skills: ["kitchen"] });
    });

    test("[D-09] off duty blocks today and untimed work, not another day", async () => {
      const w = world();
      const ticket = await w.newTicket({ workType: "electrical" });
      await expectBlocked(w.place(ticket, "R-106", null), ["technicianOffDuty"]);
      const day = [0, 1, 2, 3]
        .map(() => w.freshDay())
        .find(({ day }) => new Date(`${day}T12:00Z`).getUTCDay() !== 5);
      expect((await w.place(ticket, "R-106", must(day, "a working day").at(600))).status).toBe("scheduled");
    });

    test("[S-35] a technician of another branch is refused", async () => {
      const w = world();
      const ticket = await w.newTicket();
      await expectBlocked(w.place(ticket, "J-201", null, "faisal"), ["otherBranch"]);
    });

    test("[T-16] a ticket that travels cannot be dropped elsewhere", async () => {
      const w = world();
      const detail = await w.ticketAt("on_route");
      await expectBlocked(w.place(detail.ticket, "R-102", null), ["statusForbids"]);
      await w.freeFahd();
    });

    test("[T-10] the same place again is refused, not ignored", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { version } = await w.place(ticket, "R-101", null);
      await expectBlocked(w.place({ ...ticket, version }, "R-101", null), ["alreadyPlaced"]);
    });

    test("[T-12] a technician schedules his own ticket and nobody else's", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { version } = await w.place(ticket, "R-101", null);
      const { at } = w.freshDay();
      expect((await w.place({ ...ticket, version }, "R-101", at(600), "fahd")).status).toBe("scheduled");
      const other = await w.newTicket();
      await expectRefused(w.place(other, "R-101", at(900), "fahd"), "access.denied");
      await expectBlocked(w.place({ ...ticket, version: version + 1 }, "R-102", null, "fahd"), [
        "roleForbids",
      ]);
    });

    test("[Z-04] odd input is refused before anything is read from it", async () => {
      const w = world();
      const ticket = await w.newTicket();
      await expectRefused(w.place(ticket, "R-101", Number.NaN), "input.invalid");
      await expectRefused(w.place(ticket, "R-101", 1.5), "input.invalid");
      expect((await w.detail(ticket.ticketId)).facts.version).toBe(1);
    });
  });
}

/** Rashid has Saturdays off; on those the day itself is in the way. */
function shiftOrDayOff(startsAt: number): "dayOff" | "outsideShift" {
  return new Date(startsAt + 3 * 3_600_000).getUTCDay() === 6 ? "dayOff" : "outsideShift";
}
