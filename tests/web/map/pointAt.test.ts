/* The point under a pixel, by what the map says of three others. */
import { describe, expect, test } from "vitest";
import { pointAt } from "../../../web/map/pointAt";

/** A flat map: Web Mercator, scaled, moved and turned. */
function flatMap(scale: number, offset: { x: number; y: number }, turn: number) {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return {
    project: ({ lat, lng }: { lat: number; lng: number }) => {
      const s = Math.sin((lat * Math.PI) / 180);
      const x = ((lng + 180) / 360) * scale;
      const y = (0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * scale;
      return { x: x * cos - y * sin + offset.x, y: x * sin + y * cos + offset.y };
    },
  };
}

describe("choosing a point", () => {
  test.each([
    [24.7136, 46.6753, 0],
    [30.0444, 31.2357, 0.4],
    [-33.9, 18.4, 0],
  ])("[W-02] %d, %d comes back from its pixel", (lat, lng, turn) => {
    const map = flatMap(2 ** 24, { x: -9_000_000, y: -7_000_000 }, turn);
    const found = pointAt(map, map.project({ lat, lng }));
    expect(found.lat).toBeCloseTo(lat, 6);
    expect(found.lng).toBeCloseTo(lng, 6);
  });
});
