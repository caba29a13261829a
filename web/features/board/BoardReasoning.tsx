/*
 * What the board knows beyond its rows, provided to all its parts: forecasts of the day, what may be done with a visit
 * without the hand, and how everybody fits the ticket that is carried.
 */
import { type ReactNode, useMemo, useState } from "react";
import type { ServiceDay } from "../../../shared/time/zones";
import type { TicketRow } from "./boardData";
import { FitContext, NO_FITS } from "./fit/fitContext";
import { rankOnBoard } from "./fit/rankOnBoard";
import type { Verdict } from "./judgeDrop";
import { BoardActionsContext, type BoardActions } from "./late/boardActions";
import { ForecastFeed } from "./late/ForecastFeed";
import { ForecastContext } from "./late/forecastContext";
import { ForecastStore } from "./late/forecastStore";
import type { LaneRow } from "./laneRows";

export interface BoardReasoningProps {
  readonly store: ForecastStore;
  readonly actions: BoardActions;
  readonly day: ServiceDay;
  readonly lanes: readonly LaneRow[];
  /** The ticket in the hand, and the verdicts on it that are known. */
  readonly carried: TicketRow | null;
  readonly fitOf: (technicianId: string) => Verdict | undefined;
  readonly children: ReactNode;
}

/** The store of one board; it lives as long as the board does. */
export function useBoardForecasts(): ForecastStore {
  const [store] = useState(() => new ForecastStore());
  return store;
}

export function BoardReasoning(props: BoardReasoningProps) {
  const { store, actions, day, lanes, carried, fitOf, children } = props;
  const { world } = actions;
  const fits = useMemo(() => {
    if (carried === null) return NO_FITS;
    const ranked = rankOnBoard({ world, store, now: Date.now() }, carried, null, fitOf);
    return new Map(ranked.map((one) => [one.technicianId, one]));
  }, [carried, world, store, fitOf]);
  return (
    <ForecastContext.Provider value={store}>
      <BoardActionsContext.Provider value={actions}>
        <FitContext.Provider value={fits}>
          <ForecastFeed store={store} branch={world.branch} day={day} lanes={lanes} />
          {children}
        </FitContext.Provider>
      </BoardActionsContext.Provider>
    </ForecastContext.Provider>
  );
}
