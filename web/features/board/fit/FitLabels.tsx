/*
 * Beside the symbols of the best candidates on the map, and of whoever is under the hand: whether he fits and the two
 * reasons. Stands over the drawing and takes no pointer; the list of lanes says the same for everybody.
 */
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { shortReasons } from "../../../../shared/technicians/rankCandidates";
import type { DispatchMapHandle } from "../../../map/mapContract";
import { cx } from "../../../ui/classNames";
import type { Positions } from "../usePositions";
import { useFits } from "./fitContext";
import { useReasonWords } from "./useReasonWords";

export interface FitLabelsProps {
  readonly map: RefObject<DispatchMapHandle | null>;
  readonly positions: Positions | undefined;
  readonly overTechnicianId: string | null;
  readonly zone: string;
}

/** More labels would hide the map they explain. */
const BEST = 5;
/** Beside the symbol, not on it. */
const APART_PX = 18;

interface Spot {
  readonly id: string;
  readonly left: number;
  readonly top: number;
}

export function FitLabels({ map, positions, overTechnicianId, zone }: FitLabelsProps) {
  const fits = useFits();
  const reasonWords = useReasonWords(zone);
  const layer = useRef<HTMLDivElement>(null);
  const [spots, setSpots] = useState<readonly Spot[]>([]);
  useLayoutEffect(() => {
    const frame = layer.current?.getBoundingClientRect();
    const handle = map.current;
    if (frame === undefined || handle === null || positions === undefined) return;
    const shown = [...fits.values()].filter((one) => one.fits).map((one) => one.technicianId);
    const ids = new Set([...shown.slice(0, BEST), ...(overTechnicianId === null ? [] : [overTechnicianId])]);
    const found: Spot[] = [];
    for (const id of ids) {
      const position = positions.get(id);
      const at = position ? handle.project(position) : null;
      if (at === null) continue;
      const [left, top] = [at.clientX - frame.left, at.clientY - frame.top];
      if (left >= 0 && top >= 0 && left <= frame.width && top <= frame.height) found.push({ id, left, top });
    }
    setSpots(found);
  }, [map, positions, fits, overTechnicianId]);
  return (
    <div ref={layer} aria-hidden className="pointer-events-none absolute inset-0 z-10 overflow-hidden">
      {spots.map(({ id, left, top }) => {
        const fit = fits.get(id);
        if (fit === undefined) return null;
        return (
          <span
            key={id}
            data-fit-label={fit.fits ? "fits" : "blocked"}
            // The drawing's own coordinates run from the left in every language.
            style={{ left: left + APART_PX, top }}
            className={cx(
              "absolute -translate-y-1/2 rounded-sm border bg-raised px-1.5 py-0.5 text-2xs whitespace-nowrap text-ink shadow-rest",
              fit.fits ? "border-accent" : "border-urgent",
              id === overTechnicianId && "z-10 font-medium",
            )}
          >
            {shortReasons(fit).map((reason) => {
              const text = reasonWords(reason);
              return (
                <bdi key={text} className="block">
                  {text}
                </bdi>
              );
            })}
          </span>
        );
      })}
    </div>
  );
}
