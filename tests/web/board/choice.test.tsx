/* Several tickets selected and changed together: the habits of a file manager, the bar, the choice when some cannot go. */
import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { sequenceStarts } from "../../../shared/boardActions/sequence";
import { type CsvColumn, ticketCsv } from "../../../web/features/board/bulk/ticketCsv";
import { all, NO_CHOICE, range, toggle, touch } from "../../../web/features/board/choice/choiceState";
import { at, cooling, leak, NOW, planned, ticket } from "../support/boardRows";
import { plain } from "../support/plainText";
import { renderBoard } from "../support/renderBoard";

vi.mock("../../../web/map/DispatchMap", () => ({ DispatchMap: () => <div data-testid="map" /> }));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the habits of a file manager", () => {
  const order = ["a", "b", "c", "d", "e"];
  test("[D-03] toggle, range, range added, all", () => {
    const one = toggle(NO_CHOICE, "b", null);
    expect(toggle(one, "b", null).ids).toEqual([]);
    expect(range(one, "d", order, false)).toEqual({ ids: ["b", "c", "d"], anchor: "b" });
    // A second range begins at the same place.
    expect(range(range(one, "d", order, false), "a", order, false).ids).toEqual(["a", "b"]);
    expect(range({ ids: ["e"], anchor: "b" }, "c", order, true).ids).toEqual(["e", "b", "c"]);
    expect(all(order).ids).toEqual(order);
    // The ticket that is open is the first of the selection.
    expect(toggle(touch("a"), "c", "a").ids).toEqual(["a", "c"]);
    expect(range(touch("b"), "d", order, false).ids).toEqual(["b", "c", "d"]);
    expect(range(NO_CHOICE, "z", order, false)).toBe(NO_CHOICE);
  });
});

describe("one after another", () => {
  test("[D-03] lengths and the way between, in steps of five minutes", () => {
    const here = { lat: 24.7, lng: 46.7 };
    const near = { lat: 24.72, lng: 46.7 };
    const starts = sequenceStarts(
      [
        { minutes: 60, point: here },
        { minutes: 45, point: near },
        { minutes: 30, point: null },
      ],
      at(9),
    );
    // Two kilometres and a bit take six minutes, an unknown way fifteen.
    expect(starts).toEqual([at(9), at(10, 10), at(11, 10)]);
  });
});

describe("export", () => {
  const words = {
    header: (column: CsvColumn) => column,
    status: () => "جديدة",
    priority: () => "normal",
    workType: () => "AC",
    city: () => "الرياض",
    technician: () => "",
  };
  test("[D-03] UTF-8 with its mark, quotes, local times, and nothing a spreadsheet would run", () => {
    const rows = [
      ticket({
        id: "x",
        problem: '=HYPERLINK("http://evil","x")',
        contactName: 'Said "Abu, Ali"',
        phone: "+966 501234567",
      }),
      ticket({ id: "y", problem: "@SUM(1)", contactName: "-2+3", address: "\tcmd" }),
    ];
    const text = ticketCsv(rows, words, "Asia/Riyadh");
    expect(text.charCodeAt(0)).toBe(0xfeff);
    const [header, first, second] = text.slice(1).split("\r\n");
    expect(header?.startsWith("number,status,priority")).toBe(true);
    expect(first).toContain(`"'=HYPERLINK(""http://evil"",""x"")"`);
    expect(first).toContain('"Said ""Abu, Ali"""');
    expect(first).toContain(",+966 501234567,");
    expect(first).toContain("الرياض");
    expect(second).toContain("'@SUM(1)");
    expect(second).toContain("'-2+3");
    expect(second).toContain("'\tcmd");
  });
});

/** Judging everybody takes a moment on a busy machine. */
const PATIENT = { timeout: 4000 };
const queue = () => screen.getByRole("region", { name: "Tickets" });
const card = (problem: RegExp) => within(queue()).getByRole("button", { name: problem });
const bar = () => screen.queryByRole("toolbar", { name: "Selected tickets" });

