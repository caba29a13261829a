/*
 * Where the technicians of a branch were last seen, put together from the two sheets the deployment hands out. Answers
 * the same record for a technician until he reports again, so that who stands is not drawn anew.
 */
import { useMemo, useRef } from "react";
import type { FunctionReturnType } from "convex/server";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";
import type { Branch } from "./boardData";
import { usePastMap } from "./replay/replayContext";

export interface KnownPosition {
  readonly lat: number;
  readonly lng: number;
  readonly accuracyM: number;
  /** Degrees clockwise from north, null when unknown. */
  readonly headingDeg: number | null;
  /** Epoch ms by the phone. */
  readonly recordedAt: number;
  /** Since when his page is out of sight and measures nothing; null while it is seen. */
  readonly hiddenSince: number | null;
}

export type Positions = ReadonlyMap<string, KnownPosition>;
type Sheet = FunctionReturnType<typeof api.positions.sheet>;

function isNewer(known: KnownPosition | undefined, recordedAt: number, hiddenSince: number | null): boolean {
  if (!known || recordedAt > known.recordedAt) return true;
  return recordedAt === known.recordedAt && (hiddenSince ?? 0) > (known.hiddenSince ?? 0);
}

/** The sheets as one: of two points of a technician the later one; `before` lends its records where nothing changed. */
export function mergeSheets(sheets: readonly Sheet[], before: Positions): Positions {
  const merged = new Map<string, KnownPosition>();
  for (const sheet of sheets)
    sheet.technicianIds.forEach((technicianId, index) => {
      const { lat, lng, accuracyM, headingDeg, recordedAt, hiddenSince } = sheet;
      const hidden = hiddenSince[index] ?? 0;
      const at = recordedAt[index] ?? 0;
      if (!isNewer(merged.get(technicianId), at, hidden === 0 ? null : hidden)) return;
      const heading = headingDeg[index] ?? -1;
      merged.set(technicianId, {
        lat: lat[index] ?? 0,
        lng: lng[index] ?? 0,
        accuracyM: accuracyM[index] ?? 0,
        headingDeg: heading < 0 ? null : heading,
        recordedAt: at,
        hiddenSince: hidden === 0 ? null : hidden,
      });
    });
  for (const [id, now] of merged) {
    const known = before.get(id);
    if (known && known.recordedAt === now.recordedAt && known.hiddenSince === now.hiddenSince)
      merged.set(id, known);
  }
  return merged;
}

/** Positions by technician id; undefined until the first answer. */
export function usePositions(branchId: Branch["branchId"]): Positions | undefined {
  const past = usePastMap();
  const now = past === null;
  const base = useLive(api.positions.sheet, now ? { branchId, kind: "base" } : "skip");
  const moving = useLive(api.positions.sheet, now ? { branchId, kind: "moving" } : "skip");
  const last = useRef<Positions>(new Map());
  const merged = useMemo(() => {
    if (base === undefined || moving === undefined) return undefined;
    last.current = mergeSheets([base, moving], last.current);
    return last.current;
  }, [base, moving]);
  return past === null ? merged : past.positions;
}
