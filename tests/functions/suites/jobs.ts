/**
 * Whole jobs on the server, each with the records its steps ask for: parts and a second trip, an estimate, the workshop
 * and its delivery, a vehicle with review and quality check, a prepaid session, a no-show, a call-back.
 */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { WorkType } from "../../../shared/catalogue/workTypes";
import { expectBlocked, must, type Person, type World } from "../../support/world";

type TicketId = Id<"tickets">;

async function askForParts(w: World, ticketId: TicketId, person: Person) {
  return await (await w.as(person)).mutation(api.parts.request, {
    ticketId,
    lines: [{ name: "control board", partNumber: "CB-1", quantity: 1 }],
    note: "",
    operationId: w.operationId(),
  });
}

async function partsArrive(w: World, requestId: Id<"partsRequests">) {
  for (const [index, step] of (["approve", "receive"] as const).entries())
    await (await w.as("sara")).mutation(api.parts.step, {
      requestId,
      step,
      note: "",
      expectedAt: null,
      expectedVersion: index + 1,
      operationId: w.operationId(),
    });
}

async function sendEstimate(w: World, ticketId: TicketId, person: Person) {
  const caller = await w.as(person);
  const estimateId = await caller.mutation(api.estimates.draft, {
    ticketId,
    estimate: {
      lines: [{ kind: "part", description: "compressor", quantity: 1, unitAmountMinor: 90_000 }],
      note: "",
    },
    operationId: w.operationId(),
  });
  await caller.mutation(api.estimates.send, {
    estimateId,
    expectedVersion: 1,
    operationId: w.operationId(),
  });
  return estimateId;
}

async function answer(w: World, estimateId: Id<"estimates">, approve: boolean) {
  await (await w.as("sara")).mutation(api.estimates.settle, {
    estimateId,
    approve,
    note: approve ? "" : "too much",
    operationId: w.operationId(),
  });
}

/** A request of a kind imports do not bring, taken in by hand. */
async function takeIn(w: World, workType: WorkType) {
  const { branchId } = await w.branch("riyadh");
  const created = await (await w.as("sara")).mutation(api.intake.byStaff, {
    branchId,
    contactId: null,
    requester: { name: "Test Customer", phone: `050${String(Date.now()).slice(-7)}` },
    locationId: null,
    place: {
      address: "Olaya street 12, Riyadh",
      city: "riyadh",
      point: { lat: 24.7, lng: 46.68 },
      accessNotes: "",
    },
    assetIds: [],
    request: { workType, problem: "something is wrong with it", preferred: null, items: [] },
    priority: "normal",
    operationId: w.operationId(),
  });
  return created.ticketId;
}

const run = async (
  w: World,
  ticketId: TicketId,
  steps: readonly Parameters<World["step"]>[1][],
  by: Person,
) => {
  for (const action of steps) await w.step(ticketId, action, by);
};
const status = async (w: World, ticketId: TicketId) => (await w.detail(ticketId)).facts.status;
const ON_SITE = ["start_trip", "arrive", "start_inspection", "complete_diagnosis"] as const;

async function diagnosed(w: World) {
  const { ticket } = await w.ticketAt("diagnosed");
  return ticket.ticketId;
}

