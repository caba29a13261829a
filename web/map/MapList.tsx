/*
 * The twin of the map for keyboard and screen readers: what is drawn, as a list that shares the selection. Shows the
 * tickets of the visible part, most urgent first, and every technician, also those without a position.
 */
import { useTranslation } from "react-i18next";
import { pastMoment } from "../lib/pastMoment";
import { useFormat } from "../lib/useFormat";
import { cx } from "../ui/classNames";
import { Ltr } from "../ui/Ltr";
import { PhaseMark } from "../ui/PhaseMark";
import type { MapSelection, MapTechnician, MapTicket } from "./mapContract";
import { shownState } from "./technicianFeatures";
import { urgencyRank } from "./ticketFeatures";

/** More would be slower to read than zooming in. */
const LISTED_TICKETS = 120;

export interface MapListProps {
  readonly tickets: readonly MapTicket[];
  readonly technicians: readonly MapTechnician[];
  readonly selection: MapSelection | null;
  readonly nowMs: number;
  readonly onSelect: (selection: MapSelection) => void;
}

const ROW = "flex min-h-11 w-full items-center gap-2 rounded-sm px-2 py-1 text-start";

export function MapList({ tickets, technicians, selection, nowMs, onSelect }: MapListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isSelected = (kind: MapSelection["kind"], id: string) =>
    selection?.kind === kind && selection.id === id;
  const face = (selected: boolean) =>
    cx(ROW, selected ? "bg-accent-soft text-ink" : "text-ink hover:bg-sunken");
  const ordered = [...tickets].sort(
    (a, b) => urgencyRank(b.urgency) - urgencyRank(a.urgency) || a.number.localeCompare(b.number),
  );
  const listed = ordered.slice(0, LISTED_TICKETS);
  const hidden = ordered.length - listed.length;

  return (
    <div className="grid gap-3">
      <section aria-labelledby="map-list-tickets">
        <h3 id="map-list-tickets" className="mb-1 text-xs font-medium text-ink-3">
          {tickets.length === 0 ? t("map.noneInView") : t("map.inView", { count: tickets.length })}
        </h3>
        <ul className="grid gap-px">
          {listed.map((ticket) => {
            const selected = isSelected("ticket", ticket.id);
            return (
              <li key={ticket.id}>
                <button
                  type="button"
                  aria-pressed={selected}
                  className={face(selected)}
                  onClick={() => onSelect({ kind: "ticket", id: ticket.id })}
                >
                  <PhaseMark phase={ticket.phase} letter={ticket.letter} />
                  <span className="min-w-0 flex-1">
                    <span className="flex items-baseline gap-2 text-xs text-ink-3">
                      <Ltr>{ticket.number}</Ltr>
                      <span>{ticket.statusLabel}</span>
                      {ticket.urgency !== "normal" && (
                        <span className="ms-auto font-medium text-urgent">
                          {t(`map.urgency.${ticket.urgency}`)}
                        </span>
                      )}
                    </span>
                    <span className="block truncate text-sm">
                      <bdi>{ticket.title}</bdi>
                    </span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
        {hidden > 0 && <p className="px-2 py-1 text-xs text-ink-3">{t("map.more", { count: hidden })}</p>}
      </section>
      <section aria-labelledby="map-list-technicians">
        <h3 id="map-list-technicians" className="mb-1 text-xs font-medium text-ink-3">
          {t("map.headings.technicians")}
        </h3>
        <ul className="grid gap-px">
          {technicians.map((technician) => {
            const selected = isSelected("technician", technician.id);
            const state = shownState(technician, nowMs);
            return (
              <li key={technician.id}>
                <button
                  type="button"
                  aria-pressed={selected}
                  className={face(selected)}
                  onClick={() => onSelect({ kind: "technician", id: technician.id })}
                >
                  <span
                    aria-hidden
                    className="grid size-5.5 shrink-0 place-items-center rounded-full border border-line-strong text-xs font-semibold text-ink-2"
                  >
                    {t(`map.letters.${state}`)}
                  </span>
                  <span className="min-w-0 flex-1">
                    <span className="block truncate text-sm">
                      <bdi>{technician.name}</bdi>
                    </span>
                    <span className="flex gap-2 text-xs text-ink-3">
                      <span>{t(`map.state.${state}`)}</span>
                      <span className="ms-auto">
                        {technician.fix
                          ? t("map.seen", {
                              when: format.relative(
                                technician.fix.recordedAt,
                                pastMoment(technician.fix.recordedAt, nowMs),
                              ),
                            })
                          : t("map.noPosition")}
                      </span>
                    </span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}
