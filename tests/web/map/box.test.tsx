/* A box over the map, presses with keys, and a stack lifted from a heap, over a scripted surface [S-21, S-23]. */
import { act, fireEvent, render, renderHook } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { MapBox } from "../../../web/map/MapBox";
import type { MapChoice, MapKeys, MapTicket } from "../../../web/map/mapContract";
import type { MapHit, MapPixel, MapSurface } from "../../../web/map/mapSurface";
import { LAYER } from "../../../web/map/overlayLayers";
import { ticketFeatures } from "../../../web/map/ticketFeatures";
import { useMapPointer } from "../../../web/map/useMapPointer";

const ticket = (id: string, lng: number, lat: number): MapTicket => ({
  id,
  number: `TK-${id}`,
  title: id,
  statusLabel: "New",
  point: { lat, lng },
  phase: "requested",
  letter: "N",
  urgency: "normal",
  technicianId: null,
  draggable: id !== "fixed",
});
const tickets = [ticket("a", 10, 10), ticket("b", 90, 40), ticket("c", 300, 300), ticket("fixed", 20, 20)];

function scripted() {
  const element = document.createElement("div");
  document.body.append(element);
  const panning = vi.fn<(on: boolean) => void>();
  let click: (at: MapPixel, keys: MapKeys) => void = () => undefined;
  let hits: MapHit[] = [];
  // A degree is a pixel here.
  const surface = {
    element: () => element,
    project: ({ lat, lng }: { lat: number; lng: number }) => ({ x: lng, y: lat }),
    inView: ({ lng }: { lng: number }) => lng < 100,
    hits: (_at: MapPixel, _reach: number, layers: readonly string[]) =>
      hits.filter(({ layerId }) => layers.includes(layerId)),
    setPanning: panning,
    setCursor: () => undefined,
    onClick: (listener: typeof click) => {
      click = listener;
      return () => undefined;
    },
    onPointer: () => () => undefined,
  } as unknown as MapSurface;
  return {
    surface,
    element,
    panning,
    click: (keys: MapKeys) => act(() => click({ x: 0, y: 0 }, keys)),
    under: (...ids: string[]) => {
      hits = [
        {
          layerId: LAYER.tickets,
          properties: { id: ids[0], members: ids.length > 1 ? ids.join("|") : "" },
          point: { lat: 0, lng: 0 },
        },
      ];
    },
    nothing: () => {
      hits = [];
    },
  };
}

function chooser(ids: string[] = []) {
  const onPress = vi.fn<MapChoice["onPress"]>(() => true);
  const onBox = vi.fn<MapChoice["onBox"]>();
  return { ids: new Set(ids), onPress, onBox, Row: () => null };
}

/** jsdom has pointer events, but not their fields in every version: said by hand. */
function point(type: string, on: EventTarget, x: number, y: number, keys: Partial<MouseEventInit> = {}) {
  const event = new MouseEvent(type, { bubbles: true, clientX: x, clientY: y, button: 0, ...keys });
  Object.assign(event, { pointerId: 1, isPrimary: true, pointerType: "mouse" });
  act(() => void on.dispatchEvent(event));
}

const NO_KEYS = { many: false, range: false };
const CTRL = { many: true, range: false };

describe("a box over the map", () => {
  test("[S-21] Shift and a drag add what lies inside; the map stands still meanwhile", () => {
    const stage = scripted();
    const choice = chooser();
    const view = render(
      <MapBox surface={stage.surface} tickets={tickets} choice={choice} armed={false} onDisarm={vi.fn()} />,
    );
    point("pointerdown", stage.element, 100, 60, { shiftKey: true });
    expect(stage.panning).toHaveBeenLastCalledWith(false);
    point("pointermove", window, 0, 0, { shiftKey: true });
    expect(view.container.querySelector('[data-map-box="frame"]')).not.toBeNull();
    point("pointerup", window, 0, 0, { shiftKey: true });
    expect(choice.onBox).toHaveBeenCalledExactlyOnceWith(["a", "b", "fixed"], true);
    expect(stage.panning).toHaveBeenLastCalledWith(true);
    expect(view.container.querySelector('[data-map-box="frame"]')).toBeNull();
    // Without the key it is the map that is dragged.
    point("pointerdown", stage.element, 100, 60);
    point("pointerup", window, 0, 0);
    expect(choice.onBox).toHaveBeenCalledOnce();
  });

  test("[S-21] with the button any drag draws one, once; Escape takes it back; a tap selects what it meets", () => {
    const stage = scripted();
    const choice = chooser();
    const disarm = vi.fn();
    const view = render(
      <MapBox surface={stage.surface} tickets={tickets} choice={choice} armed onDisarm={disarm} />,
    );
    const ground = view.container.querySelector('[data-map-box="ground"]') as HTMLElement;
    point("pointerdown", ground, 0, 0);
    point("pointermove", window, 50, 50);
    fireEvent.keyDown(window, { key: "Escape" });
    point("pointerup", window, 50, 50);
    expect(choice.onBox).not.toHaveBeenCalled();
    stage.under("a");
    point("pointerdown", ground, 10, 10);
    point("pointerup", window, 11, 10);
    expect(choice.onPress).toHaveBeenCalledWith(["a"], { many: true, range: false });
    disarm.mockClear();
    point("pointerdown", ground, 0, 0);
    point("pointerup", window, 50, 50);
    expect(choice.onBox).toHaveBeenCalledExactlyOnceWith(["a", "fixed"], false);
    expect(disarm).toHaveBeenCalledOnce();
  });

  test("[S-21] Ctrl+A on the map selects what is in sight", () => {
    const stage = scripted();
    const choice = chooser();
    render(
      <MapBox surface={stage.surface} tickets={tickets} choice={choice} armed={false} onDisarm={vi.fn()} />,
    );
    fireEvent.keyDown(stage.element, { code: "KeyA", ctrlKey: true });
    expect(choice.onBox).toHaveBeenCalledWith(["a", "b", "fixed"], false);
  });
});

