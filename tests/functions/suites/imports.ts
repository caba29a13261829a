/** Imports: good rows become tickets, bad rows are listed, and nothing ever comes in twice. */
import type { FunctionArgs } from "convex/server";
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { expectRefused, type World } from "../../support/world";

type Rows = FunctionArgs<typeof api.imports.addRows>["rows"];

async function start(w: World, totalRows: number, operationId = w.operationId()) {
  const { branchId } = await w.branch("riyadh");
  return await (await w.as("sara")).mutation(api.imports.start, {
    branchId,
    fileName: "requests.csv",
    fileHash: "abc",
    mapping: [{ field: "problem", column: 0, header: "Problem" }],
    totalRows,
    operationId,
  });
}

const row = (line: number, cells: Rows[number]["cells"]): Rows[number] => ({ line, cells });
const good = (line: number, tag: string): Rows[number] =>
  row(line, { externalId: tag, problem: `leak ${tag}`, address: "Olaya 5", lat: "24.7", lng: "46.7" });

export function importsSuite(world: () => World): void {
  describe("imports", () => {
    test("[W-06] good rows become tickets with a timeline and a tracking link, bad rows are listed by line", async () => {
      const w = world();
      const sara = await w.as("sara");
      const importId = await start(w, 6);
      const tag = w.operationId();
      const rows = [
        good(2, `${tag}-a`),
        row(3, { externalId: `${tag}-b`, problem: "fridge", lat: "46.7", lng: "124.7", address: "x" }),
        row(4, { externalId: `${tag}-c`, problem: "", address: "y", lat: "146.7", lng: "24.7" }),
        row(5, { externalId: `${tag}-d`, problem: "no place at all" }),
        row(6, { externalId: `${tag}-e`, problem: "bad\u0000cell", address: "z" }),
        good(7, `${tag}-a`),
      ];
      expect(await sara.mutation(api.imports.addRows, { importId, batch: 0, rows })).toEqual({
        insertedRows: 2,
        duplicateRows: 1,
        rejectedRows: 3,
        replayed: false,
      });
      await sara.mutation(api.imports.finish, { importId });
      expect(await sara.query(api.imports.get, { importId })).toMatchObject({
        state: "finished",
        totalRows: 6,
        receivedRows: 6,
        insertedRows: 2,
        nextBatch: 1,
      });
      const { page } = await sara.query(api.imports.errors, {
        importId,
        paginationOpts: { numItems: 20, cursor: null },
      });
      expect(page.map(({ line, field, reason }) => [line, field, reason])).toEqual([
        [4, "lat", "swapped"],
        [4, "problem", "missing"],
        [5, "address", "noPlace"],
        [6, "problem", "controlCharacters"],
      ]);
      const { branchId } = await w.branch("riyadh");
      const open = await sara.query(api.board.openTickets, {
        branchId,
        paginationOpts: { numItems: 200, cursor: null },
      });
      const card = open.page.find((one) => one.problem === `leak ${tag}-a`);
      expect(card).toMatchObject({ status: "new", version: 1, workType: "plumbing", city: "", visit: null });
      expect(card?.number).toMatch(/^TK-[0-9A-HJKMNP-TV-Z]{6}$/);
    });

    test("[W-07] the same file again brings in nothing", async () => {
      const w = world();
      const sara = await w.as("sara");
      const tag = w.operationId();
      const rows = [good(2, `${tag}-1`), good(3, `${tag}-2`)];
      const noId = [row(4, { problem: `no id ${tag}`, address: "Malaz 3" })];
      const first = await start(w, 3);
      await sara.mutation(api.imports.addRows, { importId: first, batch: 0, rows: [...rows, ...noId] });
      const second = await start(w, 3);
      expect(
        await sara.mutation(api.imports.addRows, { importId: second, batch: 0, rows: [...rows, ...noId] }),
      ).toEqual({ insertedRows: 0, duplicateRows: 3, rejectedRows: 0, replayed: false });
    });

    test("[W-07] a batch sent twice counts once; a batch out of order and a closed import are refused", async () => {
      const w = world();
      const sara = await w.as("sara");
      const importId = await start(w, 2);
      const batch = { importId, batch: 0, rows: [good(2, w.operationId())] };
      const first = await sara.mutation(api.imports.addRows, batch);
      expect(await sara.mutation(api.imports.addRows, batch)).toEqual({ ...first, replayed: true });
      const later = await expectRefused(
        sara.mutation(api.imports.addRows, { ...batch, batch: 2 }),
        "import.batchOutOfOrder",
      );
      expect(later.params).toEqual({ expected: 1 });
      await sara.mutation(api.imports.finish, { importId });
      await sara.mutation(api.imports.finish, { importId });
      await expectRefused(sara.mutation(api.imports.addRows, { ...batch, batch: 1 }), "import.finished");
      expect(await sara.mutation(api.imports.addRows, batch)).toMatchObject({ replayed: true });
    });

    test("[W-07] both copies of one batch sent at once count once", async () => {
      const w = world();
      const sara = await w.as("sara");
      const importId = await start(w, 1);
      const batch = { importId, batch: 0, rows: [good(2, w.operationId())] };
      const both = await Promise.all([
        sara.mutation(api.imports.addRows, batch),
        sara.mutation(api.imports.addRows, batch),
      ]);
      expect(both.filter((result) => result.replayed)).toHaveLength(1);
      expect(await sara.query(api.imports.get, { importId })).toMatchObject({
        insertedRows: 1,
        receivedRows: 1,
      });
    });

    test("[W-07] the same operation id opens the same import; somebody else's is refused", async () => {
      const w = world();
      const operationId = w.operationId();
      const first = await start(w, 1, operationId);
      expect(await start(w, 1, operationId)).toBe(first);
      const { branchId } = await w.branch("riyadh");
      const faisal = await w.as("faisal");
      const args = { branchId, fileName: "x", fileHash: "h", mapping: [], totalRows: 1, operationId };
      await expectRefused(faisal.mutation(api.imports.start, args), "operation.reused");
    });

    test("[W-07] sizes are bounded", async () => {
      const w = world();
      const sara = await w.as("sara");
      await expectRefused(start(w, 0), "import.empty");
      await expectRefused(start(w, 60_000), "import.tooManyRows");
      await expectRefused(start(w, -1), "input.invalid");
      const importId = await start(w, 101);
      const rows = Array.from({ length: 101 }, (_, index) => good(index + 2, w.operationId()));
      await expectRefused(
        sara.mutation(api.imports.addRows, { importId, batch: 0, rows }),
        "import.tooManyRows",
      );
      expect(await sara.query(api.imports.get, { importId })).toMatchObject({ receivedRows: 0 });
    });

    test("[W-07] an import belongs to its branch", async () => {
      const w = world();
      const importId = await start(w, 1);
      await expectRefused((await w.as("mona")).query(api.imports.get, { importId }), "access.denied");
      const { branchId } = await w.branch("riyadh");
      const recent = await (await w.as("faisal")).query(api.imports.recent, { branchId });
      expect(recent[0]?.importId).toBe(importId);
    });
  });
}
