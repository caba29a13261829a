/*
 * A replayed day put together: data, clock, rows of the moment, places of the moment. Null while the board shows now.
 */
import { useCallback, useMemo, useRef, useState } from "react";
import { roleHas } from "../../../../shared/access/permissions";
import type { ReplayClock } from "../../../../shared/replay/boardAt";
import { whereAt } from "../../../../shared/replay/whereAt";
import { dayRange, HOUR_MS, MINUTE_MS, type ServiceDay } from "../../../../shared/time/zones";
import { NO_FLAGS, type TicketFlags } from "../attention";
import type { Branch, Me, TechnicianRow } from "../boardData";
import type { BoardRows } from "../useBoardRows";
import type { KnownPosition, Positions } from "../usePositions";
import {
  type CardCache,
  flagsAt,
  type HistoryRow,
  type ReplayTick,
  rowsAt,
  ticksBefore,
  ticksWithin,
} from "./replayRows";
import { instantOf, replayText } from "./replayTime";
import { type ReplayClockControl, useReplayClock } from "./useReplayClock";
import { type ReplayData, useReplayData, useReplayTrails } from "./useReplayData";

export interface Replay extends ReplayClockControl {
  readonly range: { readonly startsAt: number; readonly endsAt: number };
  readonly clock: ReplayClock;
  readonly setClock: (clock: ReplayClock) => void;
  readonly ticks: readonly ReplayTick[];
  /** How many of the ticks are past. */
  readonly passed: number;
  readonly data: ReplayData;
  readonly retry: () => void;
  readonly rows: BoardRows;
  /** What was escalated and on hold then. */
  readonly flags: TicketFlags;
  readonly historyOf: (ticketId: string) => HistoryRow | undefined;
  /** Where the technicians were; undefined until the trails are here. */
  readonly positions: Positions | undefined;
  /** All technicians' trails are here. */
  readonly complete: boolean;
  readonly close: () => void;
}

export interface ReplayInput {
  readonly me: Me;
  readonly branch: Branch;
  readonly day: ServiceDay;
  /** The moment as it stands in the address; undefined shows now. */
  readonly text: string | undefined;
  readonly onText: (text: string | undefined) => void;
  readonly technicians: readonly TechnicianRow[] | undefined;
}

const NOBODY: readonly TechnicianRow[] = [];

/** Whether the reader may look back, and the way in: begins an hour ago, or in the middle of a past day. */
export function useReplay(input: ReplayInput): {
  readonly replay: Replay | null;
  readonly start: (() => void) | null;
} {
  const { me, branch, day, text, onText } = input;
  const { zone } = branch;
  const may = roleHas(me.role, "board.replay");
  const wanted = may && text !== undefined;
  const { data, retry } = useReplayData(branch.branchId, day, wanted);
  const [opened] = useState(() => Date.now());
  const whole = useMemo(() => dayRange(day, zone), [day, zone]);
  const until = Math.min(whole.endsAt - 1_000, data.knownUntil || opened);
  const range = useMemo(
    () => ({ startsAt: whole.startsAt, endsAt: Math.max(until, whole.startsAt) }),
    [whole.startsAt, until],
  );
  const asked = (text === undefined ? null : instantOf(text, day, zone)) ?? range.startsAt;
  const startAt = Math.min(Math.max(asked, range.startsAt), range.endsAt);
  const rest = useCallback((at: number) => onText(replayText(at, zone)), [onText, zone]);
  const control = useReplayClock(range, startAt, wanted ? rest : ignore);
  const at = Math.min(Math.max(control.at, range.startsAt), range.endsAt);
  const [clock, setClock] = useState<ReplayClock>("occurred");
  const ticks = useMemo(() => ticksWithin(data.rows, whole, clock), [data.rows, whole, clock]);
  const passed = ticksBefore(ticks, at);
  const cache = useRef<{ rows: readonly HistoryRow[]; cards: CardCache }>({ rows: [], cards: new Map() });
  const technicians = input.technicians ?? NOBODY;
  // Tickets change with their events; duty, holds and promises between them, to the minute.
  const lastTick = passed === 0 ? range.startsAt : (ticks[passed - 1]?.at ?? range.startsAt);
  const moment = Math.max(lastTick, Math.floor(at / MINUTE_MS) * MINUTE_MS);
  const then = useMemo(() => {
    if (!wanted) return null;
    if (cache.current.rows !== data.rows) cache.current = { rows: data.rows, cards: new Map() };
    return rowsAt(data.rows, technicians, data.duty, { at: moment, clock, day, zone }, cache.current.cards);
  }, [wanted, data.rows, data.duty, technicians, moment, clock, day, zone]);
  const flags = useMemo(() => (wanted ? flagsAt(data.rows, moment) : NO_FLAGS), [wanted, data.rows, moment]);
  const trails = useReplayTrails(branch.branchId, wanted ? at : null, data.knownUntil);
  const second = Math.floor(at / 1_000) * 1_000;
  const positions = useMemo(() => {
    if (trails === undefined) return undefined;
    const found = new Map<string, KnownPosition>();
    for (const { technicianId, points, offDutyAt } of trails.technicians) {
      const place = whereAt(points, offDutyAt, second);
      if (place === null) continue;
      found.set(technicianId, {
        lat: place.lat,
        lng: place.lng,
        accuracyM: 0,
        headingDeg: null,
        recordedAt: place.between ? second : place.recordedAt,
        hiddenSince: null,
      });
    }
    return found;
  }, [trails, second]);
  const byId = useMemo(() => new Map(data.rows.map((row) => [String(row.card.ticketId), row])), [data.rows]);

  const start = may
    ? () => {
        const now = Date.now();
        const today = now >= whole.startsAt && now < whole.endsAt;
        onText(today ? replayText(Math.max(whole.startsAt, now - HOUR_MS), zone) : NOON);
      }
    : null;
  if (!wanted || then === null) return { replay: null, start };
  return {
    start,
    replay: {
      ...control,
      at,
      range,
      clock,
      setClock,
      ticks,
      passed,
      data,
      retry,
      rows: {
        tickets: data.state === "loading" && data.rows.length === 0 ? undefined : then.tickets,
        closed: then.closed,
        visits: then.visits,
        technicians: then.technicians,
        loadingMore: false,
        capped: false,
      },
      flags,
      historyOf: (ticketId) => byId.get(ticketId),
      positions: positions ?? NO_POSITIONS,
      complete: trails?.complete ?? true,
      close: () => onText(undefined),
    },
  };
}

/** Where a day that is over is opened. */
const NOON = "12:00:00";
const NO_POSITIONS: Positions = new Map();
const ignore = () => undefined;
