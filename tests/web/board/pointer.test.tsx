/* The drop by pointer: card to hour, card to head, card to a technician on the map, visit back to the queue. */
import { act, fireEvent, screen, within } from "@testing-library/react";
import i18next from "i18next";
import type { Ref } from "react";
import { useImperativeHandle } from "react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setPreferences } from "../../../web/lib/preferences";
import type { DispatchMapHandle, DispatchMapProps } from "../../../web/map/mapContract";
import { at, NOW } from "../support/boardRows";
import { plain } from "../support/plainText";
import { renderBoard } from "../support/renderBoard";

/** The canvas of the fake map: one technician symbol, one ticket symbol that can be pressed. */
vi.mock("../../../web/map/DispatchMap", () => ({
  DispatchMap: ({
    ref,
    onTicketPointerDown,
  }: DispatchMapProps & { readonly ref?: Ref<DispatchMapHandle> }) => {
    useImperativeHandle(ref, () => ({
      technicianAt: (x: number) => (x === 700 ? "fahd" : null),
      ticketAt: () => null,
      project: () => null,
      flyTo: () => undefined,
      look: () => undefined,
    }));
    return (
      <canvas
        data-testid="map"
        onPointerDown={(event) =>
          onTicketPointerDown?.({
            ticketId: "leak",
            clientX: event.clientX,
            clientY: event.clientY,
            pointerId: 1,
            pointerType: "mouse",
          })
        }
      />
    );
  },
}));

const TRACK = new DOMRect(0, 500, 1200, 48);
let under: Element | null = null;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ["Date"] });
  document.elementFromPoint = () => under;
});
afterEach(() => {
  vi.useRealTimers();
  under = null;
});

const press = { pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, bubbles: true };
const list = (name = "Tickets") => screen.getByRole("region", { name });

function lane(technicianId: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-drop="lane"][data-technician="${technicianId}"]`);
  if (found === null) throw new Error(`no lane of ${technicianId}`);
  found.getBoundingClientRect = () => TRACK;
  return found;
}

/** Presses on an element, moves away and over the target, and lets go there. */
async function drag(from: Element, target: Element | null, clientX: number) {
  await act(async () => {
    fireEvent.pointerDown(from, { ...press, clientX: 20, clientY: 20 });
    await Promise.resolve();
  });
  const move = async (x: number, y: number) => {
    await act(async () => {
      fireEvent.pointerMove(document.body, { ...press, clientX: x, clientY: y });
      await Promise.resolve();
    });
  };
  await move(40, 40);
  under = target;
  await move(clientX, 520);
  await act(async () => {
    fireEvent.pointerUp(document.body, { ...press, clientX, clientY: 520 });
    await Promise.resolve();
  });
}

const card = (text: string, region?: string) => {
  const found = within(list(region)).getByText(text).closest("li");
  if (found === null) throw new Error("no card");
  return found;
};

describe("drag by pointer", () => {
  test("[S-35] onto an hour of a lane: the ticket goes to that technician at that time", async () => {
    const { convex } = renderBoard();
    await drag(card("Kitchen leak"), lane("fahd"), 300);
    expect(convex.mutations[0]?.args).toMatchObject({
      ticketId: "leak",
      technicianId: "fahd",
      startsAt: at(11),
    });
  });

  test("[S-60] in Arabic the same hour lies on the other side", async () => {
    setPreferences({ locale: "ar" });
    await i18next.changeLanguage("ar");
    const { convex } = renderBoard();
    await drag(card("Kitchen leak", "التذاكر"), lane("fahd"), 1200 - 300);
    expect(convex.mutations[0]?.args).toMatchObject({ technicianId: "fahd", startsAt: at(11) });
  });

  test("[S-60] in Arabic with time from the left, it lies where the clock runs to", async () => {
    setPreferences({ locale: "ar", timeDirection: "ltr" });
    await i18next.changeLanguage("ar");
    const { convex } = renderBoard();
    await drag(card("Kitchen leak", "التذاكر"), lane("fahd"), 300);
    expect(convex.mutations[0]?.args).toMatchObject({ technicianId: "fahd", startsAt: at(11) });
  });

  test("[S-35] onto a technician's symbol on the map: assigned without a time", async () => {
    const { convex } = renderBoard();
    await drag(card("Kitchen leak"), screen.getByTestId("map"), 700);
    expect(convex.mutations[0]?.args).toMatchObject({ technicianId: "fahd", startsAt: null });
  });

  test("[S-35] from a ticket's symbol on the map onto a lane", async () => {
    const { convex } = renderBoard();
    await drag(screen.getByTestId("map"), lane("fahd"), 300);
    expect(convex.mutations[0]?.args).toMatchObject({
      ticketId: "leak",
      technicianId: "fahd",
      startsAt: at(11),
    });
  });

  test("[S-35] a visit goes back to the queue, and moves along its lane", async () => {
    const { convex } = renderBoard();
    const block = () => within(lane("fahd")).getByRole("button", { name: /TK-PLAN/ });
    await drag(block(), document.querySelector('[data-drop="queue"]'), 5);
    expect(convex.mutations[0]?.args).toMatchObject({ ticketId: "plan", action: "unassign" });
  });

  test("[S-35] over somebody who cannot take it, every reason follows the pointer and nothing is sent", async () => {
    const { convex } = renderBoard();
    const track = lane("nora");
    await act(async () => {
      fireEvent.pointerDown(card("AC not cooling"), { ...press, clientX: 20, clientY: 20 });
      await Promise.resolve();
    });
    await act(async () => {
      fireEvent.pointerMove(document.body, { ...press, clientX: 40, clientY: 40 });
      await Promise.resolve();
    });
    under = track;
    await act(async () => {
      fireEvent.pointerMove(document.body, { ...press, clientX: 50, clientY: 520 });
      await Promise.resolve();
    });
    expect(plain(document.body.textContent)).toContain("Nora lacks: Cooling.");
    expect(plain(document.body.textContent)).toContain("08:30 is already over.");
    await act(async () => {
      fireEvent.pointerUp(document.body, { ...press, clientX: 50, clientY: 520 });
      await Promise.resolve();
    });
    expect(convex.mutations).toHaveLength(0);
    expect(within(list()).getByText("AC not cooling")).toBeInTheDocument();
    const toast = await screen.findByRole("alertdialog");
    expect(plain(toast.textContent)).toContain("Nora lacks: Cooling.");
    expect(plain(toast.textContent)).toContain("08:30 is already over.");
  });

  test("[S-35] let go over nothing, or taken away by the system, changes nothing", async () => {
    const { convex } = renderBoard();
    await drag(card("Kitchen leak"), null, 300);
    expect(convex.mutations).toHaveLength(0);
    expect(within(list()).getByText("Kitchen leak")).toBeInTheDocument();
  });
});
