import { act, renderHook } from "@testing-library/react";
import { ConvexError } from "convex/values";
import type { ReactNode } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import { cutSlice, MAX_SLICE, type OpenMark, type OpenSlice } from "../../../shared/board/openSlices";
import { PRIORITIES, PRIORITY_RANK } from "../../../shared/tickets/priorities";
import type { TicketRow } from "../../../web/features/board/boardData";
import { changeCardEverywhere } from "../../../web/features/board/optimisticChange";
import { useOpenTickets } from "../../../web/features/board/open/useOpenTickets";
import { ErrorBoundary } from "../../../web/ui/ErrorBoundary";
import { branch, ticket } from "../support/boardRows";
import { FakeConvex } from "../support/fakeConvex";
import { InDeployment } from "../support/InDeployment";

/** A ticket with the instant by which the deployment orders it. */
interface Stored {
  readonly row: TicketRow;
  readonly createdAt: number;
}

function stored(count: number, marked = 32): { all: Stored[]; marks: OpenMark[] } {
  const all = Array.from({ length: count }, (_, index): Stored => {
    const priority = index % 40 === 0 ? "urgent" : index % 9 === 0 ? "high" : "normal";
    return { row: ticket({ id: `t${index}`, priority }), createdAt: 1_000 + index };
  });
  const marks = all
    .filter((_, index) => index % marked === marked - 1)
    .map(({ row, createdAt }) => ({ priority: row.priority, createdAt }));
  return { all, marks };
}

const inOrder = (all: readonly Stored[]): string[] =>
  all
    .toSorted(
      (a, b) => PRIORITY_RANK[b.row.priority] - PRIORITY_RANK[a.row.priority] || b.createdAt - a.createdAt,
    )
    .map(({ row }) => row.ticketId);

/** What the deployment answers; how many answers were given for slices that were cut out of others. */
class Deployment {
  readonly convex = new FakeConvex();
  readonly asked: OpenSlice[] = [];
  all: readonly Stored[] = [];
  failing: ((slice: OpenSlice, most: number) => Error | undefined) | undefined;

  constructor(all: readonly Stored[], marks: readonly OpenMark[]) {
    this.convex.answer(api.board.openMarks, () => [...marks]);
    this.set(all);
  }

  set(all: readonly Stored[]): void {
    this.all = all;
    this.convex.answer(api.board.openSlice, ({ slice, most }) => {
      const failure = this.failing?.(slice, most);
      if (failure) throw failure;
      this.asked.push(slice);
      const found = this.all
        .filter(
          ({ row, createdAt }) =>
            row.priority === slice.priority &&
            (slice.after === null || createdAt >= slice.after) &&
            (slice.before === null || createdAt < slice.before),
        )
        .toSorted((a, b) => b.createdAt - a.createdAt);
      const kept = found.slice(0, most * 2);
      const middle = kept[Math.floor(kept.length / 2)];
      return {
        tickets: kept.map(({ row }) => row),
        cutAt: found.length > most && middle ? middle.createdAt : null,
      };
    });
  }

  follow() {
    const failures: unknown[] = [];
    const wrapper = ({ children }: { readonly children: ReactNode }) => (
      <InDeployment convex={this.convex}>
        <ErrorBoundary
          resetKey="board"
          fallback={(error) => {
            failures.push(error);
            return null;
          }}
        >
          {children}
        </ErrorBoundary>
      </InDeployment>
    );
    const seen: string[][] = [];
    const view = renderHook(
      () => {
        const open = useOpenTickets(branch.branchId);
        if (open.tickets) seen.push(open.tickets.map(({ ticketId }) => ticketId));
        return open;
      },
      { wrapper },
    );
    return { ...view, seen, failures };
  }
}

const settle = async (ms = 10_000) => await act(async () => await vi.advanceTimersByTimeAsync(ms));

