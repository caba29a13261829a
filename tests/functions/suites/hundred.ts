/**
 * A gesture over as many tickets as it may hold fits into one transaction: scheduled, handed on with their messages, from
 * the board and from a draft, and taken back. Engine only, which counts what a transaction reads as Convex does.
 */
import { describe, expect, test } from "vitest";
import { api } from "../../../convex/_generated/api";
import { MAX_TICKETS_PER_ACTION } from "../../../shared/boardActions/held";
import { MINUTE_MS } from "../../../shared/time/zones";
import type { World } from "../../support/world";

const BATCH = 50;
/** Visits of one technician lie behind each other, over as many days as that takes. */
const APART_MS = 100 * MINUTE_MS;

export function hundredSuite(world: () => World): void {
  describe("a hundred tickets at once", () => {
    test("[D-03][S-21] scheduled, handed on by a draft, undone, handed on by the board, taken back", async () => {
      const w = world();
      const sara = await w.as("sara");
      const { branchId } = await w.branch("riyadh");
      const { day, at } = w.freshDay();
      const mark = w.operationId();
      const rows = Array.from({ length: MAX_TICKETS_PER_ACTION }, (_, index) => ({
        line: index + 2,
        cells: {
          externalId: `${mark} ${index}`,
          problem: `معاينة ${mark} ${index}`,
          contactName: "خالد السبيعي",
          phone: "+966501234567",
          address: "شارع التحلية",
          city: "الرياض",
        },
      }));
      const importId = await sara.mutation(api.imports.start, {
        branchId,
        fileName: "hundred.csv",
        fileHash: mark,
        mapping: [{ field: "problem", column: 0, header: "problem" }],
        totalRows: rows.length,
        operationId: w.operationId(),
      });
      for (let batch = 0; batch * BATCH < rows.length; batch += 1)
        await sara.mutation(api.imports.addRows, {
          importId,
          batch,
          rows: rows.slice(batch * BATCH, (batch + 1) * BATCH),
        });
      await sara.mutation(api.imports.finish, { importId });
      const cards = async () => {
        const { page } = await sara.query(api.board.openTickets, {
          branchId,
          paginationOpts: { cursor: null, numItems: 400 },
        });
        return page.filter((card) => card.problem.includes(mark));
      };
      const holders = async () => [
        ...new Set((await cards()).map(({ visit }) => visit?.technicianId ?? null)),
      ];
      const [fahd, salem] = [await w.technician("R-101"), await w.technician("R-102")];
      const placed = async (technicianId: typeof fahd, fromMinute: number) =>
        (await cards()).map((card, index) => ({
          ticketId: card.ticketId,
          version: card.version,
          technicianId,
          startsAt: at(fromMinute) + index * APART_MS,
        }));
      const bulk = async (technicianId: typeof fahd, fromMinute: number) => {
        const tickets = (await placed(technicianId, fromMinute)).map(({ version, ...place }) => ({
          ...place,
          expectedVersion: version,
        }));
        const operationId = w.operationId();
        const { changed } = await sara.mutation(api.boardActions.bulk, {
          operationId,
          change: { kind: "place", tickets },
        });
        expect(changed).toBe(MAX_TICKETS_PER_ACTION);
        return operationId;
      };
      const undo = async (gestureId: string) =>
        await sara.mutation(api.boardActions.undoOwn, { gestureId, operationId: w.operationId() });

      await bulk(fahd, 0);
      expect(await holders()).toEqual([fahd]);

      const draftId = await sara.mutation(api.plans.open, {
        branchId,
        serviceDay: day,
        title: "A hundred",
        visibility: "private",
        operationId: w.operationId(),
      });
      const moves = (await placed(salem, 30)).map(({ ticketId, version, ...place }) => ({
        ticketId,
        place,
        seenVersion: version,
        expectedRevision: null,
      }));
      await sara.mutation(api.plans.moveMany, { draftId, moves });
      const { revision } = await sara.query(api.plans.get, { draftId });
      const operationId = w.operationId();
      expect(
        await sara.mutation(api.plans.apply, { draftId, expectedRevision: revision, operationId }),
      ).toEqual({ applied: MAX_TICKETS_PER_ACTION, there: 0, replayed: false });
      expect(await holders()).toEqual([salem]);
      await undo(operationId);
      expect(await holders()).toEqual([fahd]);

      await undo(await bulk(salem, 30));
      expect(await holders()).toEqual([fahd]);
      const unassigned = await sara.mutation(api.boardActions.bulk, {
        operationId: w.operationId(),
        change: {
          kind: "unassign",
          tickets: (await cards()).map(({ ticketId, version }) => ({ ticketId, expectedVersion: version })),
        },
      });
      expect(unassigned.changed).toBe(MAX_TICKETS_PER_ACTION);
      expect(await holders()).toEqual([null]);
    }, 60_000);
  });
}
