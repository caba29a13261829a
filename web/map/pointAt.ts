/** Which point of the earth lies under a pixel of the map, from three points the map itself can place. */
import type { MapPoint } from "./mapContract";
import type { MapPixel, MapSurface } from "./mapSurface";

/** Web Mercator, 0…1 on both axes, north up. */
function toPlane({ lat, lng }: MapPoint): MapPixel {
  const sin = Math.sin((lat * Math.PI) / 180);
  return { x: (lng + 180) / 360, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) };
}

function fromPlane({ x, y }: MapPixel): MapPoint {
  return { lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, lng: x * 360 - 180 };
}

/** Any three points that are no line; the map is flat, so which ones does not matter. */
const ANCHORS = [
  { lat: 0, lng: 0 },
  { lat: 0, lng: 60 },
  { lat: 60, lng: 0 },
] as const satisfies readonly MapPoint[];

export function pointAt(surface: Pick<MapSurface, "project">, at: MapPixel): MapPoint {
  const [a, b, c] = [toPlane(ANCHORS[0]), toPlane(ANCHORS[1]), toPlane(ANCHORS[2])];
  const [pa, pb, pc] = [
    surface.project(ANCHORS[0]),
    surface.project(ANCHORS[1]),
    surface.project(ANCHORS[2]),
  ];
  const along = { x: pb.x - pa.x, y: pb.y - pa.y };
  const up = { x: pc.x - pa.x, y: pc.y - pa.y };
  const area = along.x * up.y - along.y * up.x;
  const [dx, dy] = [at.x - pa.x, at.y - pa.y];
  const s = (dx * up.y - dy * up.x) / area;
  const t = (along.x * dy - along.y * dx) / area;
  return fromPlane({
    x: a.x + s * (b.x - a.x) + t * (c.x - a.x),
    y: a.y + s * (b.y - a.y) + t * (c.y - a.y),
  });
}
