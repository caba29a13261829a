/*
 * The board's rows as the map wants them. Owns the subscription to positions, so that a moving van draws the map
 * again and nothing else.
 */
import { type Ref, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { usePreferences, useTheme } from "../../lib/preferences";
import { useWords } from "../../lib/useWords";
import { DispatchMap } from "../../map/DispatchMap";
import type {
  DispatchMapHandle,
  MapFit,
  MapSelection,
  MapTechnician,
  MapTicket,
  MapTicketPress,
} from "../../map/mapContract";
import type { Branch, TechnicianRow, TicketRow } from "./boardData";
import { useCarryState, useLift } from "./carryContext";
import { technicianOf } from "./dropTarget";
import { technicianState } from "./laneRows";
import { usePositions } from "./usePositions";

export interface BoardMapProps {
  readonly ref: Ref<DispatchMapHandle>;
  readonly branch: Branch;
  readonly tickets: readonly TicketRow[];
  readonly technicians: readonly TechnicianRow[];
  readonly selection: MapSelection | null;
  readonly onSelect: (selection: MapSelection | null) => void;
  readonly onTicketPress: (press: MapTicketPress) => void;
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
}: BoardMapProps) {
  const { t } = useTranslation();
  const words = useWords();
  const theme = useTheme();
  const { locale } = usePreferences();
  const { canLift } = useLift();
  const { carry, fitOf } = useCarryState();
  const positions = usePositions(branch.branchId);

  const view = useMemo(
    () => ({ key: branch.branchId, center: branch.center, zoom: CITY_ZOOM }),
    [branch.branchId, branch.center],
  );
  const mapTickets = useMemo(
    () =>
      tickets.flatMap((ticket): MapTicket[] =>
        ticket.point === null
          ? []
          : [
              {
                id: ticket.ticketId,
                number: ticket.number,
                title: `${ticket.problem} · ${ticket.contactName}`,
                statusLabel: words.status(ticket.status),
                letter: t(`marks.${ticket.status}`),
                point: ticket.point,
                phase: STATUS_META[ticket.status].phase,
                urgency: ticket.priority === "low" ? "normal" : ticket.priority,
                technicianId: ticket.visit?.technicianId ?? null,
                draggable: canLift(ticket),
              },
            ],
      ),
    [tickets, words, canLift, t],
  );
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
              }
            : null,
        };
      });
  }, [technicians, positions, words]);

  const carriedId = carry?.ticket.ticketId ?? null;
  const overTechnicianId = technicianOf(carry?.target ?? null);
  const drag = useMemo(() => {
    if (carriedId === null) return null;
    const fits = new Map<string, MapFit>();
    for (const technician of technicians) {
      const verdict = fitOf(technician.technicianId);
      const fit = verdict?.ok ? (technician.current === null ? "good" : "possible") : "blocked";
      fits.set(technician.technicianId, fit);
    }
    return { ticketId: carriedId, fits, overTechnicianId };
  }, [carriedId, technicians, fitOf, overTechnicianId]);

  return (
    <div data-drop="map" className="relative h-full">
      <DispatchMap
        ref={ref}
        view={view}
        tickets={mapTickets}
        technicians={mapTechnicians}
        selection={selection}
        drag={drag}
        theme={theme}
        language={locale}
        direction={locale === "ar" ? "rtl" : "ltr"}
        onSelect={onSelect}
        onTicketPointerDown={onTicketPress}
      />
    </div>
  );
}
