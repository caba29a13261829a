/*
 * What the map's popup and its list twin show of the selection: a summary, and what can be done with it at once. The
 * same for pointer and keyboard.
 */
import { CalendarClock, LocateFixed, MessageSquare, PanelRight, Phone, UserPlus } from "lucide-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../lib/useWords";
import type { MapFix } from "../../map/mapContract";
import { SignalLine } from "../../map/SignalLine";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import { PriorityBadge } from "../../ticket/PriorityBadge";
import type { TechnicianRow, TicketRow } from "./boardData";
import { technicianState } from "./laneRows";
import { PromiseChip } from "./PromiseChip";

const LINK =
  "inline-flex h-7 items-center gap-1 rounded-md border border-line-strong bg-raised px-2 text-xs font-medium text-ink no-underline hover:bg-sunken";
const ICON = "size-3.5";

function Actions({ children }: { readonly children: ReactNode }) {
  return <div className="flex flex-wrap gap-1.5 border-t border-line p-2">{children}</div>;
}

export interface TicketPopupProps {
  readonly ticket: TicketRow;
  readonly technician: TechnicianRow | undefined;
  readonly now: number;
  /** Absent where the signed-in person may not place it. */
  readonly onAssign?: () => void;
  readonly onMessage: () => void;
  /** Absent while it is on no lane of the shown day. */
  readonly onLane?: () => void;
}

export function TicketPopup(props: TicketPopupProps) {
  const { ticket, technician, now, onAssign, onMessage, onLane } = props;
  const { t } = useTranslation();
  const words = useWords();
  return (
    <section aria-label={t("boardMap.ticket", { number: ticket.number })} className="w-72 max-w-full text-sm">
      <div className="grid gap-1 p-3">
        <p className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
          <Ltr>{ticket.number}</Ltr>
          <span>{words.status(ticket.status)}</span>
          <PriorityBadge priority={ticket.priority} />
          {ticket.nextDue !== null && <PromiseChip promise={ticket.nextDue} now={now} />}
        </p>
        <p className="line-clamp-2 font-medium">
          <bdi>{ticket.problem}</bdi>
        </p>
        <p className="truncate text-ink-2">
          <bdi>{ticket.contactName}</bdi> · <bdi>{ticket.address}</bdi>
        </p>
        <p className="text-xs text-ink-3">
          {technician ? <bdi>{words.name(technician.name)}</bdi> : t("boardMap.nobody")}
        </p>
      </div>
      <Actions>
        <Link className={LINK} to="/tickets/$number" params={{ number: ticket.number }}>
          <PanelRight aria-hidden className={`${ICON} rtl:-scale-x-100`} />
          {t("boardMap.open")}
        </Link>
        {onAssign && (
          <Button size="small" icon={<UserPlus aria-hidden className={ICON} />} onPress={onAssign}>
            {t("board.card.assignTo")}
          </Button>
        )}
        {ticket.phone !== null && (
          <a className={LINK} href={`tel:${ticket.phone}`}>
            <Phone aria-hidden className={ICON} />
            {t("boardMap.call")}
          </a>
        )}
        <Button size="small" icon={<MessageSquare aria-hidden className={ICON} />} onPress={onMessage}>
          {t("boardMap.message")}
        </Button>
        {onLane && (
          <Button size="small" icon={<CalendarClock aria-hidden className={ICON} />} onPress={onLane}>
            {t("boardMap.inLane")}
          </Button>
        )}
      </Actions>
    </section>
  );
}

export interface TechnicianPopupProps {
  readonly technician: TechnicianRow;
  readonly fix: MapFix | null;
  readonly zone: string;
  readonly now: number;
  readonly following: boolean;
  /** Absent while his place is unknown. */
  readonly onFollow?: () => void;
  readonly onDay: () => void;
  readonly onTicket: (ticketId: string) => void;
}

export function TechnicianPopup(props: TechnicianPopupProps) {
  const { technician, fix, zone, now, following, onFollow, onDay, onTicket } = props;
  const { t } = useTranslation();
  const words = useWords();
  const name = words.name(technician.name);
  const { current } = technician;
  return (
    <section aria-label={t("boardMap.technician", { name })} className="w-72 max-w-full text-sm">
      <div className="grid gap-1 p-3">
        <p className="flex items-baseline gap-2">
          <bdi className="font-semibold">{name}</bdi>
          <span className="text-xs text-ink-3">{t(`map.state.${technicianState(technician)}`)}</span>
        </p>
        {current !== null && (
          <p>
            <button
              type="button"
              className="text-accent hover:underline"
              onClick={() => onTicket(current.ticketId)}
            >
              <Ltr>{current.number}</Ltr>
            </button>
          </p>
        )}
        <p className="flex flex-wrap gap-x-2 text-xs text-ink-2">
          <SignalLine fix={fix} nowMs={now} zone={zone} />
        </p>
      </div>
      <Actions>
        <a className={LINK} href={`tel:${technician.phone}`}>
          <Phone aria-hidden className={ICON} />
          {t("boardMap.call")}
        </a>
        <Button size="small" icon={<CalendarClock aria-hidden className={ICON} />} onPress={onDay}>
          {t("boardMap.day")}
        </Button>
        {onFollow && (
          <Button
            size="small"
            tone={following ? "primary" : "secondary"}
            aria-pressed={following}
            icon={<LocateFixed aria-hidden className={ICON} />}
            onPress={onFollow}
          >
            {t(following ? "boardMap.following" : "boardMap.follow")}
          </Button>
        )}
      </Actions>
    </section>
  );
}
