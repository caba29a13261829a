/*
 * Keeps the forecasts of the board's day current. Rows and the minute come from outside; positions are listened to here
 * and taken notice of by threshold, so that a moving van draws nothing and asks nothing anew. Only today is forecast.
 */
import { useEffect, useRef } from "react";
import { type ServiceDay, serviceDayOf } from "../../../../shared/time/zones";
import { useNow } from "../../../lib/useNow";
import type { Branch } from "../boardData";
import type { LaneRow } from "../laneRows";
import { type Positions, usePositions } from "../usePositions";
import type { ForecastStore } from "./forecastStore";
import { noticePlaces } from "./placeThreshold";

export interface ForecastFeedProps {
  readonly store: ForecastStore;
  readonly branch: Branch;
  readonly day: ServiceDay;
  readonly lanes: readonly LaneRow[];
}

const NOWHERE: Positions = new Map();

export function ForecastFeed({ store, branch, day, lanes }: ForecastFeedProps) {
  const now = useNow(60_000);
  const reported = usePositions(branch.branchId);
  const noticed = useRef(NOWHERE);
  noticed.current = noticePlaces(noticed.current, reported ?? NOWHERE);
  const positions = noticed.current;
  const today = serviceDayOf(now, branch.zone) === day;
  useEffect(() => {
    store.update({ lanes, positions, now, today });
  }, [store, today, lanes, positions, now]);
  return null;
}
