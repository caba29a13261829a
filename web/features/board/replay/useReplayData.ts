/* Loads what a replayed day is made of, once: every page of histories, and trails hour by hour as they are needed. */
import { useConvex } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useEffect, useRef, useState } from "react";
import { api } from "../../../../convex/_generated/api";
import { REPLAY_PARTS, REPLAY_TRAIL_WINDOW_MS } from "../../../../shared/replay/parts";
import type { ServiceDay } from "../../../../shared/time/zones";
import type { Branch } from "../boardData";
import type { PastDuty } from "../../../../shared/replay/around";
import type { HistoryRow } from "./replayRows";

export type Trails = FunctionReturnType<typeof api.replay.trails>;

const PAGE = 200;

export interface ReplayData {
  readonly rows: readonly HistoryRow[];
  /** Who was on duty when; empty until it is known. */
  readonly duty: readonly PastDuty[];
  /** Whether that holds everybody: days long past and very large branches are known in part. */
  readonly dutyComplete: boolean;
  readonly state: "loading" | "ready" | "failed";
  /** Until when the timeline is known: what happens after the loading is not part of it. */
  readonly knownUntil: number;
}

const NO_DUTY: readonly PastDuty[] = [];
const NOTHING: ReplayData = { rows: [], duty: NO_DUTY, dutyComplete: true, state: "loading", knownUntil: 0 };

export function useReplayData(
  branchId: Branch["branchId"],
  day: ServiceDay,
  wanted: boolean,
): { readonly data: ReplayData; readonly retry: () => void } {
  const convex = useConvex();
  const [data, setData] = useState<ReplayData & { readonly key: string }>({ ...NOTHING, key: "" });
  const [attempt, setAttempt] = useState(0);
  const key = `${branchId} ${day} ${attempt}`;
  useEffect(() => {
    if (!wanted) return;
    let left = false;
    const knownUntil = Date.now();
    // Looking back is written down, once a day; that it could not be is no reason not to look.
    convex.mutation(api.replay.opened, { branchId, serviceDay: day }).catch(() => undefined);
    const load = async () => {
      const { technicians: duty, complete: dutyComplete } = await convex.query(api.replay.duty, {
        branchId,
        serviceDay: day,
      });
      // A ticket that closes while its page is on its way comes twice; by id it is one.
      const found = new Map<string, HistoryRow>();
      for (const part of REPLAY_PARTS) {
        let cursor: string | null = null;
        for (let done = false; !done && !left; ) {
          const page: FunctionReturnType<typeof api.replay.tickets> = await convex.query(api.replay.tickets, {
            branchId,
            serviceDay: day,
            part,
            paginationOpts: { numItems: PAGE, cursor },
          });
          for (const row of page.page) found.set(row.card.ticketId, row);
          cursor = page.continueCursor;
          done = page.isDone;
          if (!left)
            setData({ key, rows: [...found.values()], duty, dutyComplete, state: "loading", knownUntil });
        }
      }
      if (!left) setData({ key, rows: [...found.values()], duty, dutyComplete, state: "ready", knownUntil });
    };
    load().catch(() => {
      if (!left) setData((known) => ({ ...known, key, state: "failed", knownUntil }));
    });
    return () => {
      left = true;
    };
  }, [convex, branchId, day, wanted, key]);
  return {
    data: wanted && data.key === key ? data : NOTHING,
    retry: () => setAttempt((count) => count + 1),
  };
}

/** Trails around a moment; the last known ones while the next hour is on its way. */
export function useReplayTrails(branchId: Branch["branchId"], at: number | null, knownUntil: number) {
  const convex = useConvex();
  const hours = useRef(new Map<string, Trails | "loading">());
  const last = useRef<Trails | undefined>(undefined);
  const [, draw] = useState(0);
  const from = at === null ? null : Math.floor(at / REPLAY_TRAIL_WINDOW_MS) * REPLAY_TRAIL_WINDOW_MS;
  const keyOf = (hour: number) => `${branchId} ${hour} ${knownUntil}`;
  useEffect(() => {
    if (from === null || knownUntil === 0) return;
    let left = false;
    const load = async (hour: number) => {
      const key = `${branchId} ${hour} ${knownUntil}`;
      if (hour > knownUntil || hours.current.has(key)) return;
      hours.current.set(key, "loading");
      try {
        const args = { branchId, from: hour, until: hour + REPLAY_TRAIL_WINDOW_MS };
        hours.current.set(key, await convex.query(api.replay.trails, args));
      } catch {
        // Asked for again with the next step of the clock; until then the map shows nobody it does not know.
        hours.current.delete(key);
      }
      if (!left) draw((count) => count + 1);
    };
    // The hour itself first, then the one that will be played next.
    void load(from).then(() => (left ? undefined : load(from + REPLAY_TRAIL_WINDOW_MS)));
    return () => {
      left = true;
    };
  }, [convex, branchId, from, knownUntil]);
  const known = from === null ? undefined : hours.current.get(keyOf(from));
  if (known !== undefined && known !== "loading") last.current = known;
  return from === null ? undefined : last.current;
}
