/** Board queries: order, pages, days and what a page re-reads. */
import type { FunctionReturnType } from "convex/server";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { cutSlice, isSampled, type OpenSlice, WHOLE_BOARD } from "../../../shared/board/openSlices";
import { PRIORITY_RANK } from "../../../shared/tickets/priorities";
import { serviceDayOf } from "../../../shared/time/zones";
import { expectRefused, must, type World } from "../../support/world";

export function boardSuite(world: () => World): void {
  describe("board", () => {
    test("[S-22] open tickets come most urgent first, page by page, each once", async () => {
      const w = world();
      const sara = await w.as("sara");
      for (const priority of ["low", "urgent", "normal"] as const) await w.newTicket({ priority });
      const { branchId } = await w.branch("riyadh");
      const numbers: string[] = [];
      const ranks: number[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < 50; page += 1) {
        const result: Awaited<ReturnType<typeof load>> = await load(cursor);
        numbers.push(...result.page.map((card) => card.number));
        ranks.push(...result.page.map((card) => PRIORITY_RANK[card.priority]));
        if (result.isDone) break;
        cursor = result.continueCursor;
      }
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
      expect(ranks).toContain(0);

      async function load(from: string | null) {
        return await sara.query(api.board.openTickets, {
          branchId,
          paginationOpts: { numItems: 7, cursor: from },
        });
      }
    });

    test("[S-22] slices side by side: together every open ticket once, however they are cut; a step moves none of them twice", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { branchId } = await w.branch("riyadh");
      for (const priority of ["low", "low", "low", "urgent"] as const) await w.newTicket({ priority });
      const ask = async (slice: OpenSlice, most: number) =>
        await sara.query(api.board.openSlice, { branchId, slice, most });
      const walk = async (slice: OpenSlice, most: number): Promise<string[]> => {
        const { tickets, cutAt } = await ask(slice, most);
        expect(tickets.length).toBeLessThanOrEqual(cutAt === null ? most : most * 2);
        for (const { priority } of tickets) expect(priority).toBe(slice.priority);
        if (cutAt === null) return tickets.map(({ number }) => number);
        const parts = cutSlice(slice, cutAt, []);
        expect(parts).toHaveLength(2);
        return (await Promise.all(parts.map((part) => walk(part, most)))).flat();
      };
      const numbersBy = async (most: number) =>
        (await Promise.all(WHOLE_BOARD.map((slice) => walk(slice, most)))).flat();
      const whole = await numbersBy(512);
      const pages: string[] = [];
      for (let cursor: string | null = null, done = false; !done; ) {
        const paginationOpts: { numItems: number; cursor: string | null } = { numItems: 50, cursor };
        const page: FunctionReturnType<typeof api.board.openTickets> = await sara.query(
          api.board.openTickets,
          { branchId, paginationOpts },
        );
        pages.push(...page.page.map(({ number }) => number));
        [cursor, done] = [page.continueCursor, page.isDone];
      }
      expect(whole).toEqual(pages);
      expect(await numbersBy(3)).toEqual(whole);
      // By the sample, as the board does it: marks lie in the order of the tickets, and each is an open one.
      const marks = await sara.query(api.board.openMarks, { branchId });
      const marked = await Promise.all(
        WHOLE_BOARD.flatMap((slice) => cutSlice(slice, Number.NaN, marks)).map((part) => ask(part, 512)),
      );
      expect(marked.flatMap(({ tickets }) => tickets.map(({ number }) => number))).toEqual(whole);
      expect(marks).toHaveLength(whole.filter(isSampled).length);

      const moved = await w.newTicket({ priority: "low" });
      await sara.mutation(api.tickets.transition, {
        ticketId: moved.ticketId,
        expectedVersion: moved.version,
        action: "change_priority",
        input: { priority: "urgent" },
        operationId: w.operationId(),
      });
      const after = await numbersBy(3);
      expect(after.filter((number) => number === moved.number)).toHaveLength(1);
      expect(after.toSorted()).toEqual([...whole, moved.number].toSorted());
      for (const most of [0, 513, 1.5])
        await expectRefused(ask({ priority: "low", after: null, before: null }, most), "input.invalid");
    });

    test("[S-22] a closed ticket leaves the open list and is found under its day", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { ticket } = await w.ticketAt("cancelled");
      const { branchId } = await w.branch("riyadh");
      const { page } = await sara.query(api.board.openTickets, {
        branchId,
        paginationOpts: { numItems: 300, cursor: null },
      });
      expect(page.map((card) => card.ticketId)).not.toContain(ticket.ticketId);
      const serviceDay = serviceDayOf(Date.now(), "Asia/Riyadh");
      const closed = await sara.query(api.board.closedTickets, { branchId, serviceDay });
      expect(closed.map((card) => card.ticketId)).toContain(ticket.ticketId);
    });

    test("[S-23] lanes: a visit is on the days it touches, an untimed one on every day until it has a time", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { branchId } = await w.branch("riyadh");
      const ticket = await w.newTicket();
      const { version } = await w.place(ticket, "R-101", null);
      const [one, two] = [w.freshDay(), w.freshDay()];
      const on = async (serviceDay: string) =>
        (await sara.query(api.board.appointments, { branchId, serviceDay })).some(
          (visit) => visit.ticket.ticketId === ticket.ticketId,
        );
      expect([await on(one.day), await on(two.day)]).toEqual([true, true]);
      // Fahd is on call round the clock: what goes over midnight is on both days.
      const over = await w.place({ ...ticket, version }, "R-101", one.at(23 * 60));
      expect([await on(one.day), await on(two.day)]).toEqual([true, true]);
      await w.place({ ...ticket, version: over.version }, "R-101", one.at(22 * 60));
      expect([await on(one.day), await on(two.day)]).toEqual([true, false]);
    });

    test("[D-04] a technician's card says what he is doing right now", async () => {
      const w = world();
      const { branchId } = await w.branch("riyadh");
      const { ticket } = await w.ticketAt("on_route");
      const current = async () =>
        must(
          (await (await w.as("sara")).query(api.board.technicians, { branchId })).find(
            (one) => one.employeeId === "R-101",
          ),
          "Fahd",
        ).current;
      expect(await current()).toEqual({
        ticketId: ticket.ticketId,
        number: ticket.number,
        travel: "en_route",
      });
      await w.step(ticket.ticketId, "cancel", "sara");
      expect(await current()).toBeNull();
    });

    test("[S-24] a number is found as people type it", async () => {
      const w = world();
      const sara = await w.as("sara");
      const ticket = await w.newTicket();
      for (const number of [ticket.number, ticket.number.toLowerCase(), ` ${ticket.number.slice(3)} `])
        expect(await sara.query(api.tickets.find, { number })).toBe(ticket.ticketId);
      expect(await sara.query(api.tickets.find, { number: "TK-UUUUUU" })).toBeNull();
    });

    test("[S-24] a malformed day is refused", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { branchId } = await w.branch("riyadh");
      await expectRefused(
        sara.query(api.board.appointments, { branchId, serviceDay: "today" }),
        "input.invalid",
      );
      await expectRefused(sara.query(api.board.closedTickets, { branchId, serviceDay: "" }), "input.invalid");
    });
  });
}