export function jobsSuite(world: () => World): void {
  describe("jobs", () => {
    test("[T-17][T-23] without pictures no inspection begins, without pictures and a signature nothing is done", async () => {
      const w = world();
      const attempt = async (ticketId: TicketId, action: "start_inspection" | "mark_completed") =>
        await (await w.as("fahd")).mutation(api.tickets.transition, {
          ticketId,
          expectedVersion: (await w.detail(ticketId)).facts.version,
          action,
          input: {},
          operationId: w.operationId(),
        });
      const { ticket } = await w.ticketAt("arrived");
      const [first] = await expectBlocked(attempt(ticket.ticketId, "start_inspection"), ["photosMissing"]);
      expect(first).toEqual({ code: "photosMissing", wanted: 1, present: 0 });
      await run(w, ticket.ticketId, ["start_inspection", "complete_diagnosis", "start_repair"], "fahd");
      await expectBlocked(attempt(ticket.ticketId, "mark_completed"), ["photosMissing", "signOffMissing"]);
      await w.step(ticket.ticketId, "mark_completed", "fahd");
      const { facts, ticket: card } = await w.detail(ticket.ticketId);
      expect(facts).toMatchObject({
        status: "completed",
        outcome: "fixed",
        evidence: { signOff: "signature" },
      });
      expect(card.outcome).toBe("fixed");
    });

    test("[T-25][J-36] parts: the visit pauses and frees the technician; with the parts it goes on the same day", async () => {
      const w = world();
      const ticketId = await diagnosed(w);
      await expectBlocked(w.step(ticketId, "request_parts", "fahd"), ["partsRequestMissing"]);
      const requestId = await askForParts(w, ticketId, "fahd");
      await w.step(ticketId, "request_parts", "fahd");
      expect((await w.detail(ticketId)).ticket.visit?.travel).toBe("paused");
      const day = await (await w.as("fahd")).query(api.technicians.today, { serviceDay: "2026-11-21" });
      expect(day.waiting.map((job) => job.ticket.ticketId)).toContain(ticketId);
      const other = await w.ticketAt("on_route");
      await partsArrive(w, requestId);
      await expectBlocked(w.step(ticketId, "parts_received", "fahd"), ["busyElsewhere"]);
      await w.step(other.ticket.ticketId, "cancel", "sara");
      await w.step(ticketId, "parts_received", "fahd");
      expect((await w.detail(ticketId)).ticket.visit?.travel).toBe("arrived");
      await w.step(ticketId, "mark_completed", "fahd");
      await w.freeFahd();
    });

    test("[J-36] parts another day: a return visit of its own, by whoever fits, without a second inspection", async () => {
      const w = world();
      const ticketId = await diagnosed(w);
      const requestId = await askForParts(w, ticketId, "fahd");
      await w.step(ticketId, "request_parts", "fahd");
      await partsArrive(w, requestId);
      const { ticket } = await w.detail(ticketId);
      await expectBlocked(w.place(ticket, "R-102", null), ["timeMissing"]);
      const planned = await w.place(ticket, "R-102", w.freshDay().at(600));
      expect(planned).toMatchObject({ status: "scheduled", actions: ["plan_return"] });
      const { ticket: card, timeline } = await w.detail(ticketId);
      expect(card.visit).toMatchObject({ kind: "return", travel: "planned", confirmation: "tentative" });
      expect(card.visit?.appointmentId).not.toBe(ticket.visit?.appointmentId);
      expect(timeline.at(-1)).toMatchObject({
        action: "plan_return",
        technicianName: { en: "Salem Al-Dosari" },
      });
      // Handed back to Fahd: Salem is on the road in the demo.
      await w.place(card, "R-101", null);
      await run(w, ticketId, ["start_trip", "arrive", "start_repair", "mark_completed"], "fahd");
      expect(await status(w, ticketId)).toBe("completed");
    });

    test("[T-40][C-07] an estimate: work waits, goes on when approved, ends as not fixed when declined", async () => {
      const w = world();
      const ticketId = await diagnosed(w);
      await expectBlocked(w.step(ticketId, "request_approval", "fahd"), ["estimateMissing"]);
      const estimateId = await sendEstimate(w, ticketId, "fahd");
      await w.step(ticketId, "request_approval", "fahd");
      await expectBlocked(w.step(ticketId, "resume_work", "fahd"), ["approvalPending"]);
      // While the customer thinks, the technician may go elsewhere.
      const other = await w.ticketAt("on_route");
      await w.step(other.ticket.ticketId, "cancel", "sara");
      await answer(w, estimateId, true);
      await w.step(ticketId, "resume_work", "fahd");
      expect(await status(w, ticketId)).toBe("repairing");
      await w.freeFahd();
      const second = await diagnosed(w);
      await answer(
        w,
        await (async () => {
          const id = await sendEstimate(w, second, "fahd");
          await w.step(second, "request_approval", "fahd");
          return id;
        })(),
        false,
      );
      await expectBlocked(w.step(second, "resume_work", "fahd"), ["approvalDeclined"]);
      await w.step(second, "mark_not_fixed", "fahd", { notFixedReasons: ["customer_refused_cost"] });
      const { facts, timeline } = await w.detail(second);
      expect(facts).toMatchObject({ status: "not_fixed", outcome: "not_fixed" });
      expect(timeline.at(-1)?.notFixedReasons).toEqual(["customer_refused_cost"]);
      await w.freeFahd();
    });

    test("[T-28][T-31][J-35] workshop: custody moves, a delivery travels by itself, fails, is planned again, is handed over", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("pickup_device");
      const { ticketId } = ticket;
      expect(ticket.custody).toBe("technician");
      await w.step(ticketId, "check_in_workshop", "warsha");
      expect((await w.detail(ticketId)).facts).toMatchObject({ custody: "workshop", travel: "done" });
      const bench = await (await w.as("warsha")).query(api.tickets.bench, {
        branchId: (await w.branch("riyadh")).branchId,
      });
      expect(bench.map((card) => card.ticketId)).toContain(ticketId);
      await w.step(ticketId, "repair_complete", "warsha");
      const deliver = async (employeeId: string) => {
        const { ticket: card } = await w.detail(ticketId);
        return await w.place(card, employeeId, w.freshDay().at(600));
      };
      expect(await deliver("R-101")).toMatchObject({ status: "ready_delivery", actions: ["plan_delivery"] });
      await expectBlocked(w.step(ticketId, "deliver_device", "fahd"), ["notAtCustomer"]);
      await run(w, ticketId, ["start_trip", "arrive"], "fahd");
      expect((await w.detail(ticketId)).facts).toMatchObject({
        status: "ready_delivery",
        travel: "arrived",
        custody: "technician",
        visitKind: "delivery",
      });
      await w.step(ticketId, "fail_delivery", "fahd");
      expect((await w.detail(ticketId)).facts).toMatchObject({ travel: "failed", custody: "workshop" });
      expect(await deliver("R-101")).toMatchObject({ actions: ["plan_delivery"] });
      await run(w, ticketId, ["start_trip", "arrive", "deliver_device"], "fahd");
      expect((await w.detail(ticketId)).facts).toMatchObject({
        status: "completed",
        custody: "customer",
        outcome: "fixed",
        travel: "done",
      });
    });

    test("[J-34] what cannot be fixed in the workshop goes back to its owner before the ticket closes", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("in_workshop");
      await w.step(ticket.ticketId, "mark_not_fixed", "warsha");
      expect((await w.detail(ticket.ticketId)).facts).toMatchObject({
        status: "ready_delivery",
        outcome: "not_fixed",
        custody: "workshop",
      });
      await expectBlocked(w.step(ticket.ticketId, "deliver_device", "warsha"), ["outcomeOther"]);
      await w.step(ticket.ticketId, "return_device", "warsha");
      expect((await w.detail(ticket.ticketId)).facts).toMatchObject({
        status: "not_fixed",
        custody: "customer",
      });
    });

    test("[J-07][G-05] a vehicle: looked through, estimated, repaired, checked, signed", async () => {
      const w = world();
      const ticketId = await takeIn(w, "car_service");
      const before = await w.detail(ticketId);
      expect(before.facts).toMatchObject({
        status: "under_review",
        profile: "vehicle_service",
        reviewed: false,
      });
      await expectBlocked(w.place(before.ticket, "R-101", null), ["statusForbids", "skillMissing"]);
      await w.step(ticketId, "approve_request", "sara");
      const { ticket } = await w.detail(ticketId);
      const at = w.freshDay().at(600);
      await expectBlocked(w.place(ticket, "R-101", at), ["skillMissing"]);
      const place = async (person: Person) =>
        await (await w.as(person)).mutation(api.tickets.place, {
          ticketId,
          expectedVersion: ticket.version,
          technicianId: await w.technician("R-101"),
          startsAt: at,
          operationId: w.operationId(),
          override: "nobody else is free",
        });
      await expectBlocked(place("sara"), ["overrideForbidden"]);
      await place("huda");
      const { timeline } = await w.detail(ticketId);
      expect(timeline.map((row) => row.override)).toContainEqual({
        codes: ["skillMissing"],
        note: "nobody else is free",
      });
      await run(w, ticketId, ON_SITE, "fahd");
      await expectBlocked(w.step(ticketId, "start_repair", "fahd"), ["approvalPending"]);
      await answer(w, await sendEstimate(w, ticketId, "fahd"), true);
      await run(w, ticketId, ["start_repair", "start_quality_check"], "fahd");
      await expectBlocked(w.step(ticketId, "mark_completed", "fahd"), ["qualityCheckMissing"]);
      const check = async (verdict: "ok" | "critical") =>
        await (await w.as("fahd")).mutation(api.checks.add, {
          ticketId,
          check: {
            stage: "final_inspection",
            criteria: [{ label: "brakes", verdict, note: verdict === "ok" ? "" : "worn out" }],
            note: "",
          },
          operationId: w.operationId(),
        });
      await check("critical");
      await w.step(ticketId, "fail_quality_check", "fahd");
      await w.step(ticketId, "start_quality_check", "fahd");
      await check("ok");
      await w.step(ticketId, "mark_completed", "fahd");
      expect(await status(w, ticketId)).toBe("completed");
    });

    test("[T-42][J-27] a session: paid ahead, joined, held; and the one nobody joins", async () => {
      const w = world();
      const planned = async () => {
        const ticketId = await takeIn(w, "consultation_online");
        expect(await status(w, ticketId)).toBe("pending_payment");
        await w.step(ticketId, "record_payment", "sara");
        const { ticket } = await w.detail(ticketId);
        await (await w.as("huda")).mutation(api.tickets.place, {
          ticketId,
          expectedVersion: ticket.version,
          technicianId: await w.technician("R-101"),
          startsAt: w.freshDay().at(600),
          operationId: w.operationId(),
          override: "speaks the language",
        });
        return ticketId;
      };
      const held = await planned();
      await run(w, held, ["check_in", "start_session", "mark_completed"], "fahd");
      expect((await w.detail(held)).facts).toMatchObject({ status: "completed", visitKind: "session" });
      const missed = await planned();
      await w.step(missed, "report_no_show", "fahd", { party: "customer" });
      expect((await w.detail(missed)).timeline.at(-1)).toMatchObject({ to: "no_show", party: "customer" });
      await w.step(missed, "cancel", "sara");
      expect((await w.detail(missed)).facts).toMatchObject({ status: "cancelled", outcome: "no_show" });
    });

    test("[J-31] nobody at home: no-show, planned again as a return visit", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("no_show");
      expect(facts).toMatchObject({ outcome: "no_show", travel: "failed" });
      expect(await w.place(ticket, "R-101", w.freshDay().at(600))).toMatchObject({
        actions: ["plan_return"],
      });
      expect((await w.detail(ticket.ticketId)).facts).toMatchObject({ status: "scheduled", outcome: null });
    });

    test("[J-37] a call-back is a new ticket linked to the finished one; the same operation makes one only", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("completed");
      const args = {
        ticketId: ticket.ticketId,
        expectedVersion: facts.version,
        action: "call_back" as const,
        input: { note: "leaks again" },
        operationId: w.operationId(),
      };
      const sara = await w.as("sara");
      const first = await sara.mutation(api.tickets.transition, args);
      const again = await sara.mutation(api.tickets.transition, args);
      expect(again).toEqual({ ...first, replayed: true });
      const back = await w.detail(must(first.linkedTicketId, "the new ticket"));
      expect(back.ticket).toMatchObject({
        status: "new",
        problem: "leaks again",
        callBackOf: ticket.ticketId,
        contactName: ticket.contactName,
      });
      const origin = await w.detail(ticket.ticketId);
      expect(origin.facts.status).toBe("completed");
      expect(origin.timeline.at(-1)).toMatchObject({
        action: "call_back",
        linkedTicketId: back.ticket.ticketId,
      });
    });

    test("[T-34] stamps: the first time each part happened, also for a ticket that went twice", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("on_route");
      const trips = async () =>
        (await w.driver.rows("tickets")).find((row) => row["_id"] === ticket.ticketId)?.["stamps"] as Record<
          string,
          number
        >;
      const first = await trips();
      await w.step(ticket.ticketId, "turn_back", "fahd");
      await w.step(ticket.ticketId, "start_trip", "fahd");
      const second = await trips();
      expect(second).toEqual(first);
      expect(Object.keys(first).toSorted()).toEqual(["assignedAt", "scheduledAt", "tripAt"]);
      await w.freeFahd();
    });
  });
}
