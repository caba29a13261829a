/*
 * Lays the panes of the board out: queue, the middle over the lanes, details. Sizes are the handles'; a hidden pane
 * leaves its room to the others; on a phone one pane fills the screen and the others are one tap away.
 */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { BOARD_PANES, type BoardPane } from "../../../shared/board/panes";
import { cx } from "../../ui/classNames";
import { Splitter, usePaneSize } from "../../ui/Splitter";
import { useNarrow } from "../../lib/useNarrow";

export interface BoardPanesProps {
  readonly shown: ReadonlySet<BoardPane>;
  readonly queue: ReactNode;
  /** The map. */
  readonly centre: ReactNode;
  /** Stands in the map's place while it is chosen. */
  readonly grid: ReactNode | false;
  readonly lanes: ReactNode;
  /** Null while nothing is selected. */
  readonly detail: ReactNode | null;
}

/** A little under half on a small screen; on a tall one the lanes keep room for seven technicians and the map the rest. */
function initialMapHeight(windowHeight: number): number {
  const lanesPx = 432;
  return Math.round(Math.min(windowHeight * 0.62, Math.max(windowHeight * 0.46, windowHeight - lanesPx)));
}

export function BoardPanes(props: BoardPanesProps) {
  const narrow = useNarrow();
  return narrow ? <OnePane {...props} /> : <AllPanes {...props} />;
}

function AllPanes({ shown, queue, centre, grid, lanes, detail }: BoardPanesProps) {
  const { t } = useTranslation();
  const queuePane = usePaneSize("queue", 340, 260, 520);
  const mapPane = usePaneSize("map", initialMapHeight(window.innerHeight), 140, 1400);
  const [hasMap, hasLanes] = [shown.has("map"), shown.has("lanes")];
  const hasMiddle = hasMap || hasLanes;
  return (
    <div className="relative flex min-h-0 flex-1">
      {shown.has("queue") && (
        <div
          className={cx("min-h-0", hasMiddle ? "shrink-0" : "flex-1")}
          style={hasMiddle ? { width: queuePane.size } : {}}
        >
          {queue}
        </div>
      )}
      {shown.has("queue") && hasMiddle && (
        <Splitter label={t("board.panes.queue")} pane={queuePane} axis="inline" side="before" />
      )}
      {hasMiddle && (
        <div className="flex min-w-0 flex-1 flex-col">
          {hasMap && (
            <div
              className={cx("relative min-h-0", hasLanes ? "shrink-0" : "flex-1")}
              style={hasLanes ? { height: mapPane.size, maxHeight: "calc(100% - 9rem)" } : {}}
            >
              {grid === false ? centre : grid}
            </div>
          )}
          {hasMap && hasLanes && (
            <Splitter label={t("board.panes.map")} pane={mapPane} axis="block" side="before" />
          )}
          {hasLanes && <div className="min-h-0 flex-1">{lanes}</div>}
        </div>
      )}
      {shown.has("detail") && detail}
    </div>
  );
}

/** One pane at a time, with a bar of the others below it; details lie over it. */
function OnePane({ shown, queue, centre, grid, lanes, detail }: BoardPanesProps) {
  const { t } = useTranslation();
  const offered = BOARD_PANES.filter((pane) => pane !== "detail" && shown.has(pane));
  const [wanted, setWanted] = useState<BoardPane>("queue");
  const pane = offered.includes(wanted) ? wanted : offered[0];
  const content: Record<BoardPane, ReactNode> = {
    queue,
    map: grid === false ? centre : grid,
    lanes,
    detail,
  };
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div className="relative min-h-0 flex-1">{pane === undefined ? null : content[pane]}</div>
      {offered.length > 1 && (
        <nav aria-label={t("views.panes.label")} className="flex shrink-0 border-t border-line bg-paper">
          {offered.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === pane}
              onClick={() => setWanted(one)}
              className={cx(
                "min-h-12 flex-1 border-t-2 text-sm",
                one === pane ? "border-accent font-semibold text-ink" : "border-transparent text-ink-2",
              )}
            >
              {t(`views.panes.${one}`)}
            </button>
          ))}
        </nav>
      )}
      {shown.has("detail") && detail}
    </div>
  );
}
