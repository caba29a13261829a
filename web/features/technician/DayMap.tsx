/* Today's jobs on the map [S-41]: same symbols as the dispatcher sees, tapping one makes it the job at hand. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { usePreferences, useTheme } from "../../lib/preferences";
import { useWords } from "../../lib/useWords";
import { DispatchMap } from "../../map/DispatchMap";
import type { MapTechnician, MapTicket } from "../../map/mapContract";
import type { ForecastJob } from "./forecastDay";
import type { OwnDay } from "./ownDay";
import type { SharingState } from "./positionWatch";

export interface DayMapProps {
  readonly day: OwnDay;
  readonly jobs: readonly ForecastJob[];
  readonly focusedId: string | null;
  readonly sharing: SharingState;
  readonly onOpen: (ticketId: string) => void;
}

const DAY_ZOOM = 10.5;
const NO_DRAG = null;

export function DayMap({ day, jobs, focusedId, sharing, onOpen }: DayMapProps) {
  const { t } = useTranslation();
  const words = useWords();
  const theme = useTheme();
  const { locale } = usePreferences();
  const { technician, branch } = day;
  const focusPoint = jobs.find((one) => one.job.ticket.ticketId === focusedId)?.job.ticket.point ?? null;
  const view = useMemo(
    () => ({ key: branch.branchId, center: focusPoint ?? branch.center, zoom: DAY_ZOOM }),
    [branch.branchId, branch.center, focusPoint],
  );
  const tickets = useMemo(
    () =>
      jobs.flatMap(({ job: { ticket }, status }): MapTicket[] =>
        ticket.point === null
          ? []
          : [
              {
                id: ticket.ticketId,
                number: ticket.number,
                title: `${ticket.contactName} · ${ticket.address}`,
                statusLabel: words.status(status),
                letter: t(`marks.${status}`),
                point: ticket.point,
                phase: STATUS_META[status].phase,
                urgency: ticket.priority === "low" ? "normal" : ticket.priority,
                technicianId: technician.technicianId,
                draggable: false,
              },
            ],
      ),
    [jobs, words, t, technician.technicianId],
  );
  const fix = sharing.kind === "sharing" ? sharing.fix : null;
  const technicians = useMemo(
    (): readonly MapTechnician[] => [
      {
        id: technician.technicianId,
        name: words.name(technician.name),
        state: fix ? "on_route" : technician.onDuty ? "available" : "off_duty",
        fix: fix && {
          point: { lat: fix.lat, lng: fix.lng },
          recordedAt: fix.recordedAt,
          accuracyM: fix.accuracyM,
          headingDeg: fix.headingDeg ?? null,
        },
      },
    ],
    [technician, words, fix],
  );
  const selection = useMemo(
    () => (focusedId === null ? null : ({ kind: "ticket", id: focusedId } as const)),
    [focusedId],
  );
  return (
    <DispatchMap
      view={view}
      tickets={tickets}
      technicians={technicians}
      selection={selection}
      drag={NO_DRAG}
      theme={theme}
      language={locale}
      direction={locale === "ar" ? "rtl" : "ltr"}
      largeControls
      onSelect={(next) => {
        if (next?.kind === "ticket") onOpen(next.id);
      }}
    />
  );
}
