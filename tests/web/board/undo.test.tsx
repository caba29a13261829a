/* Undo and redo on the board: what the buttons say, the keys, the reasons why not, the activity list. */
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ConvexError } from "convex/values";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { BoardAction } from "../../../web/features/board/actions/actionWords";
import { branch, cooling, leak, NOW, planned } from "../support/boardRows";
import { plain } from "../support/plainText";
import { renderBoard } from "../support/renderBoard";

vi.mock("../../../web/map/DispatchMap", () => ({ DispatchMap: () => <div data-testid="map" /> }));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const ticket = { ...planned.ticket, contentVersion: 3 };
const { visit } = ticket;
if (visit === null) throw new Error("the planned ticket has a visit");
const { departedAt: _d, arrivedAt: _a, finishedAt: _f, offer, ...fields } = visit;
const given: BoardAction = {
  actionId: "a1" as Id<"boardActions">,
  by: { ar: "سارة", en: "Sara" },
  mine: true,
  gestureId: "gesture-1",
  reversible: true,
  at: NOW - 60_000,
  state: "done",
  changedAt: NOW - 60_000,
  changedBy: { ar: "سارة", en: "Sara" },
  tickets: [
    {
      ticketId: ticket.ticketId,
      number: ticket.number,
      before: { status: "new", priority: "normal", visit: null },
      after: { status: "scheduled", priority: "normal", visit: { ...fields, offer: offer.state } },
      versionBefore: 1,
      versionAfter: 3,
    },
  ],
};

function open(action: BoardAction | null, over: Partial<typeof ticket> = {}) {
  const card = { ...ticket, ...over };
  const view = renderBoard({
    tickets: [leak, cooling, card],
    visits: [{ ...planned, ticket: card }],
  });
  view.convex.answer(api.boardActions.own, () => ({ undo: action, redo: null }));
  view.convex.answer(api.boardActions.list, () => ({
    page: action === null ? [] : [action],
    isDone: true,
    continueCursor: "end",
  }));
  return view;
}
const lanes = () => screen.getByRole("region", { name: "Technicians and hours" });

describe("undo", () => {
  test("[S-35] the button names what it would undo, and does it at once", async () => {
    const { convex } = open(given);
    const button = await screen.findByRole("button", { name: /^Undo: .*TK-PLAN.* given to .*Fahd.*Ctrl\+Z/ });
    expect(screen.getByRole("button", { name: "Nothing of yours to redo here" })).toBeDisabled();
    await userEvent.click(button);
    expect(convex.mutations[0]).toMatchObject({ name: "boardActions:undo", args: { actionId: "a1" } });
    // Drawn before the server has answered.
    expect(within(lanes()).queryByText(/Washer stopped/)).toBeNull();
    await convex.mutations[0]?.resolve({ actionId: "a1", tickets: [], replayed: false });
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("Undone: TK-PLAN given to Fahd");
  });

  test("[S-35] Ctrl+Z undoes, also on an Arabic layout; not while somebody types", async () => {
    const { convex } = open(given);
    await screen.findByRole("button", { name: /^Undo: .*TK-PLAN/ });
    const user = userEvent.setup();
    const field = document.body.appendChild(document.createElement("input"));
    field.focus();
    await user.keyboard("{Control>}z{/Control}");
    expect(convex.mutations).toHaveLength(0);
    field.remove();
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "ئ", code: "KeyZ", ctrlKey: true, bubbles: true }),
    );
    expect(convex.mutations.map(({ name }) => name)).toEqual(["boardActions:undo"]);
    // A key held down sends one.
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: "z", code: "KeyZ", ctrlKey: true, bubbles: true }),
    );
    expect(convex.mutations).toHaveLength(1);
  });

  test("[S-35] what changed since is told, with who did it, and nothing is sent", async () => {
    const { convex } = open(given, {
      version: 4,
      contentVersion: 4,
      lastChange: { action: "confirm_visit", by: { ar: "هدى", en: "Huda" }, at: NOW - 1000 },
    });
    const button = await screen.findByRole("button", { name: /In the way:.*Huda/ });
    await userEvent.click(button);
    expect(convex.mutations).toHaveLength(0);
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("It cannot be undone any more");
    expect(plain(toast.textContent)).toContain("Huda");
  });

  test("[S-35] the server's refusal brings the visit back and says every reason", async () => {
    const { convex } = open(given);
    await userEvent.click(await screen.findByRole("button", { name: /^Undo: .*TK-PLAN/ }));
    const blockers = [
      {
        code: "changedMeanwhile",
        number: "TK-PLAN",
        by: { ar: "هدى", en: "Huda" },
        changedAt: NOW,
        action: "start_trip",
      },
    ];
    await convex.mutations[0]?.reject(
      new ConvexError({
        v: 1,
        code: "board.refused",
        params: { tickets: [{ number: "TK-PLAN", blockers }] },
      }),
    );
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toMatch(/TK-PLAN.*Huda/);
    expect(within(lanes()).getByText(/Washer stopped/)).toBeInTheDocument();
  });
});

