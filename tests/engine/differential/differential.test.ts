/**
 * Generated programs on the engine and on `convex-test`: same values, same kinds of failures, same documents and jobs.
 * Where the two differ on purpose is `engine/DIFFERENCES.md` (DF-…), asserted in `differences.test.ts`.
 */
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Operation } from "./app/program";
import { firstProgram, numbered, program, querySpec, readProgram } from "./programs";
import { replayThenExplore } from "./seeds";
import { EngineSide, MockSide, type PageOutcome } from "./sides";

let engine: EngineSide;

beforeAll(async () => {
  engine = await EngineSide.open();
});
afterAll(async () => {
  await engine.deployment.close();
});
beforeEach(() => {
  // The mock announces every scheduled call that fails.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  expect(engine.deployment.errors).toEqual([]);
});

describe("the same programs", () => {
  test("come to the same outcomes, documents and jobs", async () => {
    await replayThenExplore(
      "programs",
      fc.tuple(firstProgram, fc.array(program, { minLength: 1, maxLength: 4 }), readProgram),
      120,
      async ([first, programs, reads]) => {
        await engine.reset();
        const mock = new MockSide();
        for (const one of numbered([first, ...programs])) {
          expect(await engine.run(one)).toEqual(await mock.run(one));
          expect(await engine.dump()).toEqual(await mock.dump());
        }
        expect(await engine.read(reads)).toEqual(await mock.read(reads));
      },
    );
  });

  test("walk the same pages while documents change", async () => {
    await replayThenExplore(
      "pages",
      fc.tuple(
        firstProgram,
        fc.array(program, { minLength: 4, maxLength: 8 }),
        querySpec,
        fc.integer({ min: 1, max: 4 }),
        fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      ),
      120,
      async ([first, programs, query, numItems, maximumRowsRead]) => {
        await engine.reset();
        const mock = new MockSide();
        const limits = maximumRowsRead === undefined ? {} : { maximumRowsRead };
        const cursors: { engine: string | null; mock: string | null } = { engine: null, mock: null };
        const walked: { from: typeof cursors; to: { engine: string; mock: string } }[] = [];
        const changes = numbered([first, ...programs]);
        for (const change of changes.splice(0, 3)) await onBoth(mock, change);
        for (;;) {
          const options = { numItems, ...limits };
          const [ours, theirs] = await Promise.all([
            engine.page(query, { ...options, cursor: cursors.engine }),
            mock.page(query, { ...options, cursor: cursors.mock }),
          ]);
          if ("failed" in ours || "failed" in theirs) {
            expect(ours).toEqual(theirs);
            return;
          }
          expect(ours.rows).toEqual(theirs.rows);
          if (theirs.isDone !== ours.isDone) await expectFullLastPage(query, numItems, ours, theirs);
          if (theirs.isDone) break;
          walked.push({ from: { ...cursors }, to: { engine: ours.cursor, mock: theirs.cursor } });
          cursors.engine = ours.cursor;
          cursors.mock = theirs.cursor;
          const change = changes.shift();
          if (change !== undefined) await onBoth(mock, change);
          if (walked.length > 60) throw new Error("The walk does not end");
        }
        // With its end fixed, each page has today's rows between the same two places.
        for (const { from, to } of walked) {
          const ours = await engine.page(query, { numItems, cursor: from.engine, endCursor: to.engine });
          const theirs = await mock.page(query, { numItems, cursor: from.mock, endCursor: to.mock });
          expect("rows" in ours && ours.rows).toEqual("rows" in theirs && theirs.rows);
        }
      },
    );
  });
});

/** Ends when what was scheduled has ended too. */
async function onBoth(mock: MockSide, program: Operation[]): Promise<void> {
  await Promise.all([engine.run(program), mock.run(program)]);
  await Promise.all([engine.dump(), mock.dump()]);
}

/** DF-1: of a full last page the mock says that it is done; the engine gives one more page, an empty one. */
async function expectFullLastPage(
  query: Parameters<EngineSide["page"]>[0],
  numItems: number,
  ours: PageOutcome,
  theirs: PageOutcome,
): Promise<void> {
  expect(ours).toMatchObject({ isDone: false });
  expect(theirs).toMatchObject({ isDone: true });
  if (!("rows" in ours)) return;
  expect(ours.rows).toHaveLength(numItems);
  expect(await engine.page(query, { numItems, cursor: ours.cursor })).toMatchObject({
    rows: [],
    isDone: true,
  });
}
