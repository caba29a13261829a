/* Rows to drawn points: which symbol, which ring, where. */
import { describe, expect, test } from "vitest";
import type { MapTechnician, MapTicket } from "../../../web/map/mapContract";
import { symbolLook, symbolName } from "../../../web/map/symbolName";
import {
  headingEighth,
  RESTING_STALE_AFTER_MS,
  shownState,
  technicianFeatures,
  type TechnicianLook,
  threadLines,
  TRAVELLING_STALE_AFTER_MS,
} from "../../../web/map/technicianFeatures";
import { pileMembers, ticketFeatures, type TicketLook, urgencyRank } from "../../../web/map/ticketFeatures";

const NOW = 1_900_000_000_000;

const ticket = (id: string, over: Partial<MapTicket> = {}): MapTicket => ({
  id,
  number: `TK-${id}`,
  title: `Title ${id}`,
  statusLabel: "New",
  point: { lat: 24.7, lng: 46.7 },
  phase: "requested",
  letter: "N",
  urgency: "normal",
  technicianId: null,
  draggable: true,
  ...over,
});

const technician = (id: string, over: Partial<MapTechnician> = {}): MapTechnician => ({
  id,
  name: id,
  state: "available",
  fix: { point: { lat: 24.6, lng: 46.6 }, recordedAt: NOW - 1_000, accuracyM: 10, headingDeg: null },
  ...over,
});

const look: TicketLook = {
  theme: "light",
  direction: "rtl",
  selectedId: null,
  draggedIds: new Set(),
  unseen: new Set(),
};
const scene: TechnicianLook = {
  theme: "dark",
  nowMs: NOW,
  selection: null,
  drag: null,
  letters: { available: "A", busy: "B", on_route: "R", off_duty: "O", stale: "?" },
  placeOf: (_id, fix) => fix,
  pixelsAtZoom20: (lengthM) => lengthM * 10,
};

describe("[S-23] tickets on the map", () => {
  test("the symbol's name carries phase, letter, urgency and direction, and reads back to the same look", () => {
    const { clustered } = ticketFeatures(
      [ticket("1", { phase: "travelling", letter: "ط", urgency: "urgent" })],
      look,
    );
    const icon = clustered.features[0]?.properties.icon ?? "";
    expect(symbolLook(icon)).toEqual({
      kind: "ticket",
      theme: "light",
      phase: "travelling",
      letter: "ط",
      urgency: "urgent",
      direction: "rtl",
      mark: "plain",
      holder: "nobody",
    });
  });

  test("no technician is told apart from a technician without signal", () => {
    const rows = [
      ticket("1", { point: { lat: 24.1, lng: 46 } }),
      ticket("2", { point: { lat: 24.2, lng: 46 }, technicianId: "silent" }),
      ticket("3", { point: { lat: 24.3, lng: 46 }, technicianId: "heard" }),
    ];
    const { clustered } = ticketFeatures(rows, { ...look, unseen: new Set(["silent"]) });
    expect(clustered.features.map((one) => symbolLook(one.properties.icon))).toMatchObject([
      { holder: "nobody" },
      { holder: "unseen" },
      { holder: "seen" },
    ]);
  });

  test("tickets on one point are one pile, worst first, so that none lies unseen under another", () => {
    const rows = [
      ticket("1"),
      ticket("2", { urgency: "late" }),
      ticket("3", { point: { lat: 24.8, lng: 46.7 } }),
      ticket("4", { urgency: "high" }),
    ];
    const { clustered } = ticketFeatures(rows, look);
    expect(clustered.features.map((one) => one.properties.pile)).toEqual([3, 1]);
    const [pile, single] = clustered.features.map((one) => one.properties);
    expect(pile && pileMembers(pile)).toEqual(["2", "4", "1"]);
    expect(symbolLook(pile?.icon ?? "")).toMatchObject({ urgency: "late" });
    expect(single && pileMembers(single)).toEqual([]);
    // The selected one stands beside its pile on its own.
    const { clustered: rest, alone } = ticketFeatures(rows, { ...look, selectedId: "2" });
    expect(rest.features[0]?.properties.pile).toBe(2);
    expect(alone.features.map((one) => one.properties.id)).toEqual(["2"]);
  });

  test("the selected and the dragged ticket stand alone, so that no cluster swallows them", () => {
    const rows = ["1", "2", "3"].map((id) => ticket(id, { point: { lat: Number(id), lng: 46 } }));
    const { clustered, alone } = ticketFeatures(rows, {
      ...look,
      selectedId: "2",
      draggedIds: new Set(["3"]),
    });
    expect(clustered.features.map((one) => one.properties.id)).toEqual(["1"]);
    expect(alone.features.map((one) => symbolLook(one.properties.icon))).toMatchObject([
      { mark: "selected" },
      { mark: "ghost" },
    ]);
  });

  test("urgency ranks upwards, so a cluster's maximum is its worst member", () => {
    expect(Math.max(...(["normal", "urgent", "high"] as const).map(urgencyRank))).toBe(urgencyRank("urgent"));
    expect(urgencyRank("late")).toBeGreaterThan(urgencyRank("urgent"));
    expect(urgencyRank("normal")).toBeLessThan(urgencyRank("high"));
  });

  test("names of a basemap's own icons are not ours", () => {
    expect(symbolLook("airport_11")).toBeNull();
    expect(symbolLook("maydan|light|ticket|unknown|N|normal|rtl|plain")).toBeNull();
  });

  test("every look of a technician reads back", () => {
    const name = symbolName({
      kind: "technician",
      theme: "dark",
      state: "on_route",
      letter: "ط",
      fit: "possible",
      mark: "over",
      heading: 3,
    });
    expect(symbolLook(name)).toMatchObject({ state: "on_route", fit: "possible", mark: "over", heading: 3 });
  });
});

