/*
 * The dispatch board of one branch and day: queue, map, lanes and details over the same rows, and the one gesture
 * that moves a ticket between them. Composes; rules are asked of shared, changes are sent by useDrop.
 */
import { DndContext, DragOverlay, useSensor, useSensors } from "@dnd-kit/core";
import { type ReactNode, useCallback, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type BoardFilters, isFiltering } from "../../../shared/board/filters";
import { type BoardCentre, TICKET_LISTS, type TicketList } from "../../../shared/board/panes";
import { MAX_HELD } from "../../../shared/presence/presence";
import { addDays, MINUTE_MS, type ServiceDay, serviceDayOf } from "../../../shared/time/zones";
import { usePreferences } from "../../lib/preferences";
import { useTellPresence } from "../../lib/presence/presenceContext";
import { useNow } from "../../lib/useNow";
import type { DispatchMapHandle, MapSelection, MapTicketPress } from "../../map/mapContract";
import { ErrorBoundary } from "../../ui/ErrorBoundary";
import { Skeleton } from "../../ui/Skeleton";
import { AssignDialog } from "./AssignDialog";
import { BoardBar } from "./BoardBar";
import { BoardGrid } from "./BoardGrid";
import { BoardMap } from "./BoardMap";
import { BoardPanes } from "./BoardPanes";
import { CarryOverlay } from "./CarryOverlay";
import { DetailPane, useDetailsLoaded } from "./DetailPane";
import { Lanes } from "./Lanes";
import { KeySheet } from "./KeySheet";
import { MapGrip } from "./MapGrip";
import { PaneMenu } from "./PaneMenu";
import { Queue } from "./Queue";
import { TicketFaces } from "./TicketFaces";
import { PlanBanner } from "./plan/PlanBanner";
import { PlanMenu } from "./plan/PlanMenu";
import { PlanPanel } from "./plan/PlanPanel";
import { usePlanScope } from "./plan/planContext";
import { ChoiceLayer } from "./bulk/ChoiceLayer";
import { SeveralSwitch } from "./bulk/SeveralSwitch";
import { useBulk } from "./bulk/useBulk";
import { useChosen } from "./choice/useChosen";
import { useLinkedChoice } from "./choice/useLinkedChoice";
import { UndoTools } from "./actions/UndoTools";
import { useTakeBack } from "./actions/useTakeBack";
import type { Branch, Me, TicketRow } from "./boardData";
import type { LaneRow } from "./laneRows";
import { besidePointer } from "./besidePointer";
import { CarryContext, LiftContext } from "./carryContext";
import { GripPointerSensor } from "./gripPointerSensor";
import { PastDetail } from "./replay/PastDetail";
import { ReplayBar } from "./replay/ReplayBar";
import { ReplayButton } from "./replay/ReplayButton";
import { useMoment, useReplayState } from "./replay/replayContext";
import { FollowBar } from "./together/FollowBar";
import { HereNow } from "./together/HereNow";
import { useSharedMap } from "./together/useSharedMap";
import { callCustomer, type TicketActions } from "./ticketActions";
import { useBoardKeys } from "./useBoardKeys";
import type { BoardRows } from "./useBoardRows";
import { useBoardView } from "./useBoardView";
import { useCarry } from "./useCarry";
import { useBoardDrop } from "./useBoardDrop";
import { BoardReasoning, useBoardForecasts } from "./BoardReasoning";
import { useTargetReasons } from "./fit/useTargetReasons";
import { OverrideDialog } from "./late/OverrideDialog";
import { WillBeLate } from "./late/WillBeLate";
import { useFoundElsewhere } from "./useFoundElsewhere";
import type { PaneControl } from "./usePanes";
import { useTicketFlags } from "./useTicketFlags";

export interface BoardProps {
  readonly me: Me;
  readonly branch: Branch;
  readonly day: ServiceDay;
  readonly onDay: (day: ServiceDay) => void;
  readonly rows: BoardRows;
  readonly filters: BoardFilters;
  readonly onClearFilters: () => void;
  readonly list: TicketList;
  readonly onList: (list: TicketList) => void;
  readonly selectedTicket: string | null;
  readonly onSelectTicket: (ticketId: string | null) => void;
  /** The technician who is looked at; a selected ticket goes before him. */
  readonly selectedTechnician: string | null;
  /** Chooses what is looked at everywhere: a ticket, a technician, or neither. */
  readonly onSelect: (selection: MapSelection | null) => void;
  readonly panes: PaneControl;
  readonly centre: BoardCentre;
  readonly onCentre: (centre: BoardCentre) => void;
  /** Branch, day, filters: the near end of the bar. */
  readonly toolbar: ReactNode;
  readonly importAction: ReactNode;
  readonly onOpenPage: (ticket: TicketRow) => void;
  /** Takes a request in by hand [W-06]; absent for those who may not. */
  readonly onCreate?: () => void;
  /** Parts of a ticket's panel that belong to other features. */
  readonly ticketExtras?: (ticket: TicketRow) => ReactNode;
}