describe("open tickets in slices", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("[S-22] a small branch is four answers and no sample", async () => {
    const { all, marks } = stored(60);
    const deployment = new Deployment(all, marks);
    const { result } = deployment.follow();
    await settle();
    expect(result.current).toMatchObject({ loading: false, capped: false });
    expect(result.current.tickets?.map((row) => row.ticketId)).toEqual(inOrder(all));
    expect(deployment.convex.watching(api.board.openSlice)).toBe(PRIORITIES.length);
    expect(deployment.convex.watching(api.board.openMarks)).toBe(0);
  });

  test.each([32, 100_000])(
    "[S-22] thousands come side by side, each once and in order, first the most urgent (a mark of %i)",
    async (marked) => {
      const { all, marks } = stored(3_000, marked);
      const deployment = new Deployment(all, marks);
      const { result, seen } = deployment.follow();
      await act(async () => undefined);
      expect(seen[0]?.slice(0, 75)).toEqual(inOrder(all).slice(0, 75));
      await settle();
      expect(result.current).toMatchObject({ loading: false, capped: false });
      expect(result.current.tickets?.map((row) => row.ticketId)).toEqual(inOrder(all));
      for (const rows of seen) expect(new Set(rows).size).toBe(rows.length);
      // What stood in for its parts is no longer asked for.
      const everAsked = new Set(deployment.asked.map((slice) => JSON.stringify(slice)));
      expect(deployment.convex.watching(api.board.openSlice)).toBeLessThanOrEqual(everAsked.size - 2);
    },
  );

  test("[S-22] a ticket that moves between slices is never missing and never there twice", async () => {
    const { all, marks } = stored(1_500);
    const deployment = new Deployment(all, marks);
    const { result, seen } = deployment.follow();
    await settle();
    seen.length = 0;
    let now = all;
    for (let index = 0; index < 12; index += 1) {
      const priority = (["urgent", "low", "high"] as const)[index % 3] ?? "low";
      now = now.map((one, at) =>
        at === 701 ? { ...one, row: { ...one.row, priority, version: index + 10 } } : one,
      );
      await act(async () => deployment.set(now));
      expect(result.current.tickets?.map((row) => row.ticketId)).toEqual(inOrder(now));
    }
    for (const rows of seen) {
      expect(rows).toHaveLength(all.length);
      expect(rows.filter((id) => id === "t701")).toHaveLength(1);
    }
  });

  test("[S-22] a slice that outgrows its answer is divided without a gap", async () => {
    const { all, marks } = stored(300);
    const deployment = new Deployment(all, marks);
    const { result, seen } = deployment.follow();
    await settle();
    const more = Array.from(
      { length: MAX_SLICE },
      (_, index): Stored => ({
        row: ticket({ id: `n${index}`, priority: "normal" }),
        createdAt: 9_000 + index,
      }),
    );
    seen.length = 0;
    await act(async () => deployment.set([...all, ...more]));
    await settle();
    expect(result.current).toMatchObject({ loading: false, capped: false });
    expect(result.current.tickets?.map((row) => row.ticketId)).toEqual(inOrder([...all, ...more]));
    const before = new Set(all.map(({ row }) => row.ticketId));
    for (const rows of seen) expect(rows.filter((id) => before.has(id as never))).toHaveLength(all.length);
  });

  test("[S-64] a slice that fails is asked again while the others stay; one that keeps failing is said", async () => {
    const { all, marks } = stored(900);
    const deployment = new Deployment(all, marks);
    let fails = 2;
    deployment.failing = (slice, most) =>
      most === MAX_SLICE && slice.priority === "normal" && slice.before === null && fails-- > 0
        ? new Error("Server Error")
        : undefined;
    const { result, failures, unmount } = deployment.follow();
    await act(async () => undefined);
    expect(result.current.tickets?.length).toBeGreaterThan(0);
    expect(result.current.loading).toBe(true);
    await settle(20_000);
    expect(result.current.loading).toBe(false);
    expect(result.current.tickets?.map((row) => row.ticketId)).toEqual(inOrder(all));
    expect(failures).toEqual([]);
    unmount();

    const broken = new Deployment(all, marks);
    broken.failing = (_, most) => (most === MAX_SLICE ? new Error("Server Error") : undefined);
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const view = broken.follow();
    await settle(60_000);
    expect(view.failures.map(String)).toContain("Error: Server Error");
    view.unmount();
    const refused = new Deployment(all, marks);
    refused.failing = () => new ConvexError({ code: "access.denied" });
    const closed = refused.follow();
    await act(async () => undefined);
    expect(closed.failures[0]).toBeInstanceOf(ConvexError);
  });

  test("[S-22] beyond ten thousand nothing more is asked, and it says so", async () => {
    const { all, marks } = stored(11_500);
    const deployment = new Deployment(all, marks);
    const { result } = deployment.follow();
    await settle();
    expect(result.current).toMatchObject({ loading: false, capped: true });
    const shown = result.current.tickets ?? [];
    expect(shown.length).toBeGreaterThanOrEqual(10_000);
    expect(shown.length).toBeLessThan(10_000 + MAX_SLICE);
    // Nobody is left out who comes before somebody shown.
    expect(shown.map((row) => row.ticketId).slice(0, 10_000)).toEqual(inOrder(all).slice(0, 10_000));
  });

  test("[S-35] a drop is drawn in the slice its ticket lies in, and that one alone changes", async () => {
    const { all, marks } = stored(1_500);
    const deployment = new Deployment(all, marks);
    const { result } = deployment.follow();
    await settle();
    const before = result.current.tickets ?? [];
    const ticketId = all[701]?.row.ticketId;
    if (ticketId === undefined) throw new Error("no ticket");
    await act(async () => {
      void deployment.convex.mutation(
        api.tickets.place,
        {},
        {
          optimisticUpdate: (store: never) =>
            changeCardEverywhere(store, "Asia/Riyadh", {
              ticketId,
              branchId: branch.branchId,
              expectedVersion: null,
              change: (row) => ({ ...row, status: "assigned" }),
            }),
        },
      );
    });
    const now = result.current.tickets ?? [];
    expect(
      now.filter((row, index) => row !== before[index]).map((row) => [row.ticketId, row.status]),
    ).toEqual([[ticketId, "assigned"]]);
  });

  test("[S-22] the parts of a cut hold what the deployment's order puts in them", () => {
    const parts = cutSlice({ priority: "low", after: null, before: null }, 5, []);
    expect(parts.map(({ after, before }) => [after, before])).toEqual([
      [5, null],
      [null, 5],
    ]);
  });
});
