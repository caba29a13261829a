/**
 * Technicians as points: which look each has now (state, age of the last fix, fit to the dragged ticket, heading)
 * and where he is drawn. Pure; positions between two fixes come in from glide.ts.
 */
import type { FeatureCollection, Point } from "geojson";
import type {
  MapDrag,
  MapPoint,
  MapSelection,
  MapTechnician,
  MapTechnicianState,
  MapTicket,
} from "./mapContract";
import { symbolName } from "./symbolName";

/** Silence after which a travelling technician counts as out of signal; his phone should report every few seconds. */
export const TRAVELLING_STALE_AFTER_MS = 3 * 60_000;
/** Everybody else only reports when a trip ends, so a fix serves for a working day. */
export const RESTING_STALE_AFTER_MS = 12 * 60 * 60_000;

/** State as drawn: a state whose last fix is too old becomes `stale`; off duty stays off duty. */
export function shownState(technician: MapTechnician, nowMs: number): MapTechnicianState {
  if (technician.state === "off_duty" || technician.state === "stale" || !technician.fix)
    return technician.state;
  const limit = technician.state === "on_route" ? TRAVELLING_STALE_AFTER_MS : RESTING_STALE_AFTER_MS;
  return nowMs - technician.fix.recordedAt > limit ? "stale" : technician.state;
}

/** Eighth of a circle nearest to a heading, 0 = north, clockwise. */
export function headingEighth(headingDeg: number): number {
  return ((Math.round(headingDeg / 45) % 8) + 8) % 8;
}

export interface TechnicianProperties {
  readonly id: string;
  readonly name: string;
  readonly icon: string;
  /** Higher is drawn on top. */
  readonly order: number;
  /** Radius of uncertainty in pixels at zoom 20, 0 when not worth showing. */
  readonly accuracy20: number;
  readonly [name: string]: string | number;
}

export type TechnicianCollection = FeatureCollection<Point, TechnicianProperties>;

export interface TechnicianLook {
  readonly theme: "light" | "dark";
  readonly nowMs: number;
  readonly selection: MapSelection | null;
  readonly drag: MapDrag | null;
  /** One letter per state in the reader's script. */
  readonly letters: Readonly<Record<MapTechnicianState, string>>;
  /** Where a technician is drawn now; his last fix when nothing glides. */
  readonly placeOf: (id: string, fix: MapPoint) => MapPoint;
  readonly pixelsAtZoom20: (lengthM: number, lat: number) => number;
}

const ORDER: Record<MapTechnicianState, number> = {
  off_duty: 0,
  stale: 1,
  busy: 2,
  available: 3,
  on_route: 4,
};
const TOP = 9;
/** Finer than this the ring would lie under the symbol. */
const ACCURACY_SHOWN_FROM_M = 50;

/** Features of all technicians with a fix; those without one are never put at an invented place [J-49]. */
export function technicianFeatures(
  technicians: readonly MapTechnician[],
  look: TechnicianLook,
): TechnicianCollection {
  return {
    type: "FeatureCollection",
    features: technicians.flatMap((technician): TechnicianCollection["features"] => {
      const { fix } = technician;
      if (!fix) return [];
      const state = shownState(technician, look.nowMs);
      const selected = look.selection?.kind === "technician" && look.selection.id === technician.id;
      const over = look.drag?.overTechnicianId === technician.id;
      const at = look.placeOf(technician.id, fix.point);
      const travelling = state === "on_route";
      return [
        {
          type: "Feature",
          id: technician.id,
          geometry: { type: "Point", coordinates: [at.lng, at.lat] },
          properties: {
            id: technician.id,
            name: technician.name,
            order: over || selected ? TOP : ORDER[state],
            accuracy20:
              travelling && fix.accuracyM !== null && fix.accuracyM >= ACCURACY_SHOWN_FROM_M
                ? look.pixelsAtZoom20(fix.accuracyM, at.lat)
                : 0,
            icon: symbolName({
              kind: "technician",
              theme: look.theme,
              state,
              letter: look.letters[state],
              fit: look.drag?.fits.get(technician.id) ?? null,
              mark: over ? "over" : selected ? "selected" : "plain",
              heading: travelling && fix.headingDeg !== null ? headingEighth(fix.headingDeg) : null,
            }),
          },
        },
      ];
    }),
  };
}

/** Threads between the selected ticket and its technician, or the selected technician and his tickets. */
export function threadLines(
  tickets: readonly MapTicket[],
  technicians: readonly MapTechnician[],
  selection: MapSelection | null,
  placeOf: (id: string, fix: MapPoint) => MapPoint,
): FeatureCollection {
  const fixes = new Map(technicians.map((technician) => [technician.id, technician.fix?.point]));
  const chosen = tickets.filter((ticket) =>
    selection?.kind === "ticket" ? ticket.id === selection.id : ticket.technicianId === selection?.id,
  );
  return {
    type: "FeatureCollection",
    features: chosen.flatMap((ticket) => {
      const fix = ticket.technicianId === null ? undefined : fixes.get(ticket.technicianId);
      if (!fix || ticket.technicianId === null) return [];
      const from = placeOf(ticket.technicianId, fix);
      return [
        {
          type: "Feature" as const,
          properties: {},
          geometry: {
            type: "LineString" as const,
            coordinates: [
              [from.lng, from.lat],
              [ticket.point.lng, ticket.point.lat],
            ],
          },
        },
      ];
    }),
  };
}
