/* One ticket in words, as the map's list and its piles show it: letter, number, status, urgency, what it is about. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Bidi } from "../ui/Bidi";
import { Ltr } from "../ui/Ltr";
import { PhaseMark } from "../ui/PhaseMark";
import type { MapTicket } from "./mapContract";

export interface MapTicketLineProps {
  readonly ticket: MapTicket;
  /** What stands below. */
  readonly children?: ReactNode;
}

export function MapTicketLine({ ticket, children }: MapTicketLineProps) {
  const { t } = useTranslation();
  return (
    <>
      <PhaseMark phase={ticket.phase} letter={ticket.letter} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-xs text-ink-3">
          <Ltr>{ticket.number}</Ltr>
          <span>{ticket.statusLabel}</span>
          {ticket.urgency !== "normal" && (
            <span className="ms-auto font-medium text-urgent">{t(`map.urgency.${ticket.urgency}`)}</span>
          )}
        </span>
        <Bidi className="truncate text-sm">{ticket.title}</Bidi>
        {children}
      </span>
    </>
  );
}
