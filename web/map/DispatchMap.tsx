/**
 * The dispatch map as one declarative component: rows in, selection and presses out (mapContract.ts). Composes the
 * frame (engine and ground), the overlay (symbols), the camera, the pointer and the list twin. Decides nothing about
 * tickets.
 */
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../lib/useNow";
import { Ltr } from "../ui/Ltr";
import { PersonMark } from "../ui/PersonMark";
import { MapBubble } from "./MapBubble";
import type {
  DispatchMapHandle,
  DispatchMapProps,
  MapPoint,
  MapSelection,
  MapTechnician,
  MapTechnicianState,
} from "./mapContract";
import { MapBox } from "./MapBox";
import { MapControls, type MapPanel } from "./MapControls";
import { MapFrame } from "./MapFrame";
import { DROP_REACH_PX, PRESS_REACH_PX, technicianHit, ticketHit } from "./mapHits";
import { MapLegend } from "./MapLegend";
import { MapList } from "./MapList";
import { MapPile } from "./MapPile";
import type { MapSurface } from "./mapSurface";
import { CROWDED_FROM } from "./overlayLayers";
import { shownState, threadLines } from "./technicianFeatures";
import { ticketFeatures } from "./ticketFeatures";
import { trailLine } from "./trailFeatures";
import { useCamera } from "./useCamera";
import { useFollow } from "./useFollow";
import { useGlidingTechnicians } from "./useGlidingTechnicians";
import { useMapPointer } from "./useMapPointer";
import { useOverlay } from "./useOverlay";
import { DRAWN_CITIES, useTerritories } from "./useTerritories";
import { useReducedMotion } from "./useReducedMotion";
import { useSharedLook } from "./useSharedLook";
import { useViewBeat } from "./useViewBeat";

const NO_TRAIL: readonly MapPoint[] = [];
const NOTHING_CHOSEN: ReadonlySet<string> = new Set();
const NOBODY_UNSEEN: ReadonlySet<string> = new Set();

/** Ids of technicians who give no signal: the same set as long as they are the same people. */
function useUnseen(technicians: readonly MapTechnician[], nowMs: number): ReadonlySet<string> {
  const known = useRef(NOBODY_UNSEEN);
  return useMemo(() => {
    const unseen = new Set(
      technicians
        .filter((one) => one.fix === null || shownState(one, nowMs) === "stale")
        .map((one) => one.id),
    );
    if (unseen.size !== known.current.size || [...unseen].some((id) => !known.current.has(id)))
      known.current = unseen;
    return known.current;
  }, [technicians, nowMs]);
}

/** The rows, while calm only as new as the tickets are: what is drawn anew with these costs nothing more. */
function useTogether<Row>(rows: readonly Row[], tickets: readonly unknown[], calm: boolean): readonly Row[] {
  const held = useRef({ rows, tickets });
  if (!calm || held.current.tickets !== tickets || held.current.rows.length === 0)
    held.current = { rows, tickets };
  return held.current.rows;
}

function within<T>(
  surface: MapSurface | null,
  clientX: number,
  clientY: number,
  ask: (surface: MapSurface, at: { x: number; y: number }) => T | null,
): T | null {
  if (!surface) return null;
  const frame = surface.element().getBoundingClientRect();
  const at = { x: clientX - frame.x, y: clientY - frame.y };
  const inside = at.x >= 0 && at.y >= 0 && at.x <= frame.width && at.y <= frame.height;
  return inside ? ask(surface, at) : null;
}