describe("several tickets on the board", () => {
  test("[D-03] Ctrl and a click, Shift and a click, Escape; told how many", async () => {
    renderBoard();
    const user = userEvent.setup();
    expect(bar()).toBeNull();
    fireEvent.click(card(/^Kitchen leak/), { ctrlKey: true });
    expect(plain(bar()?.textContent ?? "")).toContain("1 selected");
    fireEvent.click(card(/^AC not cooling/), { shiftKey: true });
    expect(screen.getAllByRole("status").some((node) => plain(node.textContent) === "2 selected")).toBe(true);
    await user.keyboard("{Escape}");
    expect(bar()).toBeNull();
    // A plain click is about one ticket.
    fireEvent.click(card(/^AC not cooling/), { ctrlKey: true });
    fireEvent.click(card(/^Kitchen leak/));
    expect(bar()).toBeNull();
  });

  test("[D-03] by keyboard: the whole list, one with Ctrl and space, further with Shift and an arrow", async () => {
    renderBoard();
    const user = userEvent.setup();
    card(/^Kitchen leak/).focus();
    await user.keyboard("{Control>}a{/Control}");
    expect(plain(bar()?.textContent ?? "")).toContain("2 selected");
    await user.keyboard("{Escape}{Control>} {/Control}{Shift>}{ArrowDown}{/Shift}");
    expect(plain(bar()?.textContent ?? "")).toContain("2 selected");
  });

  test("[D-03] assign to…: one call for all of them, with one undo", async () => {
    const other = ticket({ id: "tap", problem: "Dripping tap", workType: "plumbing" });
    const { convex } = renderBoard({ tickets: [leak, other, planned.ticket] });
    const user = userEvent.setup();
    fireEvent.click(card(/^Kitchen leak/), { ctrlKey: true });
    fireEvent.click(card(/^Dripping tap/), { ctrlKey: true });
    await user.click(within(bar() ?? queue()).getByRole("button", { name: "Assign to…" }));
    const dialog = await screen.findByRole("dialog", { name: /^Assign .*2.* tickets/ }, PATIENT);
    await user.click(within(dialog).getByRole("button", { name: /Nora/ }));
    const [sent] = convex.mutations;
    expect(sent).toMatchObject({
      name: "boardActions:bulk",
      args: {
        change: {
          kind: "place",
          tickets: [
            { ticketId: "leak", expectedVersion: 1, technicianId: "nora", startsAt: null },
            { ticketId: "tap", expectedVersion: 1, technicianId: "nora", startsAt: null },
          ],
        },
      },
    });
    // Drawn before the answer.
    expect(within(queue()).queryByText("Dripping tap")).toBeNull();
    await sent?.resolve({ changed: 2, unchanged: 0, replayed: false });
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("2 tickets assigned");
    await user.click(within(toast).getByRole("button", { name: "Undo" }));
    expect(convex.mutations[1]).toMatchObject({
      name: "boardActions:undoOwn",
      args: { gestureId: sent?.args["operationId"] },
    });
  });

  test("[D-03] where one cannot go nothing goes, and the person decides about the others", async () => {
    const { convex } = renderBoard({ tickets: [leak, cooling, planned.ticket] });
    const user = userEvent.setup();
    fireEvent.click(card(/^Kitchen leak/), { ctrlKey: true });
    fireEvent.click(card(/^AC not cooling/), { ctrlKey: true });
    await user.click(within(bar() ?? queue()).getByRole("button", { name: "Assign to…" }));
    const dialog = await screen.findByRole("dialog", { name: /^Assign .*2.* tickets/ }, PATIENT);
    // Nora does plumbing only.
    await user.click(within(dialog).getByRole("button", { name: /Nora/ }));
    expect(convex.mutations).toHaveLength(0);
    const asked = await screen.findByRole("dialog", { name: /1.* of .*2.* can be moved/ }, PATIENT);
    expect(plain(asked.textContent)).toMatch(/TK-COOL.*Nora/);
    await user.click(within(asked).getByRole("button", { name: "Move the one that fits" }));
    expect(convex.mutations[0]).toMatchObject({
      name: "boardActions:bulk",
      args: { change: { kind: "place", tickets: [{ ticketId: "leak" }] } },
    });
  });

  test("[D-03] priority from the bar", async () => {
    const { convex } = renderBoard();
    const user = userEvent.setup();
    fireEvent.click(card(/^Kitchen leak/), { ctrlKey: true });
    fireEvent.click(card(/^AC not cooling/), { ctrlKey: true });
    await user.click(within(bar() ?? queue()).getByRole("button", { name: "Priority" }));
    await user.click(await screen.findByRole("menuitem", { name: "High" }));
    expect(convex.mutations[0]).toMatchObject({
      name: "boardActions:bulk",
      args: { change: { kind: "priority", priority: "high" } },
    });
    expect(within(bar() ?? queue()).getByRole("button", { name: "Unassign" })).toBeDisabled();
  });
});
