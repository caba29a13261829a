/* Selecting several is one and the same thing in the queue, the grid, the map and its list twin [S-21, S-35]. */
import { fireEvent, render, renderHook, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { BoardGrid } from "../../../web/features/board/BoardGrid";
import { LiftContext } from "../../../web/features/board/carryContext";
import { box, NO_CHOICE, toggleAll } from "../../../web/features/board/choice/choiceState";
import { ChoiceStore } from "../../../web/features/board/choice/choiceStore";
import { useLinkedChoice } from "../../../web/features/board/choice/useLinkedChoice";
import { TicketActionsContext } from "../../../web/features/board/ticketActions";
import type { DispatchMapProps } from "../../../web/map/mapContract";
import { MapList } from "../../../web/map/MapList";
import { NOW, planned, ticket, ZONE } from "../support/boardRows";
import { plain } from "../support/plainText";
import { renderBoard } from "../support/renderBoard";

// The canvas is not drawn here: its list twin stands for it, and what the map would tell is told by hand.
let drawn: DispatchMapProps | null = null;
vi.mock("../../../web/map/DispatchMap", () => ({
  DispatchMap: (props: DispatchMapProps) => {
    drawn = props;
    return (
      <section aria-label="Twin">
        <MapList
          tickets={props.tickets}
          technicians={[]}
          selection={props.selection}
          nowMs={0}
          choice={props.choice}
          onSelect={props.onSelect}
        />
      </section>
    );
  },
}));

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  drawn = null;
});
afterEach(() => {
  vi.useRealTimers();
});

const region = (name: string) =>
  document.querySelector<HTMLElement>(`section[aria-label="${name}"]`) ?? document.body;
const queue = () => region("Tickets");
const twin = () => region("Twin");
const grid = () => region("Grid");
const bar = () => document.querySelector('[role="toolbar"][aria-label="Selected tickets"]');
const count = () => /\d+/.exec(plain(bar()?.textContent ?? "none"))?.[0] ?? "none";
/** The button of a ticket in one of them; by its mark, because names of a whole board take long to compute. */
const face = (where: HTMLElement, id: string) => {
  const found = where.querySelector<HTMLElement>(`[data-ticket="${id}"] [data-card]`);
  if (found === null) throw new Error(`${id} is not there`);
  return found;
};
const inTwin = (id: string) => face(twin(), id);
const pressed = (where: HTMLElement) =>
  [...where.querySelectorAll<HTMLElement>('[data-card][aria-pressed="true"]')]
    .map((card) => card.closest<HTMLElement>("[data-ticket]")?.dataset["ticket"] ?? "")
    .sort((a, b) => a.localeCompare(b));

