/** Steps on the server: the matrix against the table, stale versions, replays, races, and the timeline. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { edgeFrom } from "../../../shared/core/lifecycle";
import { STATUSES, type TicketStatus } from "../../../shared/tickets/statuses";
import { STEP_ACTIONS, TRANSITIONS } from "../../../shared/tickets/transitions";
import { expectBlocked, expectRefused, refused, STEP_INPUT, type World } from "../../support/world";

/** Statuses that need records attached, or another kind of work; they have suites of their own. */
const BY_RECORDS: readonly TicketStatus[] = [
  "pending_payment",
  "awaiting_approval",
  "waiting_parts",
  "quality_check",
];

export function stepsSuite(world: () => World): void {
  describe("tickets.transition", () => {
    for (const status of STATUSES.filter((one) => !BY_RECORDS.includes(one)))
      test(`[T-32] ${status}: every step by dispatcher and technician is accepted or refused as the table says`, async () => {
        const w = world();
        const { ticket, facts } = await w.ticketAt(status);
        const holder = facts.technicianId !== null;
        for (const action of STEP_ACTIONS)
          for (const [person, role] of [
            ["sara", "dispatcher"],
            ["fahd", "technician"],
          ] as const) {
            const edge = edgeFrom(TRANSITIONS, action, status, facts.profile);
            if (edge?.by.includes(role)) continue;
            const attempt = w.step(ticket.ticketId, action, person);
            // Without a holder the technician does not even see the ticket.
            if (role === "technician" && !holder) await expectRefused(attempt, "access.denied");
            else {
              const data = await refused(attempt);
              expect(data).toMatchObject({ code: "ticket.blocked" });
              const codes = data.code === "ticket.blocked" ? data.params.blockers.map((one) => one.code) : [];
              expect(codes).toContain(edge ? "roleForbids" : "statusForbids");
            }
          }
        expect((await w.detail(ticket.ticketId)).facts).toMatchObject({ status, version: facts.version });
        await w.freeFahd();
      });

    test("[T-33] the whole way: every step is one timeline row, and folding them gives the status", async () => {
      const w = world();
      const { timeline, facts, ticket } = await w.ticketAt("completed");
      expect(timeline.map((row) => row.action)).toEqual([
        "import",
        "assign",
        "schedule",
        "start_trip",
        "arrive",
        "start_inspection",
        "complete_diagnosis",
        "start_repair",
        "mark_completed",
      ]);
      let folded: TicketStatus | null = null;
      for (const [index, row] of timeline.entries()) {
        expect(row.from).toBe(folded);
        expect(row.version).toBe(index + 1);
        expect(row.recordedAt).toBeGreaterThanOrEqual(row.occurredAt);
        folded = row.to;
      }
      expect(folded).toBe(facts.status);
      expect(ticket.visit?.travel).toBe("done");
      expect(timeline[3]).toMatchObject({ actor: { role: "technician" }, fix: { accuracyM: 10 } });
    });

    test("[T-65] turning back puts the visit back to planned at the same time", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("on_route");
      await w.step(ticket.ticketId, "turn_back", "fahd");
      const after = await w.detail(ticket.ticketId);
      expect(after.facts).toMatchObject({ status: "scheduled", startsAt: facts.startsAt });
      expect(after.ticket.visit?.travel).toBe("planned");
    });

    test("[T-66] cancelling a trip fails the visit; the technician is free again", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("on_route");
      await w.step(ticket.ticketId, "cancel", "sara");
      expect((await w.detail(ticket.ticketId)).ticket.visit?.travel).toBe("failed");
      const other = await w.ticketAt("on_route");
      expect(other.facts.status).toBe("on_route");
      await w.freeFahd();
    });

    test("[T-14] one trip at a time, and the other ticket is named", async () => {
      const w = world();
      const first = await w.ticketAt("on_route");
      const second = await w.ticketAt("scheduled");
      expect(second.facts.otherTripNumber).toBe(first.facts.number);
      const blockers = await expectBlocked(w.step(second.ticket.ticketId, "start_trip", "fahd"), [
        "busyElsewhere",
      ]);
      expect(blockers[0]).toMatchObject({ number: first.facts.number });
      await w.freeFahd();
    });

    test("[J-48] without a position the reason is recorded instead", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("scheduled");
      await expectBlocked(w.step(ticket.ticketId, "start_trip", "fahd", {}), ["fixMissing"]);
      await w.step(ticket.ticketId, "start_trip", "fahd", { noFixReason: "permission_denied" });
      const { timeline } = await w.detail(ticket.ticketId);
      expect(timeline.at(-1)).toMatchObject({ noFixReason: "permission_denied", fix: null });
      await w.freeFahd();
    });

    test("[T-33] a phone's own time is kept beside the server's, never in the future", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("scheduled");
      const earlier = Date.now() - 600_000;
      await w.step(ticket.ticketId, "start_trip", "fahd", { ...STEP_INPUT.start_trip, occurredAt: earlier });
      await w.step(ticket.ticketId, "arrive", "fahd", {
        ...STEP_INPUT.arrive,
        occurredAt: Date.now() + 3_600_000,
      });
      const { timeline } = await w.detail(ticket.ticketId);
      const [trip, arrival] = timeline.slice(-2);
      expect(trip?.occurredAt).toBe(earlier);
      expect(arrival?.occurredAt).toBe(arrival?.recordedAt);
      await w.freeFahd();
    });

    test("[Z-04] bounds of a step's input are checked", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("scheduled");
      const bad = { fix: { lat: 95, lng: 46, accuracyM: 3 } };
      await expectRefused(w.step(ticket.ticketId, "start_trip", "fahd", bad), "input.invalid");
      const long = { reason: "other" as const, note: "x".repeat(2001) };
      await expectRefused(w.step(ticket.ticketId, "cancel", "sara", long), "input.invalid");
    });
  });

  describe("two at once", () => {
    test("[S-35] a stale drop is refused and names who changed it, when, what it is now and who holds it", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const before = Date.now();
      await w.place(ticket, "R-101", null, "faisal");
      const data = await expectRefused(w.place(ticket, "R-102", null, "sara"), "ticket.changedMeanwhile");
      expect(data.params).toMatchObject({
        number: ticket.number,
        by: { ar: "فيصل العتيبي", en: "Faisal Al-Otaibi" },
        action: "assign",
        status: "assigned",
        technician: { en: "Fahd Al-Shammari" },
        version: 2,
      });
      expect((data.params as { changedAt: number }).changedAt).toBeGreaterThanOrEqual(before - 1000);
    });

    test("[S-35] of two dispatchers dropping the same ticket at once exactly one wins, the other learns who", async () => {
      const w = world();
      for (let round = 0; round < 5; round += 1) {
        const ticket = await w.newTicket();
        const results = await Promise.allSettled([
          w.place(ticket, "R-101", null, "sara"),
          w.place(ticket, "R-102", null, "faisal"),
        ]);
        expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
        const lost = results.find((result) => result.status === "rejected");
        const data = await refused(Promise.reject(lost?.reason));
        const winner = results[0]?.status === "fulfilled" ? "Sara Al-Qahtani" : "Faisal Al-Otaibi";
        expect(data).toMatchObject({ code: "ticket.changedMeanwhile", params: { by: { en: winner } } });
        const { timeline, technician } = await w.detail(ticket.ticketId);
        expect(timeline).toHaveLength(2);
        expect(technician?.name.en).toBe(
          winner === "Sara Al-Qahtani" ? "Fahd Al-Shammari" : "Salem Al-Dosari",
        );
      }
    });

    test("[S-35] two tickets dropped into the same hour at once: one lands, the other is told about it", async () => {
      const w = world();
      const { at } = w.freshDay();
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      const results = await Promise.allSettled([
        w.place(one, "R-101", at(600), "sara"),
        w.place(two, "R-101", at(630), "faisal"),
      ]);
      expect(results.map((result) => result.status).toSorted()).toEqual(["fulfilled", "rejected"]);
      const lost = results.find((result) => result.status === "rejected");
      await expectBlocked(Promise.reject(lost?.reason), ["overlap"]);
    });

    test("[T-33] a replayed operation id changes nothing and answers the same", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const { at } = w.freshDay();
      const sara = await w.as("sara");
      const args = {
        ticketId: ticket.ticketId,
        expectedVersion: 1,
        technicianId: await w.technician("R-101"),
        startsAt: at(600),
        operationId: w.operationId(),
      };
      const first = await sara.mutation(api.tickets.place, args);
      const again = await sara.mutation(api.tickets.place, args);
      expect(again).toEqual({ ...first, replayed: true });
      expect((await w.detail(ticket.ticketId)).timeline).toHaveLength(3);
      const step = {
        ticketId: ticket.ticketId,
        expectedVersion: 3,
        action: "cancel" as const,
        input: STEP_INPUT.cancel,
        operationId: w.operationId(),
      };
      const cancelled = await sara.mutation(api.tickets.transition, step);
      expect(await sara.mutation(api.tickets.transition, step)).toEqual({ ...cancelled, replayed: true });
    });

    test("[T-33] both copies of one operation sent at once count once", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const sara = await w.as("sara");
      const args = {
        ticketId: ticket.ticketId,
        expectedVersion: 1,
        technicianId: await w.technician("R-101"),
        startsAt: null,
        operationId: w.operationId(),
      };
      const both = await Promise.all([
        sara.mutation(api.tickets.place, args),
        sara.mutation(api.tickets.place, args),
      ]);
      expect(both.filter((result) => result.replayed)).toHaveLength(1);
      expect((await w.detail(ticket.ticketId)).facts.version).toBe(2);
    });

    test("[Z-04] an operation id of somebody else, or of another ticket, is refused", async () => {
      const w = world();
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      const technicianId = await w.technician("R-101");
      const operationId = w.operationId();
      const args = { ticketId: one.ticketId, expectedVersion: 1, technicianId, startsAt: null, operationId };
      const sara = await w.as("sara");
      await sara.mutation(api.tickets.place, args);
      await expectRefused((await w.as("faisal")).mutation(api.tickets.place, args), "operation.reused");
      await expectRefused(
        sara.mutation(api.tickets.place, { ...args, ticketId: two.ticketId }),
        "operation.reused",
      );
      await expectRefused(
        sara.mutation(api.tickets.place, { ...args, operationId: "short" }),
        "input.invalid",
      );
    });
  });
}
