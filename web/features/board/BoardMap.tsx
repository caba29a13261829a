/*
 * The board's rows as the map wants them. Owns the subscription to positions, so that a moving van draws the map
 * again and nothing else.
 */
import { type Ref, useCallback, useMemo, useRef, useState } from "react";
import { usePreferences, useTheme } from "../../lib/preferences";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { DispatchMap } from "../../map/DispatchMap";
import type {
  DispatchMapHandle,
  MapFit,
  MapSelection,
  MapTechnician,
  MapTicketPress,
} from "../../map/mapContract";
import type { Branch, TechnicianRow, TicketRow } from "./boardData";
import { useCarryState, useLift } from "./carryContext";
import { useMapChoice } from "./choice/useMapChoice";
import { technicianOf } from "./dropTarget";
import { FitLabels } from "./fit/FitLabels";
import { useFits } from "./fit/fitContext";
import { technicianState } from "./laneRows";
import { SelectionPopup } from "./SelectionPopup";
import { TwinTicketsContext } from "./TwinRow";
import { useMapTickets } from "./useMapTickets";
import { usePositions } from "./usePositions";
import { useTrail } from "./useTrail";
import { usePastMap } from "./replay/replayContext";
import type { SharedMap } from "./together/useSharedMap";

export interface BoardMapProps {
  readonly ref: Ref<DispatchMapHandle>;
  readonly branch: Branch;
  readonly tickets: readonly TicketRow[];
  readonly technicians: readonly TechnicianRow[];
  readonly selection: MapSelection | null;
  readonly onSelect: (selection: MapSelection | null) => void;
  readonly onTicketPress: (press: MapTicketPress) => void;
  readonly onAssign: (ticket: TicketRow) => void;
  /** No ticket is here yet; and: more are on their way (see DispatchMapProps). */
  readonly waits: boolean;
  readonly calm: boolean;
  /** What others see of this map, and what is seen of theirs. */
  /** Absent where nobody acts: the wall. */
  readonly together?: SharedMap;
}

/** Close enough to read districts, wide enough for a city. */
const CITY_ZOOM = 10.5;

export function BoardMap({
  ref,
  branch,
  tickets,
  technicians,
  selection,
  onSelect,
  onTicketPress,
  onAssign,
  waits,
  calm,
  together,
}: BoardMapProps) {
  const words = useWords();
  const theme = useTheme();
  const past = usePastMap();
  const { locale } = usePreferences();
  const { carriedIds } = useLift();
  const { carry } = useCarryState();
  const ranking = useFits();
  const handle = useRef<DispatchMapHandle | null>(null);
  const setHandle = useCallback(
    (drawn: DispatchMapHandle | null) => {
      handle.current = drawn;
      if (typeof ref === "function") ref(drawn);
      else if (ref !== null) ref.current = drawn;
    },
    [ref],
  );
  const several = useMapChoice();
  const rowOf = useMemo(
    () => new Map(tickets.map((ticket): [string, TicketRow] => [ticket.ticketId, ticket])),
    [tickets],
  );
  const positions = usePositions(branch.branchId);
  // Promises come due by the minute; the rings need no finer clock.
  const minute = useNow(60_000);

  const view = useMemo(
    () => ({ key: branch.branchId, center: branch.center, zoom: CITY_ZOOM }),
    [branch.branchId, branch.center],
  );
  const mapTickets = useMapTickets(tickets, minute);
  const mapTechnicians = useMemo(() => {
    return technicians
      .filter((technician) => technician.active)
      .map((technician): MapTechnician => {
        const fix = positions?.get(technician.technicianId);
        return {
          id: technician.technicianId,
          name: words.name(technician.name),
          state: technicianState(technician),
          fix: fix
            ? {
                point: { lat: fix.lat, lng: fix.lng },
                recordedAt: fix.recordedAt,
                accuracyM: fix.accuracyM,
                headingDeg: fix.headingDeg,
                hiddenSince: fix.hiddenSince,
              }
            : null,
        };
      });
  }, [technicians, positions, words]);

  const carriedId = carry?.ticket.ticketId ?? null;
  const overTechnicianId = technicianOf(carry?.target ?? null);
  const fits = useMemo(() => {
    if (carriedId === null) return null;
    const found = new Map<string, MapFit>();
    // Somebody against whom something speaks is possible, no more.
    for (const { technicianId, fits: able, against } of ranking.values())
      found.set(technicianId, !able ? "blocked" : against.length === 0 ? "good" : "possible");
    return found;
  }, [carriedId, ranking]);
  const drag = useMemo(
    () => (fits === null ? null : { ticketIds: carriedIds, fits, overTechnicianId }),
    [carriedIds, fits, overTechnicianId],
  );

  const [chosen, setChosen] = useState<MapSelection | null>(null);
  const [followId, setFollowId] = useState<string | null>(null);
  const choose = useCallback(
    (next: MapSelection | null) => {
      setChosen(next);
      onSelect(next);
    },
    [onSelect],
  );
  const endFollow = useCallback(() => setFollowId(null), []);
  const selectedTechnicianId = selection?.kind === "technician" ? selection.id : null;
  const trail = useTrail(technicians.find((one) => one.technicianId === selectedTechnicianId)?.technicianId);
  const ownAreas = technicians.find((one) => one.technicianId === selectedTechnicianId)?.areas ?? [];
  const areasOf = ownAreas.length > 0 ? ownAreas.join(" ") : branch.city;
  const areas = useMemo(() => areasOf.split(" "), [areasOf]);

  return (
    <div data-drop="map" className="relative h-full">
      <TwinTicketsContext.Provider value={rowOf}>
        <DispatchMap
          ref={setHandle}
          view={view}
          tickets={mapTickets}
          technicians={mapTechnicians}
          selection={selection}
          drag={drag}
          theme={theme}
          language={locale}
          direction={locale === "ar" ? "rtl" : "ltr"}
          trail={trail}
          areas={areas}
          waits={waits}
          calm={calm}
          followId={followId}
          onFollowEnd={endFollow}
          onSelect={choose}
          onTicketPointerDown={onTicketPress}
          // Only what was chosen here: a card pressed in the queue has its details beside it already.
          popup={
            past === null && selection !== null && chosen?.id === selection.id ? (
              <SelectionPopup
                {...{ selection, tickets, technicians, followId, onAssign }}
                fixes={mapTechnicians}
                zone={branch.zone}
                onSelect={choose}
                onFollow={setFollowId}
              />
            ) : null
          }
          {...together}
          {...(together && past === null ? { choice: several } : {})}
          {...(past === null ? {} : { atMs: past.at })}
        />
      </TwinTicketsContext.Provider>
      {carriedId !== null && (
        <FitLabels
          map={handle}
          positions={positions}
          overTechnicianId={overTechnicianId}
          zone={branch.zone}
        />
      )}
    </div>
  );
}