describe("[J-49] technicians on the map", () => {
  test("nobody without a fix is put anywhere", () => {
    const { features } = technicianFeatures([technician("a", { fix: null }), technician("b")], scene);
    expect(features.map((one) => one.properties.id)).toEqual(["b"]);
  });

  test("a travelling technician who falls silent becomes stale; a resting one does not so soon; off duty stays", () => {
    const silentFor = (ms: number, over: Partial<MapTechnician>) =>
      technician("a", {
        ...over,
        fix: { point: { lat: 0, lng: 0 }, recordedAt: NOW - ms, accuracyM: null, headingDeg: null },
      });
    expect(shownState(silentFor(TRAVELLING_STALE_AFTER_MS, { state: "on_route" }), NOW)).toBe("on_route");
    expect(shownState(silentFor(TRAVELLING_STALE_AFTER_MS + 1, { state: "on_route" }), NOW)).toBe("stale");
    expect(shownState(silentFor(TRAVELLING_STALE_AFTER_MS + 1, { state: "available" }), NOW)).toBe(
      "available",
    );
    expect(shownState(silentFor(RESTING_STALE_AFTER_MS + 1, { state: "available" }), NOW)).toBe("stale");
    expect(shownState(silentFor(RESTING_STALE_AFTER_MS + 1, { state: "off_duty" }), NOW)).toBe("off_duty");
  });

  test("during a drag each technician shows his own fit and the one under the pointer lies on top", () => {
    const drag = {
      ticketIds: new Set(["1"]),
      fits: new Map([
        ["a", "good"],
        ["b", "blocked"],
      ] as const),
      overTechnicianId: "b",
    };
    const { features } = technicianFeatures([technician("a"), technician("b"), technician("c")], {
      ...scene,
      drag,
    });
    expect(features.map((one) => symbolLook(one.properties.icon))).toMatchObject([
      { fit: "good", mark: "plain" },
      { fit: "blocked", mark: "over" },
      { fit: null, mark: "plain" },
    ]);
    const orders = features.map((one) => one.properties.order);
    expect(orders[1]).toBe(Math.max(...orders));
  });

  test("[c-19] a coarse fix of a traveller shows its circle of uncertainty, a fine one and a resting one do not", () => {
    const coarse = { point: { lat: 0, lng: 0 }, recordedAt: NOW, accuracyM: 300, headingDeg: 90 };
    const shown = (over: Partial<MapTechnician>) =>
      technicianFeatures([technician("a", over)], scene).features[0]?.properties.accuracy20;
    expect(shown({ state: "on_route", fix: coarse })).toBe(3_000);
    expect(shown({ state: "on_route", fix: { ...coarse, accuracyM: 12 } })).toBe(0);
    expect(shown({ state: "busy", fix: coarse })).toBe(0);
  });

  test("headings fall into eighths and wrap at north", () => {
    expect([0, 44, 46, 180, 350, -90, 720].map(headingEighth)).toEqual([0, 1, 1, 4, 0, 6, 0]);
  });

  test("the thread joins the selected ticket with its technician, or a technician with all his tickets", () => {
    const rows = [ticket("1", { technicianId: "a" }), ticket("2", { technicianId: "a" }), ticket("3")];
    const draw = (kind: "ticket" | "technician", id: string) =>
      threadLines(rows, [technician("a")], { kind, id }, (_id, fix) => fix).features.length;
    expect(draw("ticket", "1")).toBe(1);
    expect(draw("ticket", "3")).toBe(0);
    expect(draw("technician", "a")).toBe(2);
    expect(threadLines(rows, [technician("a")], null, (_id, fix) => fix).features).toEqual([]);
  });
});
