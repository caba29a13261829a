/*
 * The board for a large screen on a wall: read from across the room, touched by nobody. Numbers, promises in danger,
 * who is where; no names, numbers or addresses of customers. Scenes turn by themselves or stand still.
 */
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { NO_FILTERS } from "../../../shared/board/filters";
import { TICKET_LISTS } from "../../../shared/board/panes";
import type { ServiceDay } from "../../../shared/time/zones";
import { useFormat } from "../../lib/useFormat";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { cx } from "../../ui/classNames";
import { Ltr } from "../../ui/Ltr";
import { Skeleton } from "../../ui/Skeleton";
import { BoardMap } from "./BoardMap";
import { TechnicianSign } from "./TechnicianSign";
import type { Branch, Me, TicketRow } from "./boardData";
import { ChoiceStore } from "./choice/choiceStore";
import { CarryContext, LiftContext, NOTHING_CARRIED } from "./carryContext";
import type { LaneRow } from "./laneRows";
import { SCENES, type Scene, useScenes } from "./useScenes";
import { useBoardRows } from "./useBoardRows";
import { useBoardView } from "./useBoardView";
import { useTicketFlags } from "./useTicketFlags";
import { WallPromises } from "./WallPromises";

export interface WallProps {
  readonly me: Me;
  readonly branch: Branch;
  readonly day: ServiceDay;
  readonly fixed: Scene | null;
  readonly onFixed: (scene: Scene | null) => void;
  readonly onLeave: () => void;
}

/** Nothing can be lifted here. */
const STILL = {
  carriedIds: NOTHING_CARRIED,
  lift: () => undefined,
  canLift: () => false,
  choice: new ChoiceStore(),
};
const EMPTY_HAND = { carry: null, fitOf: () => undefined };

/** The row without whose it is and where exactly he lives. */
function withoutCustomer(ticket: TicketRow): TicketRow {
  return { ...ticket, contactName: "", phone: null, address: "" };
}

export function Wall({ me, branch, day, fixed, onFixed, onLeave }: WallProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const now = useNow();
  const scene = useScenes({ fixed, onFixed, onLeave });
  const rows = useBoardRows(branch.branchId, day);
  const flags = useTicketFlags(branch.branchId);
  const view = useBoardView(me, branch, day, rows, NO_FILTERS, flags, now);
  const { lists, lanes } = view;
  const onMap = useMemo(() => view.onMap.map(withoutCustomer), [view.onMap]);
  const mapOfDay = (
    <div className="h-full overflow-hidden rounded-lg border border-line">
      <LiftContext.Provider value={STILL}>
        <CarryContext.Provider value={EMPTY_HAND}>
          <BoardMap
            ref={null}
            branch={branch}
            tickets={onMap}
            technicians={view.world.technicians}
            selection={null}
            onSelect={() => undefined}
            onTicketPress={() => undefined}
            waits={rows.tickets === undefined}
            calm={rows.loadingMore}
            onAssign={() => undefined}
          />
        </CarryContext.Provider>
      </LiftContext.Provider>
    </div>
  );
  return (
    <div className="flex h-dvh flex-col bg-ground text-[clamp(1rem,1.35vw,2.25rem)]">
      <h1 className="sr-only">{t("wall.title")}</h1>
      <header className="flex items-center gap-[2em] border-b border-line bg-paper px-[1.5em] py-[0.5em]">
        <p className="min-w-0 flex-1">
          <Bidi className="block truncate text-[1.4em] font-semibold">{words.name(branch.name)}</Bidi>
          <span className="text-[0.85em] text-ink-2">{format.serviceDay(day, "long")}</span>
        </p>
        <dl className="flex gap-[1.6em]">
          {TICKET_LISTS.map((list) => {
            const count = lists[list].shown?.length;
            return (
              <div key={list} className="flex flex-col-reverse items-center">
                <dt className="text-[0.7em] text-ink-2">{t(`board.list.${list}`)}</dt>
                <dd
                  className={cx(
                    "text-[2.2em] leading-[1.15] font-semibold",
                    list === "alerts" && (count ?? 0) > 0 && "text-urgent",
                  )}
                >
                  {count === undefined ? "–" : format.number(count)}
                </dd>
              </div>
            );
          })}
        </dl>
        <p className="text-[2.6em] leading-none font-semibold tabular-nums">
          {format.time(now, branch.zone)}
        </p>
      </header>
      <main className="min-h-0 flex-1 p-[1em]">
        {rows.tickets === undefined || rows.technicians === undefined ? (
          <Skeleton className="h-full" />
        ) : scene === "promises" ? (
          <WallPromises tickets={lists.alerts.shown ?? []} flags={flags} lanes={lanes} now={now} />
        ) : scene === "technicians" ? (
          <Crew lanes={lanes} zone={branch.zone} beside={mapOfDay} />
        ) : (
          mapOfDay
        )}
      </main>
      <footer className="flex items-center gap-[1.5em] border-t border-line bg-paper px-[1.5em] py-[0.3em] text-[0.65em] text-ink-2">
        <ul className="flex gap-[1.2em]">
          {SCENES.map((one, index) => (
            <li key={one} className={cx(one === scene && "font-semibold text-ink")}>
              {format.number(index + 1)} {t(`wall.scenes.${one}`)}
            </li>
          ))}
        </ul>
        <span className="min-w-0 flex-1 truncate">
          {fixed === null ? t("wall.turning") : t("wall.fixed")}
        </span>
        <button type="button" onClick={onLeave} className="cursor-default rounded-sm px-2 hover:bg-sunken">
          {t("wall.leave")}
        </button>
      </footer>
    </div>
  );
}