describe("activity", () => {
  test("[S-35] who did what when; others' gestures without an undo, undone ones with who undid them", async () => {
    const { convex } = open(given);
    const others: BoardAction = {
      ...given,
      actionId: "a2" as Id<"boardActions">,
      by: { ar: "منى", en: "Mona" },
      mine: false,
      gestureId: null,
      reversible: false,
      state: "undone",
      changedBy: { ar: "هدى", en: "Huda" },
    };
    convex.answer(api.boardActions.list, ({ branchId }) => {
      expect(branchId).toBe(branch.branchId);
      return { page: [given, others], isDone: true, continueCursor: "end" };
    });
    await userEvent.click(screen.getByRole("button", { name: "Activity" }));
    const list = await screen.findByRole("dialog", { name: "Activity" });
    const [mine, hers] = within(list).getAllByRole("listitem");
    expect(plain(mine?.textContent ?? "")).toContain("You");
    expect(plain(hers?.textContent ?? "")).toMatch(/Mona.*undone by Huda/);
    expect(within(hers ?? list).queryByRole("button", { name: /^(Undo|Redo)/ })).toBeNull();
    await userEvent.click(within(mine ?? list).getByRole("button", { name: /^Undo: .*TK-PLAN/ }));
    expect(convex.mutations[0]).toMatchObject({ name: "boardActions:undo", args: { actionId: "a1" } });
    await userEvent.click(within(hers ?? list).getByRole("button", { name: /^Open .*TK-PLAN/ }));
  });
});

describe("a long list of what was done", () => {
  const list = () => screen.getByRole("dialog", { name: "Activity" });
  const show = () => userEvent.click(screen.getByRole("button", { name: "Activity" }));

  test("[S-35] nothing yet says so; while it is on its way it does not", async () => {
    const { convex } = renderBoard();
    await show();
    expect(list()).not.toHaveTextContent("Nothing yet");
    await act(async () => {
      convex.answer(api.boardActions.list, () => ({ page: [], isDone: true, continueCursor: "end" }));
      await Promise.resolve();
    });
    await waitFor(() => expect(list()).toHaveTextContent("Nothing yet"));
  });

  test("[S-35] older ones come when asked for; of many tickets the first are named and the others counted", async () => {
    const tickets = Array.from({ length: 7 }, (_, index) => ({
      ...given.tickets[0],
      ticketId: `t${index}`,
      number: `TK-${index}`,
    })) as unknown as BoardAction["tickets"];
    const many = { ...given, tickets };
    const older = {
      ...given,
      actionId: "a0" as Id<"boardActions">,
      by: { ar: "منى", en: "Mona" },
      mine: false,
    };
    const { convex } = renderBoard();
    convex.answer(api.boardActions.list, ({ paginationOpts }) =>
      paginationOpts.cursor === null
        ? { page: [many], isDone: false, continueCursor: "next" }
        : { page: [older], isDone: true, continueCursor: "end" },
    );
    await show();
    const [row] = within(list()).getAllByRole("listitem");
    expect(within(row as HTMLElement).getAllByRole("button", { name: /^Open/ })).toHaveLength(4);
    expect(plain(row?.textContent)).toContain("and 3 more");
    expect(within(list()).getAllByRole("listitem")).toHaveLength(1);
    await userEvent.click(within(list()).getByRole("button", { name: "Show older" }));
    await waitFor(() => expect(within(list()).getAllByRole("listitem")).toHaveLength(2));
    expect(within(list()).queryByRole("button", { name: "Show older" })).toBeNull();
  });
});

test("[S-35] the key pressed while a drop is on its way waits for it, instead of undoing what was done before", async () => {
  const { convex } = open(given);
  convex.underWay = 1;
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(convex.mutations).toHaveLength(0);
  const newer = { ...given, actionId: "a9" as Id<"boardActions">, gestureId: "gesture-9" };
  await act(async () => {
    convex.answer(api.boardActions.own, () => ({ undo: newer, redo: null }));
    convex.underWay = 0;
    await Promise.resolve();
  });
  await waitFor(() =>
    expect(convex.mutations[0]).toMatchObject({ name: "boardActions:undo", args: { actionId: "a9" } }),
  );
});