export function DispatchMap({
  ref,
  view,
  tickets,
  technicians,
  selection,
  drag,
  theme,
  language,
  direction,
  largeControls = false,
  waits = false,
  calm = false,
  popup,
  trail = NO_TRAIL,
  areas,
  followId = null,
  onFollowEnd,
  onSelect,
  choice,
  onTicketPointerDown,
  atMs,
  colleague = null,
  onLook,
  onPoint,
}: DispatchMapProps & { readonly ref?: Ref<DispatchMapHandle> }) {
  const { t } = useTranslation();
  const still = useReducedMotion();
  const liveMs = useNow(15_000);
  const nowMs = atMs ?? liveMs;
  const [panel, setPanel] = useState<MapPanel | null>(null);
  const [boxing, setBoxing] = useState(false);
  const crowded = tickets.length > CROWDED_FROM.tickets || technicians.length > CROWDED_FROM.technicians;
  const { surface, overlay, palette, onSurface } = useOverlay(theme, crowded);

  const letters = useMemo(
    (): Record<MapTechnicianState, string> => ({
      available: t("map.letters.available"),
      busy: t("map.letters.busy"),
      on_route: t("map.letters.on_route"),
      off_duty: t("map.letters.off_duty"),
      stale: t("map.letters.stale"),
    }),
    [t],
  );
  const scene = useMemo(
    () => ({ theme, nowMs, selection, drag, letters }),
    [theme, nowMs, selection, drag, letters],
  );
  const placeOf = useGlidingTechnicians(
    overlay,
    useTogether(technicians, tickets, calm),
    scene,
    still || calm,
  );

  const unseen = useUnseen(technicians, nowMs);
  const draggedIds = drag?.ticketIds ?? NOTHING_CHOSEN;
  const selectedTicketId = selection?.kind === "ticket" ? selection.id : null;
  const chosenIds = choice?.ids ?? NOTHING_CHOSEN;
  const drawn = useMemo(
    () =>
      ticketFeatures(tickets, {
        theme,
        direction,
        selectedId: selectedTicketId,
        chosenIds,
        draggedIds,
        unseen,
      }),
    [tickets, theme, direction, selectedTicketId, chosenIds, draggedIds, unseen],
  );
  useEffect(() => {
    overlay?.show("maydan-tickets", drawn.clustered);
    overlay?.show("maydan-tickets-alone", drawn.alone);
  }, [overlay, drawn]);
  useEffect(() => {
    overlay?.show("maydan-threads", threadLines(tickets, technicians, selection, placeOf));
  }, [overlay, tickets, technicians, selection, placeOf]);

  useEffect(() => {
    overlay?.show("maydan-trail", trailLine(trail));
  }, [overlay, trail]);
  const [showsAreas, setShowsAreas] = useState(false);
  useTerritories(overlay, showsAreas ? areas : undefined, language);

  const [pile, setPile] = useState<{ readonly ids: readonly string[]; readonly point: MapPoint } | null>(
    null,
  );
  const piled = useMemo(
    () => (pile === null ? [] : tickets.filter((ticket) => pile.ids.includes(ticket.id))),
    [pile, tickets],
  );
  const choose = useCallback(
    (chosen: MapSelection | null) => {
      setPile(null);
      onSelect(chosen);
    },
    [onSelect],
  );

  const pointOf = useCallback(
    (wanted: MapSelection) => {
      if (wanted.kind === "ticket") return tickets.find((ticket) => ticket.id === wanted.id)?.point ?? null;
      const fix = technicians.find((technician) => technician.id === wanted.id)?.fix;
      return fix ? placeOf(wanted.id, fix.point) : null;
    },
    [tickets, technicians, placeOf],
  );
  useCamera(surface, view, selection, pointOf, still);
  const followed = followId === null ? null : (technicians.find((one) => one.id === followId)?.fix ?? null);
  useFollow(surface, followId, followed?.point ?? null, still, () => onFollowEnd?.());
  const hovered = useMapPointer(surface, {
    tickets,
    onSelect: choose,
    onPile: (ids, point) => setPile({ ids, point }),
    choice,
    onTicketPointerDown,
    dragging: drag !== null,
    still,
  });

  useSharedLook(surface, hovered, onLook, onPoint);

  useImperativeHandle(
    ref,
    (): DispatchMapHandle => ({
      technicianAt: (x, y) => within(surface, x, y, (on, at) => technicianHit(on, at, DROP_REACH_PX)),
      ticketAt: (x, y) => within(surface, x, y, (on, at) => ticketHit(on, at, PRESS_REACH_PX)),
      project: (point) => {
        if (!surface) return null;
        const frame = surface.element().getBoundingClientRect();
        const at = surface.project(point);
        return { clientX: frame.x + at.x, clientY: frame.y + at.y };
      },
      flyTo: (point, zoom) => surface?.flyTo(point, zoom ?? null, still),
      look: ({ center, zoom }) => surface?.flyTo(center, zoom, still),
    }),
    [surface, still],
  );

  // The list follows the visible part of the map; without a drawn map it lists everything.
  useViewBeat(surface, panel === "list");
  const listed =
    panel === "list" && surface ? tickets.filter((ticket) => surface.inView(ticket.point)) : tickets;
  const fitAll = () => {
    const fixes = technicians.flatMap((technician) => (technician.fix ? [technician.fix.point] : []));
    surface?.fit([...tickets.map((ticket) => ticket.point), ...fixes], 64, still);
  };

  const selectedPoint = selection && pointOf(selection);
  const pointedPoint = colleague && pointOf(colleague.at);
  const hoveredPoint = hovered && pointOf(hovered);
  const hoveredTicket = hovered?.kind === "ticket" && tickets.find((ticket) => ticket.id === hovered.id);
  const hoveredTechnician =
    hovered?.kind === "technician" && technicians.find((technician) => technician.id === hovered.id);
  const alreadyShown = popup !== undefined && popup !== null && hovered?.id === selection?.id;

  return (
    <MapFrame {...{ view, theme, language, direction, onSurface, waits }} label={t("map.label")}>
      {surface &&
        selectedPoint &&
        popup !== undefined &&
        popup !== null &&
        pile === null &&
        panel !== "list" &&
        drag === null && (
          <MapBubble surface={surface} point={selectedPoint} direction={direction}>
            {popup}
          </MapBubble>
        )}
      {surface && pile !== null && piled.length > 0 && drag === null && (
        <MapBubble surface={surface} point={pile.point} direction={direction}>
          <MapPile
            tickets={piled}
            choice={choice}
            onChoose={(id) => choose({ kind: "ticket", id })}
            onClose={() => setPile(null)}
          />
        </MapBubble>
      )}
      {surface && hoveredPoint && drag === null && !alreadyShown && (
        <MapBubble surface={surface} point={hoveredPoint} direction={direction} passive>
          {hoveredTicket && (
            <>
              <span className="flex gap-2 text-ink-3">
                <Ltr>{hoveredTicket.number}</Ltr>
                {hoveredTicket.statusLabel}
              </span>
              <span className="block">
                <bdi>{hoveredTicket.title}</bdi>
              </span>
            </>
          )}
          {hoveredTechnician && (
            <>
              <span className="block font-medium">
                <bdi>{hoveredTechnician.name}</bdi>
              </span>
              <span className="text-ink-3">{t(`map.state.${shownState(hoveredTechnician, nowMs)}`)}</span>
            </>
          )}
        </MapBubble>
      )}
      {surface && colleague && pointedPoint && (
        <MapBubble surface={surface} point={pointedPoint} direction={direction} passive>
          <span className="flex items-center gap-1.5 font-medium">
            <PersonMark userId={colleague.userId} name={colleague.name} size="small" />
            {t("together.points", { name: colleague.name })}
          </span>
        </MapBubble>
      )}
      {surface && choice && (
        <MapBox
          surface={surface}
          tickets={tickets}
          choice={choice}
          armed={boxing}
          onDisarm={() => setBoxing(false)}
        />
      )}
      <MapControls
        {...(surface && choice ? { boxing, onBoxing: () => setBoxing((on) => !on) } : {})}
        large={largeControls}
        panel={panel}
        onPanel={setPanel}
        onZoom={(steps) => surface?.zoomBy(steps)}
        onFitAll={fitAll}
        {...(areas?.some((code) => DRAWN_CITIES.includes(code))
          ? { areas: showsAreas, onAreas: () => setShowsAreas((shown) => !shown) }
          : {})}
        panelContent={
          panel === "legend" && palette ? (
            <MapLegend palette={palette} theme={theme} direction={direction} />
          ) : (
            <MapList {...{ technicians, selection, nowMs, choice, onSelect, popup }} tickets={listed} />
          )
        }
      />
    </MapFrame>
  );
}
