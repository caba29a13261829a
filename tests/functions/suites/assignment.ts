/** Who goes when beyond the drop: offers, absences, moving with a reason, promised windows, the customer's word, priority. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { HOUR_MS, MINUTE_MS } from "../../../shared/time/zones";
import { expectBlocked, expectRefused, must, type World } from "../../support/world";

async function offersOn<T>(w: World, run: () => Promise<T>): Promise<T> {
  const noura = await w.as("noura");
  await noura.mutation(api.settings.set, { key: "assignment.offers", value: true });
  try {
    return await run();
  } finally {
    await noura.mutation(api.settings.set, { key: "assignment.offers", value: null });
  }
}

async function offered(w: World) {
  const card = await w.newTicket();
  await offersOn(w, async () => await w.place(card, "R-101", w.freshDay().at(600)));
  return await w.detail(card.ticketId);
}

const visitOf = async (w: World, ticketId: Id<"tickets">) =>
  must((await w.detail(ticketId)).ticket.visit, "a visit");
const tokenOf = async (w: World, ticketId: Id<"tickets">) =>
  must((await w.detail(ticketId)).trackingToken, "a token");

export function assignmentSuite(world: () => World): void {
  describe("offers", () => {
    test("[J-08] an offered job waits for its technician: no trip before he accepts", async () => {
      const w = world();
      const { ticket, facts } = await offered(w);
      expect(facts.offer).toBe("offered");
      expect(ticket.visit?.offer.expiresAt).toBeGreaterThan(Date.now());
      await expectBlocked(w.step(ticket.ticketId, "start_trip", "fahd"), ["offerUnanswered"]);
      await w.step(ticket.ticketId, "accept_offer", "fahd");
      expect((await visitOf(w, ticket.ticketId)).offer).toEqual({ state: "accepted", expiresAt: null });
      await expectBlocked(w.step(ticket.ticketId, "decline_offer", "fahd"), ["noOpenOffer"]);
    });

    test("[J-08] declined: back in the queue with the reason; the technician no longer sees it", async () => {
      const w = world();
      const { ticket } = await offered(w);
      await w.step(ticket.ticketId, "decline_offer", "fahd");
      const { facts, timeline } = await w.detail(ticket.ticketId);
      expect(facts).toMatchObject({ status: "new", technicianId: null });
      expect(timeline.at(-1)).toMatchObject({
        reason: "too_far",
        technicianName: { en: "Fahd Al-Shammari" },
      });
      await expectRefused(
        (await w.as("fahd")).query(api.tickets.get, { ticketId: ticket.ticketId }),
        "access.denied",
      );
    });

    test("[J-08] the timer ends only the offer it was set for", async () => {
      const w = world();
      const { ticket, facts } = await offered(w);
      const { appointmentId } = await visitOf(w, ticket.ticketId);
      const expire = async (version: number) =>
        await w.driver.run("jobs/expireOffer:run", { appointmentId, version });
      // Assign was the step before schedule: the offer carries its version.
      await expire(facts.version);
      expect((await w.detail(ticket.ticketId)).facts.offer).toBe("offered");
      await expire(facts.version - 1);
      const after = await w.detail(ticket.ticketId);
      expect(after.facts).toMatchObject({ status: "new", technicianId: null });
      expect(after.timeline.at(-1)).toMatchObject({ action: "expire_offer", actor: { role: null } });
      await expire(facts.version - 1);
      expect((await w.detail(ticket.ticketId)).facts.version).toBe(after.facts.version);
    });

    test("[J-08] acceptance and expiry at once: one of them counts, never both", async () => {
      const w = world();
      const { ticket, facts } = await offered(w);
      const { appointmentId } = await visitOf(w, ticket.ticketId);
      const results = await Promise.allSettled([
        w.step(ticket.ticketId, "accept_offer", "fahd"),
        w.driver.run("jobs/expireOffer:run", { appointmentId, version: facts.version - 1 }),
      ]);
      const after = await w.detail(ticket.ticketId);
      const accepted = results[0].status === "fulfilled";
      expect(after.facts.version).toBe(facts.version + 1);
      expect(after.facts).toMatchObject(
        accepted ? { status: "scheduled", offer: "accepted" } : { status: "new", technicianId: null },
      );
    });

    test("[F-15][J-08] who plans an offered job himself has taken it; directly given jobs ask nobody", async () => {
      const w = world();
      const card = await w.newTicket();
      await offersOn(w, async () => await w.place(card, "R-101", null));
      const { ticket } = await w.detail(card.ticketId);
      await w.place(ticket, "R-101", w.freshDay().at(600), "fahd");
      expect((await visitOf(w, card.ticketId)).offer.state).toBe("accepted");
      const other = await w.newTicket();
      await w.place(other, "R-101", null);
      expect((await visitOf(w, other.ticketId)).offer.state).toBe("none");
    });
  });

  describe("absences", () => {
    test("[F-12][A-06] away with a reason: visits inside are refused, outside not; taken back they are fine", async () => {
      const w = world();
      const fahd = await w.as("fahd");
      const { at } = w.freshDay();
      const wish = {
        from: at(600),
        until: at(720),
        reason: "training" as const,
        operationId: w.operationId(),
      };
      const absenceId = await fahd.mutation(api.technicians.declareAbsence, wish);
      expect(await fahd.mutation(api.technicians.declareAbsence, wish)).toBe(absenceId);
      const ticket = await w.newTicket();
      const [blocker] = await expectBlocked(w.place(ticket, "R-101", at(540)), ["technicianAbsent"]);
      expect(blocker).toMatchObject({ startsAt: at(600), endsAt: at(720) });
      const placed = await w.place(ticket, "R-101", at(720));
      const listed = await (await w.as("sara")).query(api.technicians.absences, {
        technicianId: await w.technician("R-101"),
      });
      expect(listed.map((one) => one.absenceId)).toContain(absenceId);
      await fahd.mutation(api.technicians.withdrawAbsence, { absenceId });
      await fahd.mutation(api.technicians.withdrawAbsence, { absenceId });
      expect((await w.place({ ...ticket, version: placed.version }, "R-101", at(600))).status).toBe(
        "scheduled",
      );
    });

    test("[D-09] a supervisor writes one down for others; dispatchers and other technicians do not", async () => {
      const w = world();
      const { at } = w.freshDay();
      const technicianId = await w.technician("R-103");
      const wish = () => ({
        technicianId,
        from: at(0),
        until: at(900),
        reason: "sick" as const,
        operationId: w.operationId(),
      });
      const absenceId = await (await w.as("huda")).mutation(api.technicians.recordAbsence, wish());
      for (const person of ["sara", "fahd"] as const)
        await expectRefused(
          (await w.as(person)).mutation(api.technicians.recordAbsence, wish()),
          "access.denied",
        );
      await expectRefused(
        (await w.as("fahd")).mutation(api.technicians.withdrawAbsence, { absenceId }),
        "access.denied",
      );
      await (await w.as("huda")).mutation(api.technicians.cancelAbsence, { absenceId });
    });

    test("[F-12][E-17] back earlier than said: what was stays, what is over is not touched, and both are in the log", async () => {
      const w = world();
      const majed = await w.as("majed");
      const huda = await w.as("huda");
      const technicianId = await w.technician("R-106");
      const now = Date.now();
      const begun = now - 2 * HOUR_MS;
      const absenceId = await majed.mutation(api.technicians.declareAbsence, {
        from: begun,
        until: now + 4 * HOUR_MS,
        reason: "sick",
        operationId: w.operationId(),
      });
      const known = async () =>
        (await huda.query(api.technicians.absences, { technicianId })).find(
          (one) => one.absenceId === absenceId,
        );
      expect(await known()).toMatchObject({ from: begun, until: now + 4 * HOUR_MS });
      // Said and unsaid in one breath: it was a slip, whatever hour it named.
      await majed.mutation(api.technicians.withdrawAbsence, { absenceId });
      expect(await known()).toBeUndefined();
      const entries = (
        await (await w.as("noura")).query(api.audit.list, { paginationOpts: { numItems: 10, cursor: null } })
      ).page.filter(({ subject }) => subject.id === technicianId);
      expect(entries.slice(0, 2).map(({ action }) => action)).toEqual([
        "technician.absenceRemoved",
        "technician.absenceAdded",
      ]);
      expect(entries[1]?.after["from"]).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
    });

    test("[Z-04] an absence that ends before it begins, is over, or lasts for years is refused", async () => {
      const w = world();
      const fahd = await w.as("fahd");
      const now = Date.now();
      for (const [from, until, reason, note] of [
        [now, now - 1, "leave", "x"],
        [now, now + 400 * 24 * HOUR_MS, "leave", "x"],
        [Number.NaN, now + HOUR_MS, "leave", "x"],
        [now, now + HOUR_MS, "other", " "],
      ] as const)
        await expectRefused(
          fahd.mutation(api.technicians.declareAbsence, {
            from,
            until,
            reason,
            note,
            operationId: w.operationId(),
          }),
          "input.invalid",
        );
    });
  });

  describe("times", () => {
    test("[F-15][C-10] a technician moves his visit with a reason; the old time stays on the timeline", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("scheduled");
      const { at } = w.freshDay();
      const move = async (reason?: "running_late") =>
        await (await w.as("fahd")).mutation(api.tickets.place, {
          ticketId: ticket.ticketId,
          expectedVersion: facts.version,
          technicianId: await w.technician("R-101"),
          startsAt: at(600),
          operationId: w.operationId(),
          ...(reason ? { reason, note: "the job before" } : {}),
        });
      await expectBlocked(move(), ["reasonMissing"]);
      await move("running_late");
      expect((await w.detail(ticket.ticketId)).timeline.at(-1)).toMatchObject({
        action: "reschedule",
        previousStartsAt: facts.startsAt,
        startsAt: at(600),
        reason: "running_late",
        note: "the job before",
      });
    });

    test("[F-15] released: the time is gone, the technician finds one himself", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("scheduled");
      await w.step(ticket.ticketId, "release", "sara");
      const after = await w.detail(ticket.ticketId);
      expect(after.facts).toMatchObject({
        status: "assigned",
        startsAt: null,
        technicianId: facts.technicianId,
      });
      expect(after.timeline.at(-1)?.previousStartsAt).toBe(facts.startsAt);
      await w.place(after.ticket, "R-101", w.freshDay().at(600), "fahd");
    });

    test("[J-40] a time brings a window of two hours; a narrower one is promised, a new time forgets it", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("scheduled");
      const startsAt = must(facts.startsAt, "a start");
      const window = await visitOf(w, ticket.ticketId);
      expect(window.window).toEqual({
        startsAt: startsAt - 30 * MINUTE_MS,
        endsAt: startsAt + 90 * MINUTE_MS,
      });
      const promise = async (from: number, until: number) =>
        await w.step(ticket.ticketId, "promise_window", "sara", {
          window: { startsAt: startsAt + from * MINUTE_MS, endsAt: startsAt + until * MINUTE_MS },
        });
      await expectBlocked(promise(10, 40), ["windowUnfit"]);
      await promise(-10, 30);
      expect((await visitOf(w, ticket.ticketId)).window).toEqual({
        startsAt: startsAt - 10 * MINUTE_MS,
        endsAt: startsAt + 30 * MINUTE_MS,
      });
      const { ticket: card } = await w.detail(ticket.ticketId);
      const { at } = w.freshDay();
      await w.place(card, "R-101", at(600));
      expect((await visitOf(w, ticket.ticketId)).window?.startsAt).toBe(at(600) - 30 * MINUTE_MS);
    });
  });

  describe("the customer's word", () => {
    test("[C-04][23.2-2] he sees what he may do, confirms, and a new time asks him again", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("scheduled");
      const token = await tokenOf(w, ticket.ticketId);
      const { anonymous } = w.driver;
      const offers = await anonymous.query(api.tickets.customerOffers, { token, at: Date.now() });
      expect(offers.steps.map((step) => [step.action, step.live])).toEqual([
        ["confirm_visit", true],
        ["decline_visit", true],
        ["cancel", true],
      ]);
      const step = async (action: "confirm_visit" | "cancel", version: number) =>
        await anonymous.mutation(api.tickets.customerStep, {
          token,
          expectedVersion: version,
          action,
          input: action === "cancel" ? { reason: "customer_request" } : {},
          operationId: w.operationId(),
        });
      const confirmed = await step("confirm_visit", offers.version);
      expect((await w.detail(ticket.ticketId)).timeline.at(-1)).toMatchObject({
        action: "confirm_visit",
        actor: { role: "customer", userId: null },
      });
      expect((await visitOf(w, ticket.ticketId)).confirmation).toBe("confirmed");
      const moved = await anonymous.mutation(api.tickets.customerMove, {
        token,
        expectedVersion: confirmed.version,
        startsAt: w.freshDay().at(600),
        reason: "customer_request",
        operationId: w.operationId(),
      });
      expect((await visitOf(w, ticket.ticketId)).confirmation).toBe("tentative");
      await step("cancel", moved.version);
      expect((await w.detail(ticket.ticketId)).facts.status).toBe("cancelled");
    });

    test("[T-15][Z-03] too late or taken: refused without the names of staff or other tickets", async () => {
      const w = world();
      const { at } = w.freshDay();
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      await w.place(one, "R-101", at(600));
      await w.place(two, "R-101", at(900));
      const token = await tokenOf(w, two.ticketId);
      const move = async (version: number) =>
        await w.driver.anonymous.mutation(api.tickets.customerMove, {
          token,
          expectedVersion: version,
          startsAt: at(630),
          reason: "time_not_suitable",
          operationId: w.operationId(),
        });
      const { facts } = await w.detail(two.ticketId);
      const blockers = await expectBlocked(move(facts.version), ["timeNotFree"]);
      expect(JSON.stringify(blockers)).not.toMatch(/Fahd|TK-/);
      const data = await expectRefused(move(facts.version - 1), "ticket.changedMeanwhile");
      expect(JSON.stringify(data)).not.toMatch(/Sara|Fahd/);
      const soon = await w.newTicket();
      const startsAt = Math.ceil(Date.now() / (5 * MINUTE_MS)) * 5 * MINUTE_MS + 20 * HOUR_MS;
      await (await w.as("huda")).mutation(api.tickets.place, {
        ticketId: soon.ticketId,
        expectedVersion: soon.version,
        technicianId: await w.technician("R-103"),
        startsAt,
        operationId: w.operationId(),
        override: "test of notice",
      });
      const late = await w.driver.anonymous.query(api.tickets.customerOffers, {
        token: await tokenOf(w, soon.ticketId),
        at: Date.now(),
      });
      expect(late.steps.find((step) => step.action === "cancel")).toMatchObject({
        live: false,
        noticeHours: 24,
      });
    });

    test("[Z-03] staff's steps are not open to him, whatever he sends", async () => {
      const w = world();
      const { ticket, facts } = await w.ticketAt("scheduled");
      const token = await tokenOf(w, ticket.ticketId);
      for (const action of ["unassign", "start_trip", "expire_offer", "change_priority"] as const)
        await expectRefused(
          w.driver.anonymous.mutation(api.tickets.customerStep, {
            token,
            expectedVersion: facts.version,
            action,
            input: { priority: "urgent", noFixReason: "timeout" },
            operationId: w.operationId(),
          }),
          "ticket.blocked",
        );
      expect((await w.detail(ticket.ticketId)).facts.version).toBe(facts.version);
    });
  });

  test("[D-02] priority changes by an action with a line of its own, and the queue is in the new order", async () => {
    const w = world();
    const ticket = await w.newTicket({ priority: "low" });
    await w.step(ticket.ticketId, "change_priority", "sara", { priority: "urgent" });
    const { ticket: card, timeline } = await w.detail(ticket.ticketId);
    expect(card).toMatchObject({ priority: "urgent", status: "new" });
    expect(timeline.at(-1)).toMatchObject({
      priority: { from: "low", to: "urgent" },
      actor: { role: "dispatcher" },
    });
    const { page } = await (await w.as("sara")).query(api.board.openTickets, {
      branchId: ticket.branchId,
      paginationOpts: { numItems: 200, cursor: null },
    });
    expect(page[0]?.ticketId).toBe(ticket.ticketId);
    await expectBlocked(w.step(ticket.ticketId, "change_priority", "sara", { priority: "urgent" }), [
      "priorityMissing",
    ]);
  });
}
