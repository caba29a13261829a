import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dice } from "../../convex/model/demo/random";
import {
  cutSlice,
  isSampled,
  type OpenMark,
  type OpenSlice,
  SAMPLED_EVERY,
  WHOLE_BOARD,
} from "../../shared/board/openSlices";
import { PRIORITIES } from "../../shared/tickets/priorities";
import { formatTicketNumber, NUMBER_LENGTH } from "../../shared/tickets/number";

const holds = ({ priority, after, before }: OpenSlice, mark: OpenMark): boolean =>
  mark.priority === priority &&
  (after === null || mark.createdAt >= after) &&
  (before === null || mark.createdAt < before);

const mark = fc.record({
  priority: fc.constantFrom(...PRIORITIES),
  createdAt: fc.integer({ min: 0, max: 60 }),
});

describe("slices of the open tickets", () => {
  test("[S-22] whatever is cut, every ticket lies in exactly one part, and the parts are in order", () => {
    fc.assert(
      fc.property(
        fc.array(mark, { maxLength: 40 }),
        fc.integer({ min: -5, max: 65 }),
        mark,
        (marks, at, one) => {
          let slices: readonly OpenSlice[] = WHOLE_BOARD;
          for (const sample of [marks, [], marks.slice(0, 3)]) {
            slices = slices.flatMap((slice) => cutSlice(slice, at, sample));
            expect(slices.filter((slice) => holds(slice, one))).toHaveLength(1);
            for (const [place, slice] of slices.entries()) {
              const next = slices[place + 1];
              if (next?.priority === slice.priority) expect(next.before).toBe(slice.after);
              else expect(slice.after).toBeNull();
            }
          }
        },
      ),
    );
  });

  test("[S-22] without a mark inside it is cut where the deployment says; an instant outside cuts nothing", () => {
    const slice: OpenSlice = { priority: "high", after: 10, before: 20 };
    expect(cutSlice(slice, 15, [{ priority: "low", createdAt: 12 }])).toEqual([
      { priority: "high", after: 15, before: 20 },
      { priority: "high", after: 10, before: 15 },
    ]);
    expect(cutSlice(slice, 10, [])).toEqual([slice]);
  });

  test("[S-22] the sample is as dense as the tickets, drawn numbers or counted ones", () => {
    const { next } = dice(7);
    const drawn = Array.from({ length: 20_000 }, () =>
      formatTicketNumber(Array.from({ length: NUMBER_LENGTH }, next)),
    );
    const counted = Array.from({ length: 20_000 }, (_, index) => `TK-${index}`);
    for (const numbers of [drawn, counted]) {
      const every = numbers.length / numbers.filter(isSampled).length;
      expect(every).toBeGreaterThan(SAMPLED_EVERY * 0.8);
      expect(every).toBeLessThan(SAMPLED_EVERY * 1.25);
    }
  });
});