describe("one selection", () => {
  test("[S-21] begun in the queue it goes on in the twin and stands in both, and on the map", () => {
    renderBoard();
    fireEvent.click(face(queue(), "leak"), { ctrlKey: true });
    fireEvent.click(inTwin("plan"), { metaKey: true });
    expect(count()).toBe("2");
    expect(pressed(twin())).toEqual(["leak", "plan"]);
    expect([...(drawn?.choice?.ids ?? [])]).toEqual(["leak", "plan"]);
    // A plain click is about one ticket, here as everywhere.
    fireEvent.click(inTwin("cool"));
    expect(bar()).toBeNull();
    expect(pressed(twin())).toEqual(["cool"]);
  });

  test("[S-21] in the twin: a range, all, by keyboard, and the whole stack lifted by space", async () => {
    const others = ["a", "b"].map((id) => ticket({ id, workType: "plumbing", priority: "urgent" }));
    renderBoard({ tickets: [...others, planned.ticket] });
    const user = userEvent.setup();
    fireEvent.click(inTwin("a"), { ctrlKey: true });
    fireEvent.click(inTwin("b"), { shiftKey: true });
    expect(count()).toBe("2");
    inTwin("a").focus();
    await user.keyboard("{Escape}{Shift>}{ArrowDown}{/Shift}");
    expect(document.activeElement).toBe(inTwin("b"));
    expect(count()).toBe("2");
    await user.keyboard("{Escape}{Control>}a{/Control}");
    expect(count()).toBe("3");
    await user.keyboard("{Escape}{Control>} {/Control}");
    expect(count()).toBe("1");
    fireEvent.click(inTwin("a"), { ctrlKey: true });
    inTwin("a").focus();
    await user.keyboard(" ");
    expect(screen.getAllByText(/and .*1.* more/).length).toBeGreaterThan(0);
    // All that are in the hand fade, wherever they lie.
    const faded = (where: HTMLElement) =>
      [...where.querySelectorAll<HTMLElement>(".opacity-40")].map((one) => one.dataset["ticket"]);
    expect(faded(twin())).toEqual(["a", "b"]);
    expect(faded(queue())).toEqual(["a", "b"]);
    expect([...(drawn?.drag?.ticketIds ?? [])].sort((a, b) => a.localeCompare(b))).toEqual(["a", "b"]);
    await user.keyboard("{Escape}");
    expect(faded(document.body)).toEqual([]);
    expect(drawn?.drag).toBeNull();
  });

  test("[S-21] on the map: keys add and take out, a box takes what it holds, one more adds with Shift", async () => {
    renderBoard();
    const keys = { many: true, range: false };
    const none = { many: false, range: false };
    const press = (ids: string[], held = keys) => {
      let selecting: boolean | undefined;
      fireEvent.focus(document.body);
      selecting = drawn?.choice?.onPress(ids, held);
      return selecting;
    };
    expect(press(["leak"])).toBe(true);
    await waitFor(() => expect(count()).toBe("1"));
    // A heap joins whole and leaves whole.
    expect(press(["cool", "plan"])).toBe(true);
    await waitFor(() => expect(count()).toBe("3"));
    press(["cool", "plan"]);
    await waitFor(() => expect(count()).toBe("1"));
    drawn?.choice?.onBox(["cool"], false);
    await waitFor(() => expect(pressed(twin())).toEqual(["cool"]));
    drawn?.choice?.onBox(["plan"], true);
    await waitFor(() => expect(pressed(twin())).toEqual(["cool", "plan"]));
    expect(press(["leak"], none)).toBe(false);
    await waitFor(() => expect(bar()).toBeNull());
    // Fingers have no keys: the switch makes every press select.
    fireEvent.click(screen.getByRole("button", { name: "Select several" }));
    expect(press(["leak"], none)).toBe(true);
    await waitFor(() => expect(count()).toBe("1"));
    fireEvent.click(inTwin("cool"));
    expect(count()).toBe("2");
  });

  test("[S-22] in the grid: keys, range, switch, the same marks as the queue", async () => {
    renderBoard();
    await userEvent.click(screen.getByRole("button", { name: "Show cards instead of the map" }));
    const card = (id: string) => face(grid(), id);
    fireEvent.click(card("leak"), { ctrlKey: true });
    fireEvent.click(card("plan"), { shiftKey: true });
    expect(count()).toBe("3");
    expect(face(queue(), "leak")).toHaveAttribute("aria-pressed", "true");
    const user = userEvent.setup();
    await user.keyboard("{Escape}");
    card("leak").focus();
    await user.keyboard("{Control>} {/Control}");
    expect(count()).toBe("1");
    await user.keyboard("{Control>}a{/Control}");
    expect(count()).toBe("3");
    await user.keyboard("{Escape}");
    fireEvent.click(screen.getByRole("button", { name: "Select several" }));
    fireEvent.click(card("leak"));
    fireEvent.click(card("cool"));
    expect(count()).toBe("2");
  });

  test("[S-22] a range and all reach beyond the cards that are drawn", async () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      ticket({ id: `m${index}`, requestedAt: NOW - index * 1_000 }),
    );
    const choice = new ChoiceStore();
    const nothing = () => undefined;
    render(
      <LiftContext.Provider value={{ carriedIds: new Set(), lift: nothing, canLift: () => true, choice }}>
        <TicketActionsContext.Provider
          value={{
            select: nothing,
            canAssign: () => true,
            assign: nothing,
            showOnMap: nothing,
            message: nothing,
            openPage: nothing,
          }}
        >
          <BoardGrid
            tickets={many}
            technicians={[]}
            zone={ZONE}
            now={NOW}
            selectedTicket={null}
            filtering={false}
            onClearFilters={nothing}
          />
        </TicketActionsContext.Provider>
      </LiftContext.Provider>,
    );
    expect(grid().querySelectorAll("li").length).toBeLessThan(100);
    const user = userEvent.setup();
    const [first] = grid().querySelectorAll<HTMLElement>("[data-card]");
    first?.focus();
    await user.keyboard("{Shift>}{ArrowRight}{/Shift}");
    expect(choice.current().ids).toEqual(["m0", "m1"]);
    await user.keyboard("{Control>}a{/Control}");
    expect(choice.current().ids).toHaveLength(400);
    choice.clear();
    first?.focus();
    await user.keyboard("{Shift>}{End}{/Shift}");
    expect(choice.current().ids).toHaveLength(400);
  });
});

describe("the state of it", () => {
  test("[S-21] heaps and boxes", () => {
    const heap = toggleAll(NO_CHOICE, ["a", "b"], "open");
    expect(heap.ids).toEqual(["open", "a", "b"]);
    expect(toggleAll(heap, ["b", "c"], null).ids).toEqual(["open", "a", "b", "c"]);
    expect(toggleAll(heap, ["a", "b"], null).ids).toEqual(["open"]);
    expect(box(heap, ["c"], false).ids).toEqual(["c"]);
    expect(box(heap, ["a", "c"], true).ids).toEqual(["open", "a", "b", "c"]);
    expect(box(heap, [], true)).toBe(heap);
    expect(box(heap, [], false).ids).toEqual([]);
  });

  test("[S-35] windows of one board select as one, a late one asks, others are left alone", async () => {
    const link = crypto.randomUUID();
    const [main, map, other, late] = [0, 1, 2, 3].map(() => new ChoiceStore()) as [
      ChoiceStore,
      ChoiceStore,
      ChoiceStore,
      ChoiceStore,
    ];
    renderHook(() => useLinkedChoice(main, link));
    renderHook(() => useLinkedChoice(map, link));
    renderHook(() => useLinkedChoice(other, crypto.randomUUID()));
    main.update((choice) => toggleAll(choice, ["a", "b"], null));
    await waitFor(() => expect(map.current().ids).toEqual(["a", "b"]));
    map.update((choice) => toggleAll(choice, ["a"], null));
    await waitFor(() => expect(main.current().ids).toEqual(["b"]));
    renderHook(() => useLinkedChoice(late, link));
    await waitFor(() => expect(late.current().ids).toEqual(["b"]));
    late.clear();
    await waitFor(() => expect([main.current().ids, map.current().ids]).toEqual([[], []]));
    expect(other.current().ids).toEqual([]);
  });
});
