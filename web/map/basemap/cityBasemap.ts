/**
 * The shape of one hand-drawn city and where its parts may lie. Plain data only: no colours, no style
 * layers, no streets taken from any dataset. Everything is drawn from common knowledge and is schematic:
 * right in layout and names, not survey-grade, which the map's attribution says to the reader.
 */
import type { MapName } from "../mapContract";

/** [longitude, latitude] in WGS84 degrees, GeoJSON order. */
export type LngLat = readonly [number, number];

/** motorway: ring roads and expressways; arterial: named avenues; street: known streets between them. */
export type RoadClass = "motorway" | "arterial" | "street";

interface Road {
  readonly id: string;
  readonly class: RoadClass;
  readonly name: MapName;
  readonly line: readonly LngLat[];
  /** The last point joins the first one (a full ring road). */
  readonly closed?: boolean;
}

/** district: label with a soft zone round it; the zone is derived from the neighbours' centres. */
interface District {
  readonly id: string;
  readonly name: MapName;
  readonly point: LngLat;
  /** 1 is shown first when zooming in, 3 last. */
  readonly rank: 1 | 2 | 3;
}

type AreaKind = "water" | "park" | "airport" | "campus" | "island";

interface Area {
  readonly id: string;
  readonly kind: AreaKind;
  /** Absent for shapes that carry no label of their own (a piece of sea). */
  readonly name?: MapName;
  readonly ring: readonly LngLat[];
  /** Where the label hangs when the middle of the ring is a bad place for it. */
  readonly labelPoint?: LngLat;
}

/** River or valley drawn as a line of constant ground width. */
interface Stream {
  readonly id: string;
  readonly kind: "river" | "valley";
  /** Absent for a side branch, which shares the name of the main course. */
  readonly name?: MapName;
  readonly widthM: number;
  readonly line: readonly LngLat[];
}

interface Landmark {
  readonly id: string;
  readonly name: MapName;
  readonly point: LngLat;
}

export interface CityBasemap {
  readonly code: "riyadh" | "jeddah" | "cairo";
  readonly name: MapName;
  readonly center: LngLat;
  /** [west, south, east, north]; every coordinate of the city lies inside. */
  readonly bounds: readonly [number, number, number, number];
  /** Built-up outline; district zones are clipped to it. */
  readonly extent: readonly LngLat[];
  readonly roads: readonly Road[];
  readonly districts: readonly District[];
  readonly areas: readonly Area[];
  readonly streams: readonly Stream[];
  readonly landmarks: readonly Landmark[];
}
