/** Gestures on the board: what is written down of each, undo and redo of every kind, many tickets at once. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { expectBlocked, expectRefused, must, type Person, refused, type World } from "../../support/world";

type TicketId = Id<"tickets">;

/** The own gestures undo and redo mean for somebody in Riyadh. */
async function own(w: World, person: Person = "sara") {
  const { branchId } = await w.branch("riyadh");
  return await (await w.as(person)).query(api.boardActions.own, { branchId });
}

async function undo(w: World, actionId: Id<"boardActions">, person: Person = "sara") {
  return await (await w.as(person)).mutation(api.boardActions.undo, {
    actionId,
    operationId: w.operationId(),
  });
}

async function redo(w: World, actionId: Id<"boardActions">, person: Person = "sara") {
  return await (await w.as(person)).mutation(api.boardActions.redo, {
    actionId,
    operationId: w.operationId(),
  });
}

/** Undoes the last own gesture and answers it. */
async function undoLast(w: World, person: Person = "sara") {
  const action = must((await own(w, person)).undo, "something to undo");
  await undo(w, action.actionId, person);
  return action;
}

const lying = async (w: World, ticketId: TicketId) => {
  const { ticket } = await w.detail(ticketId);
  const { status, priority, visit } = ticket;
  const where = visit && {
    technicianId: visit.technicianId,
    startsAt: visit.startsAt,
    endsAt: visit.endsAt,
    window: visit.window,
    confirmation: visit.confirmation,
    offer: visit.offer.state,
    travel: visit.travel,
    kind: visit.kind,
  };
  return { status, priority, where };
};

