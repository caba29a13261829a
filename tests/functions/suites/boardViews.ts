/** Saved views: whose they are, who may touch them, their bounds. Search: every way a ticket is looked for, and its scope. */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { NO_FILTERS } from "../../../shared/board/filters";
import { MAX_VIEWS } from "../../../shared/board/savedViews";
import { expectRefused, must, type World } from "../../support/world";

const plain = {
  filters: { ...NO_FILTERS, statuses: [], priorities: [], technicians: [], cities: [] },
  list: "waiting" as const,
  centre: "map" as const,
  panes: ["queue" as const, "map" as const],
  dayOffset: 1,
};

export function boardViewsSuite(world: () => World): void {
  describe("saved views", () => {
    const keep = async (w: World, person: "sara" | "huda", name: string, shared: boolean) => {
      const { branchId } = await w.branch("riyadh");
      const caller = await w.as(person);
      return await caller.mutation(api.boardViews.keep, {
        branchId,
        name,
        shared,
        content: { ...plain, filters: { ...plain.filters, priorities: ["urgent"] } },
        operationId: w.operationId(),
      });
    };
    const seenBy = async (w: World, person: "sara" | "huda") => {
      const { branchId } = await w.branch("riyadh");
      return await (await w.as(person)).query(api.boardViews.list, { branchId });
    };

    test("[S-24] a personal view is its author's alone, a shared one the branch's, with all it holds", async () => {
      const w = world();
      const own = await keep(w, "sara", "Urgent tomorrow", false);
      const shared = await keep(w, "sara", "Everybody's", true);
      const mine = must(
        (await seenBy(w, "sara")).find((view) => view.viewId === own),
        "the own view",
      );
      expect(mine).toMatchObject({ name: "Urgent tomorrow", own: true, mayChange: true, isDefault: false });
      expect(mine.content).toMatchObject({ dayOffset: 1, filters: { priorities: ["urgent"] } });
      const others = await seenBy(w, "huda");
      expect(others.map((view) => view.viewId)).not.toContain(own);
      expect(others.find((view) => view.viewId === shared)).toMatchObject({ own: false, shared: true });
      const mona = await w.as("mona");
      const { branchId } = await w.branch("riyadh");
      await expectRefused(mona.query(api.boardViews.list, { branchId }), "access.denied");
      await expectRefused(mona.mutation(api.boardViews.remove, { viewId: shared }), "access.denied");
    });

    test("[S-24] renaming: by the author, by who manages shared ones, by nobody else, never over an unseen change", async () => {
      const w = world();
      const [sara, huda] = [await w.as("sara"), await w.as("huda")];
      const hers = await keep(w, "huda", "Of the supervisor", true);
      const change = { content: plain, expectedVersion: 1 };
      await expectRefused(
        sara.mutation(api.boardViews.change, { viewId: hers, name: "Taken", shared: true, ...change }),
        "access.denied",
      );
      const saras = await keep(w, "sara", "Of the dispatcher", true);
      await huda.mutation(api.boardViews.change, { viewId: saras, name: "Tidied", shared: true, ...change });
      await expectRefused(
        sara.mutation(api.boardViews.change, { viewId: saras, name: "Late", shared: true, ...change }),
        "record.changedMeanwhile",
      );
      await expectRefused(
        huda.mutation(api.boardViews.change, {
          viewId: saras,
          name: "Hidden",
          shared: false,
          content: plain,
          expectedVersion: 2,
        }),
        "access.denied",
      );
      const seen = must(
        (await seenBy(w, "sara")).find((view) => view.viewId === saras),
        "the view",
      );
      expect(seen).toMatchObject({ name: "Tidied", version: 2 });
    });

    test("[S-24] the board opens with what each person chose, until that view is gone", async () => {
      const w = world();
      const [sara, { branchId }] = [await w.as("sara"), await w.branch("riyadh")];
      const viewId = await keep(w, "sara", "Mine first", true);
      await sara.mutation(api.boardViews.setDefault, { branchId, viewId });
      expect((await seenBy(w, "sara")).filter((view) => view.isDefault).map((view) => view.viewId)).toEqual([
        viewId,
      ]);
      expect((await seenBy(w, "huda")).some((view) => view.isDefault)).toBe(false);
      await sara.mutation(api.boardViews.remove, { viewId });
      expect((await seenBy(w, "sara")).some((view) => view.isDefault)).toBe(false);
      await expectRefused(sara.mutation(api.boardViews.setDefault, { branchId, viewId }), "access.denied");
    });

    test("[S-24] a view without a name, with an impossible day or one too many is refused by name", async () => {
      const w = world();
      const [sara, { branchId }] = [await w.as("sara"), await w.branch("riyadh")];
      const send = (name: string, over: object) =>
        sara.mutation(api.boardViews.keep, {
          branchId,
          name,
          shared: false,
          content: { ...plain, ...over },
          operationId: w.operationId(),
        });
      expect((await expectRefused(send("  ", {}), "input.invalid")).params).toEqual({ field: "name" });
      expect((await expectRefused(send("x", { dayOffset: 400 }), "input.invalid")).params).toEqual({
        field: "dayOffset",
      });
      await expectRefused(send("x", { filters: { ...plain.filters, from: "2030-02-31" } }), "input.invalid");
      const there = (await seenBy(w, "sara")).filter((view) => view.own && !view.shared).length;
      for (let count = there; count < MAX_VIEWS; count += 1) await send(`view ${count}`, {});
      expect((await expectRefused(send("one more", {}), "record.limitReached")).params).toEqual({
        max: MAX_VIEWS,
      });
    });
  });

  describe("search", () => {
    test("[S-24] a ticket is found by number, phone in any form and words of name and place, closed ones too", async () => {
      const w = world();
      const [sara, { branchId }] = [await w.as("sara"), await w.branch("riyadh")];
      const ticket = await w.newTicket({ phone: "0567345219" });
      const { ticket: closed } = await w.ticketAt("cancelled");
      const find = async (text: string) =>
        (await sara.query(api.search.tickets, { branchId, text })).map((card) => card.ticketId);
      for (const text of [ticket.number, ticket.number.slice(3).toLowerCase(), ticket.number.slice(0, 7)])
        expect(await find(text)).toContain(ticket.ticketId);
      for (const text of ["0567345219", "+966 56 734 5219", "567345219", "5219", "٠٥٦٧٣٤٥٢١٩", "056734"])
        expect(await find(text)).toContain(ticket.ticketId);
      expect(await find(`olaya ${ticket.number}`)).toEqual([ticket.ticketId]);
      expect(await find(`nowhere ${ticket.number}`)).toEqual([]);
      expect(await find(closed.number)).toEqual([closed.ticketId]);
      expect(await find("  ")).toEqual([]);
    });

    test("[S-24] another branch's dispatcher and a technician find only what is theirs", async () => {
      const w = world();
      const ticket = await w.newTicket();
      const everything = async (person: "sara" | "mona" | "fahd", text: string) =>
        await (await w.as(person)).query(api.search.everything, { text });
      expect((await everything("sara", ticket.number)).tickets.map((one) => one.ticketId)).toEqual([
        ticket.ticketId,
      ]);
      expect((await everything("mona", ticket.number)).tickets).toEqual([]);
      expect((await everything("fahd", ticket.number)).tickets).toEqual([]);
      expect((await everything("sara", "Fahd")).technicians.map((one) => one.name.en)).toContain(
        "Fahd Al-Shammari",
      );
      expect(await everything("fahd", "Fahd")).toMatchObject({ technicians: [], customers: [] });
      const { branchId } = await w.branch("riyadh");
      await expectRefused(
        (await w.as("mona")).query(api.search.tickets, { branchId, text: ticket.number }),
        "access.denied",
      );
    });

    test("[S-24] escalated and held tickets of a branch are told apart from their cards", async () => {
      const w = world();
      const [sara, { branchId }] = [await w.as("sara"), await w.branch("riyadh")];
      const ticket = await w.newTicket();
      await sara.mutation(api.holds.open, {
        ticketId: ticket.ticketId,
        hold: { kind: "other", impact: "normal", blocksWork: false, note: "waits" },
        stopsClock: null,
        operationId: w.operationId(),
      });
      expect((await sara.query(api.board.flags, { branchId })).held).toContain(ticket.ticketId);
      await expectRefused((await w.as("mona")).query(api.board.flags, { branchId }), "access.denied");
    });

    test("[S-62] the sheet of a technician's day has his live visits in order, and is refused out of reach", async () => {
      const w = world();
      const [sara, one] = [await w.as("sara"), w.freshDay()];
      const { branchId } = await w.branch("riyadh");
      const crew = await sara.query(api.board.technicians, { branchId });
      const fahd = must(
        crew.find((row) => row.employeeId === "R-101"),
        "Fahd",
      ).technicianId;
      const [late, early] = [await w.newTicket(), await w.newTicket()];
      await w.place(late, "R-101", one.at(20 * 60));
      await w.place(early, "R-101", one.at(17 * 60));
      const sheet = await sara.query(api.daySheets.get, { technicianId: fahd, serviceDay: one.day });
      const timed = sheet.visits.filter((visit) => visit.startsAt !== null);
      expect(timed.map((visit) => visit.number)).toEqual([early.number, late.number]);
      expect(timed[0]).toMatchObject({
        contactName: "Test Customer",
        phone: "+966501234567",
        address: "Olaya 1",
      });
      await expectRefused(
        (await w.as("mona")).query(api.daySheets.get, { technicianId: fahd, serviceDay: one.day }),
        "access.denied",
      );
      await expectRefused(
        sara.query(api.daySheets.get, { technicianId: fahd, serviceDay: "2030-02-31" }),
        "input.invalid",
      );
    });
  });
}