/** A ticket whose conversation was asked for, and when: asking again opens it again. */
interface Talk {
  readonly ticketId: string;
  readonly at: number;
}

const BESIDE_POINTER = [besidePointer];
/** The library places the wrapper from the left edge; its content must start there in both page directions. */
const OVERLAY_STYLE = { direction: "ltr" } as const;

/** Of the past nothing is foretold. */
const NO_LANES: readonly LaneRow[] = [];

const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

export function Board(props: BoardProps) {
  const { branch, day, filters, selectedTicket, onSelectTicket, selectedTechnician } = props;
  const { replay, toggle } = useReplayState();
  const { rows, me } = useMoment(props.rows, props.me);
  const { panes, onSelect: onMapSelect } = props;
  const { t } = useTranslation();
  const { locale, timeDirection } = usePreferences();
  const live = useNow();
  const now = replay === null ? live : Math.floor(replay.at / MINUTE_MS) * MINUTE_MS;
  const runs = locale === "ar" && timeDirection === "reading" ? "rtl" : "ltr";
  const { zone } = branch;

  useDetailsLoaded(rows.tickets !== undefined);
  const flagsNow = useTicketFlags(branch.branchId);
  const flags = replay === null ? flagsNow : replay.flags;
  const view = useBoardView(me, branch, day, rows, filters, flags, now);
  const plan = usePlanScope();
  const planning = plan !== null && plan.drop !== null;
  const world = useMemo(() => (planning ? { ...view.world, planning } : view.world), [view.world, planning]);
  const { lists, lanes, scale, onMap, findTicket: loadedTicket } = view;

  const isLoaded = useCallback(
    (ticketId: string) =>
      loadedTicket(ticketId) !== undefined ||
      lists.closed.shown?.some((ticket) => ticket.ticketId === ticketId) === true,
    [loadedTicket, lists.closed.shown],
  );
  const elsewhere = useFoundElsewhere(branch.branchId, filters.text, isLoaded);
  const findTicket = (ticketId: string): TicketRow | undefined =>
    loadedTicket(ticketId) ??
    lists.closed.shown?.find((ticket) => ticket.ticketId === ticketId) ??
    elsewhere.find((ticket) => ticket.ticketId === ticketId);

  const map = useRef<DispatchMapHandle>(null);
  const [said, setSaid] = useState("");
  const [assigning, setAssigning] = useState<TicketRow | null>(null);
  const [press, setPress] = useState<MapTicketPress | null>(null);

  const forecasts = useBoardForecasts();
  const [lateOpen, setLateOpen] = useState(false);
  const takeBack = useTakeBack(me, world, findTicket, setSaid, !planning && replay === null);
  const { drop, refuse, actions, overriding, setOverriding } = useBoardDrop(me, world, {
    say: setSaid,
    select: onSelectTicket,
    undoGesture: takeBack.undoGesture,
  });
  const bulk = useBulk(me, world, setSaid, (id) => void takeBack.undoGesture(id), plan?.dropMany ?? null);
  const { choice, chosen } = useChosen(findTicket, lists, selectedTicket);
  useLinkedChoice(choice, panes.link);
  const gestures = useCarry({
    world,
    reasons: useTargetReasons(world, forecasts),
    scale,
    runs,
    technicianOrder: lanes.map((row) => row.technician.technicianId),
    technicianAt: (x, y) => map.current?.technicianAt(x, y) ?? null,
    drop,
    choice,
    othersOf: ({ ticketId }) =>
      choice.has(ticketId) ? chosen.filter((one) => one.ticketId !== ticketId) : [],
    dropMany: bulk.move,
    say: setSaid,
    explain: (ticket, target, verdict) => refuse({ ticket, target }, verdict),
  });
  const together = useSharedMap(map);
  const sensors = useSensors(useSensor(GripPointerSensor, { activationConstraint: { distance: 5 } }));

  const selection: MapSelection | null =
    selectedTicket !== null
      ? { kind: "ticket", id: selectedTicket }
      : selectedTechnician !== null
        ? { kind: "technician", id: selectedTechnician }
        : null;
  const pressed = press === null ? undefined : findTicket(press.ticketId);
  const isToday = serviceDayOf(now, zone) === day;
  const { lifting, carrying } = gestures;
  const [talk, setTalk] = useState<Talk | null>(null);
  const showOnMap = (ticket: TicketRow) => {
    if (ticket.point === null) return;
    if (props.centre === "grid") props.onCentre("map");
    if (map.current === null) onSelectTicket(ticket.ticketId);
    else map.current.flyTo(ticket.point, 14);
  };
  const onTicket: TicketActions = {
    select: onSelectTicket,
    canAssign: (ticket) => lifting.canLift(ticket),
    assign: setAssigning,
    showOnMap,
    message: ({ ticketId }) => {
      onSelectTicket(ticketId);
      setTalk({ ticketId, at: Date.now() });
    },
    openPage: props.onOpenPage,
  };
  const withChosen = (act: (ticket: TicketRow) => void) => () => {
    const ticket = selectedTicket === null ? undefined : findTicket(selectedTicket);
    if (ticket) act(ticket);
  };
  const { carry } = carrying;
  useTellPresence(
    selectedTicket === null ? null : (findTicket(selectedTicket)?.ticketId ?? null),
    carry === null ? [] : [carry.ticket, ...carry.others].slice(0, MAX_HELD).map((one) => one.ticketId),
  );
  const [sheetOpen, setSheetOpen] = useState(false);
  useBoardKeys(
    {
      assign: withChosen((ticket) => {
        if (lifting.canLift(ticket)) setAssigning(ticket);
      }),
      call: withChosen(callCustomer),
      message: withChosen(onTicket.message),
      openPage: withChosen(onTicket.openPage),
      centre: () => props.onCentre(props.centre === "map" ? "grid" : "map"),
      list: (place) => {
        const list = TICKET_LISTS[place - 1];
        if (list !== undefined) props.onList(list);
      },
      create: () => props.onCreate?.(),
      previousDay: () => props.onDay(addDays(day, -1)),
      nextDay: () => props.onDay(addDays(day, 1)),
      today: () => props.onDay(serviceDayOf(Date.now(), zone)),
      late: () => setLateOpen(true),
      sheet: () => setSheetOpen(true),
      close: () => (chosen.length > 0 ? choice.clear() : onSelectTicket(null)),
    },
    carry !== null,
  );

  return (
    <LiftContext.Provider value={lifting}>
      <CarryContext.Provider value={carrying}>
        <BoardReasoning
          store={forecasts}
          actions={actions}
          day={day}
          lanes={replay === null ? lanes : NO_LANES}
          carried={carry?.ticket ?? null}
          fitOf={carrying.fitOf}
        >
          <DndContext
            sensors={sensors}
            onDragStart={gestures.onDragStart}
            onDragEnd={() => setPress(null)}
            onDragCancel={() => {
              setPress(null);
              gestures.onDragCancel();
            }}
            accessibility={{ announcements: SILENT, screenReaderInstructions: { draggable: "" } }}
          >
            <p id="lift-instructions" className="sr-only">
              {t("board.card.instructions")}
            </p>
            <p role="status" aria-live="assertive" className="sr-only">
              {said}
            </p>
            <h1 className="sr-only">{t("board.title")}</h1>
            <TicketFaces actions={onTicket} findTicket={findTicket}>
              <BoardBar
                start={props.toolbar}
                tools={
                  <>
                    {/* One line per tool; each is a component of its own. */}
                    <HereNow ownUserId={props.me.userId} numberOf={(id) => findTicket(id)?.number} />
                    {replay === null && (
                      <>
                        <SeveralSwitch store={choice} />
                        {!planning && (
                          <UndoTools
                            control={takeBack}
                            branchId={branch.branchId}
                            now={now}
                            onOpen={onSelectTicket}
                          />
                        )}
                        <WillBeLate actions={actions} open={lateOpen} onOpen={setLateOpen} today={isToday} />
                        <PlanMenu />
                      </>
                    )}
                    {toggle !== null && <ReplayButton active={replay !== null} onToggle={toggle} />}
                    <PaneMenu panes={panes} centre={props.centre} onCentre={props.onCentre} />
                  </>
                }
              />
              {/* Notices over the whole board (a plan that is open, a past day) stand here, above the panes. */}
              <FollowBar />
              {replay === null ? (
                <PlanBanner onUndo={(id) => void takeBack.undoGesture(id)} />
              ) : (
                <ReplayBar
                  replay={replay}
                  zone={zone}
                  runs={runs}
                  selectedTechnician={selectedTechnician}
                  onSelectTicket={onSelectTicket}
                />
              )}
              <div className="relative flex min-h-0 flex-1">
                <div className="flex min-h-0 min-w-0 flex-1 flex-col">
                  <BoardPanes
                    shown={panes.shown}
                    grid={
                      props.centre === "grid" && (
                        <BoardGrid
                          tickets={
                            rows.tickets === undefined
                              ? undefined
                              : props.list === "closed"
                                ? (lists.closed.shown ?? [])
                                : onMap
                          }
                          technicians={world.technicians}
                          zone={zone}
                          now={now}
                          selectedTicket={selectedTicket}
                          filtering={isFiltering(filters)}
                          onClearFilters={props.onClearFilters}
                        />
                      )
                    }
                    queue={
                      <Queue
                        lists={lists}
                        active={props.list}
                        onList={props.onList}
                        technicians={world.technicians}
                        zone={zone}
                        branchEmpty={rows.tickets?.length === 0}
                        loadingMore={rows.loadingMore}
                        capped={rows.capped}
                        now={now}
                        selectedTicket={selectedTicket}
                        onSelect={onSelectTicket}
                        onAssign={setAssigning}
                        onClearFilters={props.onClearFilters}
                        importAction={props.importAction}
                        elsewhere={elsewhere}
                      />
                    }
                    centre={
                      <ErrorBoundary
                        resetKey={branch.branchId}
                        fallback={() => (
                          <p className="p-4 text-sm text-ink-2">{t("board.map.unavailable")}</p>
                        )}
                      >
                        <BoardMap
                          ref={map}
                          branch={branch}
                          tickets={onMap}
                          technicians={world.technicians}
                          selection={selection}
                          onSelect={onMapSelect}
                          onTicketPress={setPress}
                          waits={rows.tickets === undefined}
                          calm={rows.loadingMore}
                          together={together}
                          onAssign={setAssigning}
                        />
                      </ErrorBoundary>
                    }
                    lanes={
                      rows.technicians === undefined || rows.visits === undefined ? (
                        <div className="flex flex-col gap-1 p-2">
                          {Array.from({ length: 6 }, (_, index) => (
                            <Skeleton key={index} className="h-11" />
                          ))}
                        </div>
                      ) : (
                        <Lanes
                          rows={lanes}
                          day={day}
                          scale={scale}
                          runs={runs}
                          now={now}
                          selectedTicket={selectedTicket}
                          selectedTechnician={selectedTicket === null ? selectedTechnician : null}
                          onSelect={onSelectTicket}
                          onLocate={(id) => onMapSelect({ kind: "technician", id })}
                        />
                      )
                    }
                    detail={
                      selectedTicket === null ? null : replay !== null ? (
                        <PastDetail
                          replay={replay}
                          ticketId={selectedTicket}
                          zone={zone}
                          onClose={() => onSelectTicket(null)}
                        />
                      ) : (
                        <DetailPane
                          ticketId={selectedTicket}
                          now={now}
                          onAssign={setAssigning}
                          onShowOnMap={showOnMap}
                          talk={talk?.ticketId === selectedTicket ? talk.at : null}
                          onClose={() => onSelectTicket(null)}
                          {...(props.ticketExtras ? { extras: props.ticketExtras } : {})}
                        />
                      )
                    }
                  />
                </div>
                {replay === null && <PlanPanel now={now} onSelect={onSelectTicket} />}
              </div>
            </TicketFaces>
            {press !== null && pressed !== undefined && <MapGrip ticket={pressed} press={press} />}
            <DragOverlay
              dropAnimation={null}
              modifiers={BESIDE_POINTER}
              className="pointer-events-none"
              style={OVERLAY_STYLE}
            >
              {carry !== null && carry.by === "pointer" && (
                <div dir={locale === "ar" ? "rtl" : "ltr"} className="w-72">
                  <CarryOverlay carry={carry} world={world} now={now} />
                </div>
              )}
            </DragOverlay>
            {carry !== null && carry.by === "keyboard" && (
              <div className="fixed bottom-4 start-1/2 z-50 -translate-x-1/2 rtl:translate-x-1/2">
                <CarryOverlay carry={carry} world={world} now={now} />
              </div>
            )}
            {overriding !== null && (
              <OverrideDialog
                wanted={overriding}
                zone={zone}
                onDrop={actions.drop}
                onClose={() => setOverriding(null)}
              />
            )}
            {replay === null && (
              <ChoiceLayer
                store={choice}
                tickets={chosen}
                bulk={bulk}
                world={world}
                scale={scale}
                now={now}
                hidden={carry !== null}
                say={setSaid}
              />
            )}
            <KeySheet open={sheetOpen} onClose={() => setSheetOpen(false)} />
            {assigning !== null && (
              <AssignDialog
                ticket={findTicket(assigning.ticketId) ?? assigning}
                world={world}
                scale={scale}
                now={now}
                onDrop={(wanted) => void drop(wanted).then((outcome) => setSaid(outcome.said))}
                onOverride={setOverriding}
                onClose={() => setAssigning(null)}
              />
            )}
          </DndContext>
        </BoardReasoning>
      </CarryContext.Provider>
    </LiftContext.Provider>
  );
}
