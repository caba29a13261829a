/*
 * Where a carried ticket can be put: a time on a lane, a technician without a time, or back into the queue.
 * Finds the target under a pointer by element (data-drop), not by arithmetic on the page, so it holds in both
 * reading directions; canvas symbols answer through the map's own hit test.
 */
import { type LaneScale, instantAtFraction, pointerFraction } from "./laneScale";

export type DropTarget =
  | { readonly kind: "lane"; readonly technicianId: string; readonly startsAt: number }
  | { readonly kind: "technician"; readonly technicianId: string }
  | { readonly kind: "queue" };

/** Equal keys mean the same place. */
export function targetKey(target: DropTarget | null): string {
  if (target === null) return "";
  if (target.kind === "queue") return "queue";
  if (target.kind === "technician") return `technician ${target.technicianId}`;
  return `lane ${target.technicianId} ${target.startsAt}`;
}

/** Technician a target belongs to, if any. */
export function technicianOf(target: DropTarget | null): string | null {
  return target === null || target.kind === "queue" ? null : target.technicianId;
}

export interface TargetSearch {
  /** Topmost element under the pointer. */
  readonly element: Element | null;
  readonly clientX: number;
  readonly clientY: number;
  readonly scale: LaneScale;
  readonly runs: "ltr" | "rtl";
  /** For a visit held somewhere in its middle: how far behind the pointer it starts. */
  readonly grabOffsetMs: number;
  /** The map's hit test for technician symbols. */
  readonly technicianAt: (clientX: number, clientY: number) => string | null;
}

/** The drop target under the pointer, or none. */
export function findTarget(search: TargetSearch): DropTarget | null {
  const zone = search.element?.closest<HTMLElement>("[data-drop]");
  if (!zone) return null;
  const technicianId = zone.dataset["technician"];
  switch (zone.dataset["drop"]) {
    case "queue":
      return { kind: "queue" };
    case "technician":
      return technicianId ? { kind: "technician", technicianId } : null;
    case "lane": {
      if (!technicianId) return null;
      const fraction = pointerFraction(search.clientX, zone.getBoundingClientRect(), search.runs);
      const length = search.scale.endsAt - search.scale.startsAt;
      const startsAt = instantAtFraction(search.scale, fraction - search.grabOffsetMs / length);
      return { kind: "lane", technicianId, startsAt };
    }
    case "map": {
      const under = search.technicianAt(search.clientX, search.clientY);
      return under === null ? null : { kind: "technician", technicianId: under };
    }
    default:
      return null;
  }
}
