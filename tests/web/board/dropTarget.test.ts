/* What lies under the pointer, found by element in both directions. */
import { describe, expect, test } from "vitest";
import { findTarget } from "../../../web/features/board/dropTarget";
import { laneScale } from "../../../web/features/board/laneScale";
import { at, DAY, ZONE } from "../support/boardRows";

const scale = laneScale({ day: DAY, zone: ZONE, openMinute: 480, closeMinute: 1200, spans: [] });

function element(html: string): Element {
  document.body.innerHTML = html;
  const track = document.querySelector("[data-drop]");
  if (track) track.getBoundingClientRect = () => new DOMRect(0, 0, 1200, 40);
  const inner = document.querySelector("[data-here]");
  if (!inner) throw new Error("no element under the pointer");
  return inner;
}

function find(html: string, clientX: number, over: Partial<Parameters<typeof findTarget>[0]> = {}) {
  return findTarget({
    element: element(html),
    clientX,
    clientY: 20,
    scale,
    runs: "ltr",
    grabOffsetMs: 0,
    technicianAt: () => null,
    ...over,
  });
}

const lane = '<div data-drop="lane" data-technician="fahd"><p data-here></p></div>';

describe("drop target", () => {
  test("[S-35] a lane answers with technician and time, in either direction", () => {
    expect(find(lane, 200)).toEqual({ kind: "lane", technicianId: "fahd", startsAt: at(10) });
    expect(find(lane, 200, { runs: "rtl" })).toEqual({
      kind: "lane",
      technicianId: "fahd",
      startsAt: at(18),
    });
  });

  test("[S-35] a visit held in its middle keeps its start under the same part of the hand", () => {
    const grabOffsetMs = 45 * 60_000;
    expect(find(lane, 275, { grabOffsetMs })).toMatchObject({ startsAt: at(10) });
    expect(find(lane, 1200 - 275, { grabOffsetMs, runs: "rtl" })).toMatchObject({ startsAt: at(10) });
  });

  test("[S-35] the head of a lane takes without a time, the queue takes back", () => {
    expect(find('<div data-drop="technician" data-technician="nora" data-here></div>', 5)).toEqual({
      kind: "technician",
      technicianId: "nora",
    });
    expect(find('<section data-drop="queue"><i data-here></i></section>', 5)).toEqual({ kind: "queue" });
  });

  test("[S-35] on the map the canvas says which technician; elsewhere on it there is nothing", () => {
    const map = '<div data-drop="map"><canvas data-here></canvas></div>';
    expect(find(map, 5)).toBeNull();
    expect(find(map, 5, { technicianAt: () => "fahd" })).toEqual({
      kind: "technician",
      technicianId: "fahd",
    });
    expect(find("<p data-here></p>", 5, { technicianAt: () => "fahd" })).toBeNull();
  });
});