export function boardActionsSuite(world: () => World): void {
  describe("undo and redo", () => {
    test("[D-02] a drop from the queue: undo, redo, undo; the history keeps all of it", async () => {
      const w = world();
      const card = await w.newTicket();
      const before = await lying(w, card.ticketId);
      await w.place(card, "R-101", w.freshDay().at(600));
      const placed = await lying(w, card.ticketId);
      const action = await undoLast(w);
      expect(action.tickets.map(({ number }) => number)).toEqual([card.number]);
      expect(await lying(w, card.ticketId)).toEqual(before);
      const { redo: again } = await own(w);
      expect(again?.actionId).toBe(action.actionId);
      await redo(w, action.actionId);
      expect(await lying(w, card.ticketId)).toEqual(placed);
      await undo(w, action.actionId);
      expect(await lying(w, card.ticketId)).toEqual(before);
      const { timeline } = await w.detail(card.ticketId);
      expect(timeline.slice(1).map((row) => [row.action, row.takesBack])).toEqual([
        ["assign", null],
        ["schedule", null],
        ["unassign", "undo"],
        ["assign", "redo"],
        ["schedule", "redo"],
        ["unassign", "undo"],
      ]);
    });

    test("[D-02] a handed over and moved visit gets back its technician, time, window and the customer's answer", async () => {
      const w = world();
      const card = await w.newTicket();
      const { at } = w.freshDay();
      await w.place(card, "R-101", at(600));
      await w.step(card.ticketId, "promise_window", "sara", {
        window: { startsAt: at(590), endsAt: at(650) },
      });
      const { version } = await w.step(card.ticketId, "confirm_visit", "sara");
      const before = await lying(w, card.ticketId);
      expect(before.where?.confirmation).toBe("confirmed");
      await w.place({ ticketId: card.ticketId, version }, "R-102", at(720));
      await undoLast(w);
      expect(await lying(w, card.ticketId)).toEqual(before);
    });

    test("[D-02] a visit that had no time loses it again", async () => {
      const w = world();
      const card = await w.newTicket();
      const { version } = await w.place(card, "R-101", null);
      const before = await lying(w, card.ticketId);
      await w.place({ ...card, version }, "R-102", w.freshDay().at(600));
      await undoLast(w);
      expect(await lying(w, card.ticketId)).toEqual(before);
      expect(before).toMatchObject({ status: "assigned", where: { startsAt: null } });
    });

    test("[D-02] an unassigned visit comes back to the same hour with the customer's answer", async () => {
      const w = world();
      const card = await w.newTicket();
      await w.place(card, "R-101", w.freshDay().at(600));
      await w.step(card.ticketId, "confirm_visit", "sara");
      const before = await lying(w, card.ticketId);
      await w.step(card.ticketId, "unassign", "sara");
      await undoLast(w);
      expect(await lying(w, card.ticketId)).toEqual(before);
    });

    test("[D-02] priority, and a time that was left to the technician", async () => {
      const w = world();
      const card = await w.newTicket({ priority: "normal" });
      await w.place(card, "R-101", w.freshDay().at(600));
      const before = await lying(w, card.ticketId);
      await w.step(card.ticketId, "release", "sara");
      await w.step(card.ticketId, "change_priority", "sara", { priority: "high" });
      // One after the other, each on top of what the other undo left.
      await undoLast(w);
      await undoLast(w);
      expect(await lying(w, card.ticketId)).toEqual(before);
      const { redo: first } = await own(w);
      await redo(w, must(first, "a redo").actionId);
      const { redo: second } = await own(w);
      await redo(w, must(second, "another redo").actionId);
      expect(await lying(w, card.ticketId)).toMatchObject({ status: "assigned", priority: "high" });
      expect((await own(w)).redo).toBeNull();
    });

    test("[T-140][D-02] a stretched visit, and two that exchanged their technicians", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { at } = w.freshDay();
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      const first = await w.place(one, "R-101", at(600));
      const second = await w.place(two, "R-102", at(600));
      const before = [await lying(w, one.ticketId), await lying(w, two.ticketId)];
      const { version } = await sara.mutation(api.tickets.place, {
        ticketId: one.ticketId,
        expectedVersion: first.version,
        technicianId: await w.technician("R-101"),
        startsAt: at(600),
        minutes: 150,
        operationId: w.operationId(),
      });
      expect((await lying(w, one.ticketId)).where?.endsAt).toBe(at(750));
      await sara.mutation(api.tickets.swap, {
        ticketId: one.ticketId,
        expectedVersion: version,
        withTicketId: two.ticketId,
        withExpectedVersion: second.version,
        operationId: w.operationId(),
      });
      expect((await undoLast(w)).tickets).toHaveLength(2);
      await undoLast(w);
      expect([await lying(w, one.ticketId), await lying(w, two.ticketId)]).toEqual(before);
    });

    test("[T-71][D-02] a visit planned after a no-show: undo gives the no-show back", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("no_show");
      const before = await lying(w, ticket.ticketId);
      await w.place(ticket, "R-102", w.freshDay().at(600));
      const action = await undoLast(w);
      expect(await lying(w, ticket.ticketId)).toEqual(before);
      expect((await w.detail(ticket.ticketId)).facts.outcome).toBe("no_show");
      await redo(w, action.actionId);
      expect(await lying(w, ticket.ticketId)).toMatchObject({ status: "scheduled" });
    });

    test("[T-70][D-02] a return visit: undo gives the paused one back, and work goes on from there", async () => {
      const w = world();
      await w.freeFahd();
      const { ticket: open } = await w.ticketAt("repairing");
      await (await w.as("fahd")).mutation(api.parts.request, {
        ticketId: open.ticketId,
        lines: [{ name: "control board", partNumber: "CB-1", quantity: 1 }],
        note: "",
        operationId: w.operationId(),
      });
      await w.step(open.ticketId, "request_parts", "fahd");
      const { ticket } = await w.detail(open.ticketId);
      const before = await lying(w, ticket.ticketId);
      await w.place(ticket, "R-102", w.freshDay().at(600));
      await undoLast(w);
      expect(await lying(w, ticket.ticketId)).toEqual(before);
    });

    test("[T-72][D-02] a delivery planned for a repaired device", async () => {
      const w = world();
      const { ticket } = await w.ticketAt("ready_delivery");
      const before = await lying(w, ticket.ticketId);
      await w.place(ticket, "R-102", w.freshDay().at(600));
      await undoLast(w);
      expect(await lying(w, ticket.ticketId)).toEqual(before);
    });

    test("[S-35] what changed since stands in the way and is named with who did it; nothing is half undone", async () => {
      const w = world();
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      const { at } = w.freshDay();
      const technicianId = await w.technician("R-101");
      await (await w.as("sara")).mutation(api.boardActions.bulk, {
        change: {
          kind: "place",
          tickets: [
            { ticketId: one.ticketId, expectedVersion: one.version, technicianId, startsAt: at(600) },
            { ticketId: two.ticketId, expectedVersion: two.version, technicianId, startsAt: at(720) },
          ],
        },
        operationId: w.operationId(),
      });
      const { undo: action } = await own(w);
      await w.step(two.ticketId, "change_priority", "huda", { priority: "low" });
      const data = await refused(undo(w, must(action, "a gesture").actionId));
      if (data.code !== "board.refused") throw new Error(`expected board.refused, got ${data.code}`);
      expect(data.params.tickets).toHaveLength(1);
      expect(data.params.tickets[0]).toMatchObject({
        number: two.number,
        blockers: [{ code: "changedMeanwhile", action: "change_priority", by: { en: expect.any(String) } }],
      });
      expect((await lying(w, one.ticketId)).status).toBe("scheduled");
    });

    test("[S-35] a visit that came onto the old hour since is in the way; one that lay there before is not", async () => {
      const w = world();
      const { at } = w.freshDay();
      const card = await w.newTicket();
      const { version } = await w.place(card, "R-101", at(600));
      await w.place({ ...card, version }, "R-102", at(600));
      const { undo: action } = await own(w);
      const other = await w.newTicket();
      await w.place(other, "R-101", at(630), "huda");
      const data = await refused(undo(w, must(action, "a gesture").actionId));
      if (data.code !== "board.refused") throw new Error(`expected board.refused, got ${data.code}`);
      expect(data.params.tickets[0]?.blockers).toMatchObject([{ code: "overlap", number: other.number }]);

      // A supervisor put a second visit onto the same hour; moving it away and back is her own decision.
      const third = await w.newTicket();
      await (await w.as("huda")).mutation(api.tickets.place, {
        ticketId: third.ticketId,
        expectedVersion: third.version,
        technicianId: await w.technician("R-101"),
        startsAt: at(630),
        operationId: w.operationId(),
        override: "they share a site",
      });
      const { ticket } = await w.detail(third.ticketId);
      await w.place(ticket, "R-102", at(720), "huda");
      await undoLast(w, "huda");
      expect((await lying(w, third.ticketId)).where?.startsAt).toBe(at(630));
    });

    test("[S-35] twice is once, by the same operation id; another one is told who was first", async () => {
      const w = world();
      const card = await w.newTicket();
      await w.place(card, "R-101", null);
      const { undo: action } = await own(w);
      const { actionId } = must(action, "a gesture");
      const sara = await w.as("sara");
      const args = { actionId, operationId: w.operationId() };
      const first = await sara.mutation(api.boardActions.undo, args);
      expect(await sara.mutation(api.boardActions.undo, args)).toEqual({ ...first, replayed: true });
      await redo(w, actionId);
      // Even when it comes late, after the redo.
      expect(await sara.mutation(api.boardActions.undo, args)).toEqual({ ...first, replayed: true });
      expect((await lying(w, card.ticketId)).status).toBe("assigned");
      await undo(w, actionId);
      const data = await expectRefused(undo(w, actionId, "huda"), "board.alreadyUndone");
      expect(data.params).toMatchObject({ by: { en: expect.any(String) } });
    });

    test("[Z-02] dispatchers undo their own, supervisors everybody's; a technician nothing", async () => {
      const w = world();
      const card = await w.newTicket();
      await w.place(card, "R-101", null, "huda");
      const { undo: hers } = await own(w, "huda");
      const { actionId } = must(hers, "a gesture");
      await expectRefused(undo(w, actionId, "sara"), "access.denied");
      await expectRefused(undo(w, actionId, "fahd"), "access.denied");
      await expectRefused(undo(w, actionId, "faisal"), "access.denied");
      const next = await w.newTicket();
      await w.place(next, "R-101", null);
      const { undo: saras } = await own(w);
      await undo(w, must(saras, "a gesture").actionId, "huda");
      expect((await lying(w, next.ticketId)).status).toBe("new");
      // What a supervisor took back is not hers to redo by a key.
      expect((await own(w)).redo?.actionId).not.toBe(must(saras, "a gesture").actionId);
      const { branchId } = await w.branch("riyadh");
      const { page } = await (await w.as("sara")).query(api.boardActions.list, {
        branchId,
        paginationOpts: { numItems: 2, cursor: null },
      });
      expect(page.map(({ mine, reversible, state }) => [mine, reversible, state])).toEqual([
        [true, true, "undone"],
        [false, false, "done"],
      ]);
    });

    test("[S-35] who has just made a gesture undoes it by its operation id; nobody else's can be found so", async () => {
      const w = world();
      const card = await w.newTicket();
      const gestureId = w.operationId();
      await (await w.as("sara")).mutation(api.tickets.place, {
        ticketId: card.ticketId,
        expectedVersion: card.version,
        technicianId: await w.technician("R-101"),
        startsAt: null,
        operationId: gestureId,
      });
      const back = async (person: Person, id: string) =>
        await (await w.as(person)).mutation(api.boardActions.undoOwn, {
          gestureId: id,
          operationId: w.operationId(),
        });
      await expectRefused(back("huda", gestureId), "access.denied");
      await expectRefused(back("sara", "never-made"), "access.denied");
      await back("sara", gestureId);
      expect((await lying(w, card.ticketId)).status).toBe("new");
      await expectRefused(back("sara", gestureId), "board.alreadyUndone");
    });

    test("a technician's own planning is no gesture of the board", async () => {
      const w = world();
      const card = await w.newTicket();
      await w.place(card, "R-101", null);
      const { version } = must((await w.detail(card.ticketId)).ticket, "the ticket");
      const { undo: before } = await own(w);
      await w.place({ ticketId: card.ticketId, version }, "R-101", w.freshDay().at(600), "fahd");
      const data = await refused(undo(w, must(before, "a gesture").actionId));
      expect(data).toMatchObject({
        code: "board.refused",
        params: { tickets: [{ blockers: [{ code: "changedMeanwhile", action: "schedule" }] }] },
      });
    });
  });

  describe("many tickets at once", () => {
    const bulk = async (
      w: World,
      change: Parameters<typeof callBulk>[1],
      operationId = w.operationId(),
      person: Person = "sara",
    ) => await callBulk(w, change, operationId, person);

    async function callBulk(
      w: World,
      change: (typeof api.boardActions.bulk)["_args"]["change"],
      operationId: string,
      person: Person,
    ) {
      return await (await w.as(person)).mutation(api.boardActions.bulk, { change, operationId });
    }

    test("[D-03] assign many: one gesture, one row, one undo", async () => {
      const w = world();
      const cards = [await w.newTicket(), await w.newTicket(), await w.newTicket()];
      const technicianId = await w.technician("R-101");
      const tickets = cards.map(({ ticketId, version }) => ({
        ticketId,
        expectedVersion: version,
        technicianId,
        startsAt: null,
      }));
      const operationId = w.operationId();
      expect(await bulk(w, { kind: "place", tickets }, operationId)).toEqual({
        changed: 3,
        unchanged: 0,
        replayed: false,
      });
      expect(await bulk(w, { kind: "place", tickets }, operationId)).toMatchObject({ replayed: true });
      const action = must((await own(w)).undo, "a gesture");
      expect(action.tickets).toHaveLength(3);
      await undo(w, action.actionId);
      for (const { ticketId } of cards) expect((await lying(w, ticketId)).status).toBe("new");
    });

    test("[D-03] all or none: every ticket's blockers come, nothing is changed", async () => {
      const w = world();
      const [good, unfit, taken] = [
        await w.newTicket(),
        await w.newTicket({ workType: "fridge_repair" }),
        await w.newTicket(),
      ];
      const { at } = w.freshDay();
      const technicianId = await w.technician("R-102");
      const to = (ticket: typeof good, startsAt: number) => ({
        ticketId: ticket.ticketId,
        expectedVersion: ticket.version,
        technicianId,
        startsAt,
      });
      const data = await refused(
        bulk(w, { kind: "place", tickets: [to(good, at(600)), to(unfit, at(640)), to(taken, at(630))] }),
      );
      if (data.code !== "board.refused") throw new Error(`expected board.refused, got ${data.code}`);
      expect(data.params.tickets).toMatchObject([
        { number: unfit.number, blockers: [{ code: "skillMissing" }, { code: "overlap" }] },
        { number: taken.number, blockers: [{ code: "overlap", number: good.number }] },
      ]);
      expect((await lying(w, good.ticketId)).status).toBe("new");
    });

    test("[D-03] two visits change places whichever is named first", async () => {
      const w = world();
      const { at } = w.freshDay();
      const [one, two] = [await w.newTicket(), await w.newTicket()];
      const first = await w.place(one, "R-101", at(600));
      const second = await w.place(two, "R-101", at(700));
      const technicianId = await w.technician("R-101");
      await bulk(w, {
        kind: "place",
        tickets: [
          { ticketId: one.ticketId, expectedVersion: first.version, technicianId, startsAt: at(700) },
          { ticketId: two.ticketId, expectedVersion: second.version, technicianId, startsAt: at(800) },
        ],
      });
      expect((await lying(w, one.ticketId)).where?.startsAt).toBe(at(700));
      await undoLast(w);
      expect((await lying(w, one.ticketId)).where?.startsAt).toBe(at(600));
      expect((await lying(w, two.ticketId)).where?.startsAt).toBe(at(700));
    });

    test("[D-03] priority and unassign leave alone what already is so", async () => {
      const w = world();
      const [one, two] = [await w.newTicket({ priority: "low" }), await w.newTicket({ priority: "high" })];
      const looked = async () =>
        await Promise.all(
          [one, two].map(async ({ ticketId }) => ({
            ticketId,
            expectedVersion: (await w.detail(ticketId)).ticket.version,
          })),
        );
      expect(await bulk(w, { kind: "priority", priority: "high", tickets: await looked() })).toMatchObject({
        changed: 1,
        unchanged: 1,
      });
      await w.place((await w.detail(one.ticketId)).ticket, "R-101", null);
      expect(await bulk(w, { kind: "unassign", tickets: await looked() })).toMatchObject({
        changed: 1,
        unchanged: 1,
      });
      await undoLast(w);
      expect((await lying(w, one.ticketId)).status).toBe("assigned");
    });

    test("[D-03] a stale view names who changed the ticket; twice the same, none, and too many are refused", async () => {
      const w = world();
      const card = await w.newTicket();
      const item = { ticketId: card.ticketId, expectedVersion: card.version };
      await w.step(card.ticketId, "change_priority", "huda", { priority: "low" });
      expect(await refused(bulk(w, { kind: "priority", priority: "high", tickets: [item] }))).toMatchObject({
        code: "board.refused",
        params: { tickets: [{ number: card.number, blockers: [{ code: "changedMeanwhile" }] }] },
      });
      await expectRefused(bulk(w, { kind: "unassign", tickets: [item, item] }), "input.invalid");
      await expectRefused(bulk(w, { kind: "unassign", tickets: [] }), "input.invalid");
      const many = Array.from({ length: 101 }, () => item);
      await expectRefused(bulk(w, { kind: "unassign", tickets: many }), "record.limitReached");
      await expectRefused(
        bulk(w, { kind: "unassign", tickets: [item] }, w.operationId(), "mona"),
        "access.denied",
      );
      await expectRefused(
        bulk(w, { kind: "unassign", tickets: [item] }, w.operationId(), "fahd"),
        "access.denied",
      );
      // A dispatcher cannot decide against a rule; it comes with the rest.
      const technicianId = await w.technician("R-106");
      const data = await refused(
        bulk(w, {
          kind: "place",
          override: "please",
          tickets: [{ ...item, expectedVersion: card.version + 1, technicianId, startsAt: null }],
        }),
      );
      expect(data).toMatchObject({
        code: "board.refused",
        params: { tickets: [{ blockers: [{ code: "overrideForbidden" }] }] },
      });
      await expectBlocked(w.place({ ...card, version: card.version + 1 }, "R-106", null), [
        "skillMissing",
        "technicianOffDuty",
      ]);
    });
  });
}
