/*
 * The twin of the map for keyboard and screen readers: what is drawn, as a list that shares the selection and its quick
 * actions. Tickets of the visible part, most urgent first, and every technician, also those without a position. Long
 * lists open in steps, and whoever looks for one searches.
 */
import { type ReactNode, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../lib/useFormat";
import { Bidi } from "../ui/Bidi";
import { TextField } from "../ui/TextField";
import { TicketSignMarks } from "../ui/TicketSignMarks";
import type { MapChoice, MapSelection, MapTechnician, MapTicket } from "./mapContract";
import { MapListSection } from "./MapListSection";
import { SignalLine } from "./SignalLine";
import { shownState } from "./technicianFeatures";
import { urgencyRank } from "./ticketFeatures";
import { MapTicketLine } from "./MapTicketLine";

export interface MapListProps {
  readonly tickets: readonly MapTicket[];
  readonly technicians: readonly MapTechnician[];
  readonly selection: MapSelection | null;
  readonly nowMs: number;
  readonly choice?: MapChoice | undefined;
  /** Summary and actions of the selection. */
  readonly popup?: ReactNode;
  readonly onSelect: (selection: MapSelection) => void;
}

function matches(text: string, wanted: string): boolean {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const within = text.toLowerCase();
  return words.every((word) => within.includes(word));
}

export function MapList({ tickets, technicians, selection, nowMs, choice, popup, onSelect }: MapListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [wanted, setWanted] = useState("");
  const ordered = useMemo(
    () =>
      tickets
        .filter((one) => wanted === "" || matches(`${one.number} ${one.title} ${one.statusLabel}`, wanted))
        .sort((a, b) => urgencyRank(b.urgency) - urgencyRank(a.urgency) || a.number.localeCompare(b.number)),
    [tickets, wanted],
  );
  const crew = useMemo(
    () => (wanted === "" ? technicians : technicians.filter((one) => matches(one.name, wanted))),
    [technicians, wanted],
  );
  const selectedId = (kind: MapSelection["kind"]) => (selection?.kind === kind ? selection.id : null);

  return (
    <div className="grid gap-3">
      <TextField
        label={t("map.search")}
        labelHidden
        placeholder={t("map.search")}
        type="search"
        value={wanted}
        onChange={setWanted}
      />
      <MapListSection
        title={ordered.length === 0 ? t("map.noneInView") : t("map.inView", { count: ordered.length })}
        rows={ordered}
        selectedId={selectedId("ticket")}
        popup={popup}
        As={choice?.Row}
        onSelect={(id) => onSelect({ kind: "ticket", id })}
      >
        {(ticket) => (
          <>
            <TicketSignMarks ticketId={ticket.id} />
            <MapTicketLine ticket={ticket}>
              {ticket.technicianId === null && (
                <span className="block text-xs text-ink-3">{t("map.nobody")}</span>
              )}
            </MapTicketLine>
          </>
        )}
      </MapListSection>
      <MapListSection
        title={`${t("map.headings.technicians")} (${format.number(crew.length)})`}
        rows={crew}
        selectedId={selectedId("technician")}
        popup={popup}
        onSelect={(id) => onSelect({ kind: "technician", id })}
      >
        {(technician) => {
          const state = shownState(technician, nowMs);
          return (
            <>
              <span
                aria-hidden
                className="grid size-5.5 shrink-0 place-items-center rounded-full border border-line-strong text-xs font-semibold text-ink-2"
              >
                {t(`map.letters.${state}`)}
              </span>
              <span className="min-w-0 flex-1">
                <Bidi className="truncate text-sm">{technician.name}</Bidi>
                <span className="flex flex-wrap gap-x-2 text-xs text-ink-3">
                  <span>{t(`map.state.${state}`)}</span>
                  <SignalLine fix={technician.fix} nowMs={nowMs} />
                </span>
              </span>
            </>
          );
        }}
      </MapListSection>
    </div>
  );
}