interface CrewProps {
  readonly lanes: readonly LaneRow[];
  readonly zone: string;
  /** Shown beside a crew that leaves room for it. */
  readonly beside: ReactNode;
}

/** So many fit one column in letters that are read from across a room. */
const ONE_COLUMN = 9;

function Crew({ lanes, zone, beside }: CrewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const now = useNow();
  const few = lanes.length <= ONE_COLUMN;
  return (
    <section aria-label={t("wall.scenes.technicians")} className="flex h-full gap-[0.8em] overflow-hidden">
      <ul
        className={cx(
          "grid gap-[0.5em]",
          few
            ? "w-[24em] shrink-0 auto-rows-[minmax(0,5em)] content-start"
            : "h-full flex-1 auto-rows-min grid-cols-[repeat(auto-fill,minmax(19em,1fr))]",
        )}
      >
        {lanes.map((row) => {
          const { technician, state, timed } = row;
          const next = timed.find((visit) => visit.startsAt > now && visit.travel === "planned");
          const left = timed.filter((visit) => visit.travel !== "done" && visit.travel !== "failed").length;
          return (
            <li
              key={technician.technicianId}
              className="flex items-center gap-[0.8em] rounded-md border border-line bg-raised px-[0.9em] py-[0.6em]"
            >
              <span className="scale-150">
                <TechnicianSign state={state} />
              </span>
              <span className="min-w-0 flex-1 leading-[1.35]">
                <Bidi className="block truncate font-semibold">{words.name(technician.name)}</Bidi>
                <span className="block truncate text-[0.8em] text-ink-2">
                  {t(`wall.states.${state}`)}
                  {technician.current !== null && (
                    <>
                      {" · "}
                      <Ltr>{technician.current.number}</Ltr>
                    </>
                  )}
                </span>
              </span>
              <span className="shrink-0 text-end leading-[1.35]">
                <span className="block text-[1.2em] font-semibold">
                  {next === undefined ? "—" : format.time(next.startsAt, zone)}
                </span>
                <span className="block text-[0.7em] text-ink-2">
                  {t("board.lanes.visits", { count: left })}
                </span>
              </span>
            </li>
          );
        })}
      </ul>
      {few && <div className="min-w-0 flex-1">{beside}</div>}
    </section>
  );
}