describe("presses on symbols", () => {
  const wishes = (choice: MapChoice | undefined) => ({
    tickets,
    onSelect: vi.fn(),
    onPile: vi.fn(),
    choice,
    onTicketPointerDown: vi.fn(),
    dragging: false,
    still: true,
  });

  test("[S-21] Ctrl selects a symbol or a heap and opens nothing; a plain press on a heap opens it", () => {
    const stage = scripted();
    const choice = chooser();
    const given = wishes(choice);
    renderHook(() => useMapPointer(stage.surface, given));
    stage.under("a");
    stage.click(CTRL);
    stage.under("a", "b");
    stage.click(CTRL);
    expect(choice.onPress.mock.calls).toEqual([
      [["a"], CTRL],
      [["a", "b"], CTRL],
    ]);
    stage.nothing();
    stage.click(CTRL);
    expect(given.onSelect).not.toHaveBeenCalled();
    expect(given.onPile).not.toHaveBeenCalled();
    stage.under("a", "b");
    stage.click(NO_KEYS);
    expect(given.onPile).toHaveBeenCalledWith(["a", "b"], { lat: 0, lng: 0 });
    choice.onPress.mockReturnValue(false);
    stage.under("a");
    stage.click(NO_KEYS);
    expect(given.onSelect).toHaveBeenCalledWith({ kind: "ticket", id: "a" });
  });

  test("[S-23] a heap is lifted by a selected one of it, never by Shift, and not where none is selected", () => {
    const stage = scripted();
    const given = wishes(chooser(["b"]));
    const { unmount } = renderHook(() => useMapPointer(stage.surface, given));
    stage.under("a", "b");
    point("pointerdown", stage.element, 1, 1, { shiftKey: true });
    expect(given.onTicketPointerDown).not.toHaveBeenCalled();
    point("pointerdown", stage.element, 1, 1);
    expect(given.onTicketPointerDown).toHaveBeenCalledWith(expect.objectContaining({ ticketId: "b" }));
    unmount();
    const alone = wishes(chooser());
    renderHook(() => useMapPointer(stage.surface, alone));
    point("pointerdown", stage.element, 1, 1);
    stage.under("fixed");
    point("pointerdown", stage.element, 1, 1);
    expect(alone.onTicketPointerDown).not.toHaveBeenCalled();
  });

  test("[S-23] selected symbols leave their clusters; those on one point stay one heap", () => {
    const twin = { ...ticket("d", 10, 10), urgency: "late" as const };
    const { clustered, alone } = ticketFeatures([...tickets, twin], {
      theme: "light",
      direction: "ltr",
      selectedId: null,
      chosenIds: new Set(["a", "d", "b"]),
      draggedIds: new Set(["b"]),
      unseen: new Set(),
    });
    expect(clustered.features.map(({ properties }) => properties.id)).toEqual(["c", "fixed"]);
    expect(alone.features.map(({ properties: { id, members, icon } }) => [id, members, icon])).toEqual([
      ["d", "d|a", expect.stringContaining("|selected|")],
      ["b", "", expect.stringContaining("|ghost|")],
    ]);
  });

  test("[S-23] every member of a carried stack leaves a print, those on one point a single one", () => {
    const twin = ticket("d", 10, 10);
    const { alone } = ticketFeatures([...tickets, twin], {
      theme: "light",
      direction: "ltr",
      selectedId: "a",
      chosenIds: new Set(["a", "d", "b"]),
      draggedIds: new Set(["a", "d", "b"]),
      unseen: new Set(),
    });
    expect(alone.features.map(({ properties: { id, pile, icon } }) => [id, pile, icon])).toEqual([
      ["a", 2, expect.stringContaining("|ghost|")],
      ["b", 1, expect.stringContaining("|ghost|")],
    ]);
  });
});
