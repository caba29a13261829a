/* Where one technician was in the last hour, now or at the moment of a replay, for the line on the map. Asked only while he is selected. */
import { useMemo } from "react";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import type { MapPoint } from "../../map/mapContract";
import type { TechnicianRow } from "./boardData";
import { usePastMap } from "./replay/replayContext";

const STEP_MS = 15 * 60_000;
const BACK_MS = 60 * 60_000;
/** Ahead of now, so that the question stays the same while he drives on. */
const AHEAD_MS = 2 * STEP_MS;
const NONE: readonly MapPoint[] = [];

export function useTrail(technicianId: TechnicianRow["technicianId"] | undefined): readonly MapPoint[] {
  const live = useNow(60_000);
  const pastAt = usePastMap()?.at;
  const step = Math.floor((pastAt ?? live) / STEP_MS) * STEP_MS;
  const points = useLive(
    api.positions.trail,
    technicianId === undefined ? "skip" : { technicianId, from: step - BACK_MS, until: step + AHEAD_MS },
    { keepPrevious: technicianId !== undefined },
  );
  return useMemo(
    () =>
      technicianId === undefined || points === undefined
        ? NONE
        : points.filter(({ recordedAt }) => pastAt === undefined || recordedAt <= pastAt),
    [technicianId, points, pastAt],
  );
}
