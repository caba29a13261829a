/** What a dispatcher does when a day slips: stretch or cut a visit, exchange the technicians of two visits. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { expectBlocked, expectRefused, must, type Person, type World } from "../../support/world";

interface Wish {
  readonly minutes: number;
  readonly startsAt?: number | null;
  readonly employeeId?: string;
  readonly person?: Person;
  readonly operationId?: string;
}

export function remediesSuite(world: () => World): void {
  const visitOf = async (ticketId: Id<"tickets">) => {
    const { ticket } = await world().detail(ticketId);
    return must(ticket.visit, "the ticket has a visit");
  };
  /** Places with a length of its own. */
  const stretch = async (ticketId: Id<"tickets">, wish: Wish) => {
    const w = world();
    const { ticket } = await w.detail(ticketId);
    const holder = must(ticket.visit, "somebody holds it").technicianId;
    return await (await w.as(wish.person ?? "sara")).mutation(api.tickets.place, {
      ticketId,
      expectedVersion: ticket.version,
      technicianId: wish.employeeId ? await w.technician(wish.employeeId) : holder,
      startsAt: wish.startsAt ?? null,
      minutes: wish.minutes,
      operationId: wish.operationId ?? w.operationId(),
    });
  };

  describe("the length of a visit", () => {
    test("[T-140] is changed on the server, kept on the timeline with before and after, told to nobody", async () => {
      const w = world();
      const { at } = w.freshDay();
      const ticket = await w.newTicket();
      await w.place(ticket, "R-101", at(600));
      const before = await visitOf(ticket.ticketId);
      const sara = await w.as("sara");
      const messages = async () => await sara.query(api.outbox.ofTicket, { ticketId: ticket.ticketId });
      const told = await messages();
      const operationId = w.operationId();
      const done = await stretch(ticket.ticketId, { minutes: 150, operationId });
      expect(done.actions).toEqual(["change_duration"]);
      expect(await visitOf(ticket.ticketId)).toEqual({ ...before, endsAt: at(750) });
      const { timeline } = await w.detail(ticket.ticketId);
      expect(timeline.at(-1)).toMatchObject({ action: "change_duration", minutes: { from: 90, to: 150 } });
      expect(await messages()).toEqual(told);
      // The same operation again changes nothing, and back is another change.
      expect(await stretch(ticket.ticketId, { minutes: 150, operationId })).toMatchObject({ replayed: true });
      await stretch(ticket.ticketId, { minutes: 90 });
      expect(await visitOf(ticket.ticketId)).toEqual(before);
    });

    test("[T-140] that would run into another visit names it; a move keeps the length", async () => {
      const w = world();
      const { at } = w.freshDay();
      const [ticket, next] = [await w.newTicket(), await w.newTicket()];
      await w.place(ticket, "R-101", at(600));
      await w.place(next, "R-101", at(720));
      const [overlap] = await expectBlocked(stretch(ticket.ticketId, { minutes: 125 }), ["overlap"]);
      expect(overlap).toMatchObject({ number: next.number, startsAt: at(720) });
      await stretch(ticket.ticketId, { minutes: 120 });
      const { ticket: card } = await w.detail(ticket.ticketId);
      await w.place(card, "R-101", at(840));
      expect(await visitOf(ticket.ticketId)).toMatchObject({ startsAt: at(840), endsAt: at(960) });
    });

    test("[T-140] a length that is none, and somebody who does not plan, are refused", async () => {
      const w = world();
      const ticket = await w.newTicket();
      await w.place(ticket, "R-101", w.freshDay().at(600));
      for (const minutes of [0, 5, 721, 60.5, -60])
        await expectRefused(stretch(ticket.ticketId, { minutes }), "input.invalid");
      await expectBlocked(stretch(ticket.ticketId, { minutes: 60, person: "fahd" }), ["roleForbids"]);
    });
  });

  describe("tickets.swap", () => {
    const twoVisits = async () => {
      const w = world();
      const { at } = w.freshDay();
      const [one, other] = [await w.newTicket(), await w.newTicket()];
      const first = await w.place(one, "R-101", at(600));
      const second = await w.place(other, "R-102", at(630));
      const swap = async (operationId = w.operationId(), version = second.version) =>
        await (await w.as("sara")).mutation(api.tickets.swap, {
          ticketId: one.ticketId,
          expectedVersion: first.version,
          withTicketId: other.ticketId,
          withExpectedVersion: version,
          operationId,
        });
      return { w, at, one, other, swap, second };
    };

    test("[D-12] exchanges technicians although each is busy at that time, and once only", async () => {
      const { w, at, one, other, swap } = await twoVisits();
      const operationId = w.operationId();
      expect(await swap(operationId)).toMatchObject({ replayed: false, with: { replayed: false } });
      expect(await visitOf(one.ticketId)).toMatchObject({
        technicianId: await w.technician("R-102"),
        startsAt: at(600),
      });
      expect(await visitOf(other.ticketId)).toMatchObject({
        technicianId: await w.technician("R-101"),
        startsAt: at(630),
      });
      expect(await swap(operationId)).toMatchObject({ replayed: true, with: { replayed: true } });
      expect((await visitOf(one.ticketId)).technicianId).toBe(await w.technician("R-102"));
    });

    test("[D-12] both or none: if the second cannot be given, the first stays where it was", async () => {
      const { w, at, one, other, swap, second } = await twoVisits();
      const third = await w.newTicket();
      // Fahd has a visit right after, into which the other one would reach.
      await w.place(third, "R-101", at(700));
      await expectBlocked(swap(), ["overlap"]);
      expect((await visitOf(one.ticketId)).technicianId).toBe(await w.technician("R-101"));
      expect((await visitOf(other.ticketId)).technicianId).toBe(await w.technician("R-102"));
      await expectRefused(swap(w.operationId(), second.version - 1), "ticket.changedMeanwhile");
    });
  });
}
