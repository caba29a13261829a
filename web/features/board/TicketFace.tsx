/*
 * What a dispatcher asks first, in two lines: what and since when, where and who. Pure face: dragging, menus and
 * selection belong to whoever shows it.
 */
import { MapPinOff } from "lucide-react";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { concernsCard } from "../../lib/countdown";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { cx } from "../../ui/classNames";
import { Ltr } from "../../ui/Ltr";
import { PhaseMark } from "../../ui/PhaseMark";
import { PriorityBadge } from "../../ticket/PriorityBadge";
import { LateMark } from "./late/LateMark";
import { PromiseChip } from "./PromiseChip";
import type { TicketRow } from "./boardData";

export interface TicketFaceProps {
  readonly ticket: TicketRow;
  readonly now: number;
  /** Who has it and when, for tickets that are in hand. */
  readonly placement?: string;
  readonly className?: string;
}

export function TicketFace({ ticket, now, placement, className }: TicketFaceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const where = ticket.address === "" ? words.city(ticket.city) : ticket.address;
  const second = placement === undefined ? [where, ticket.contactName] : [placement];
  const age = format.duration(now - ticket.requestedAt);
  return (
    <span
      data-phase={STATUS_META[ticket.status].phase}
      className={cx("relative flex min-w-0 overflow-hidden rounded-md bg-raised text-start", className)}
    >
      {(ticket.priority === "urgent" || ticket.priority === "high") && (
        <span
          aria-hidden
          className={cx(
            "absolute inset-y-0 start-0 w-1",
            ticket.priority === "urgent" ? "bg-urgent" : "bg-ink-3",
          )}
        />
      )}
      <span className="shrink-0 ps-2.5 pt-2">
        <PhaseMark phase={STATUS_META[ticket.status].phase} letter={t(`marks.${ticket.status}`)} size={20} />
      </span>
      <span className="min-w-0 flex-1 py-1.5 ps-2 pe-2.5">
        <span className="flex items-center gap-1.5">
          <Bidi className="min-w-0 flex-1 truncate text-sm font-medium text-ink">{ticket.problem}</Bidi>
          <LateMark ticketId={ticket.ticketId} />
          <PriorityBadge priority={ticket.priority} />
          <span className="shrink-0 text-xs text-ink-2" title={t("board.card.age", { ago: age })}>
            {age}
          </span>
        </span>
        <span className="mt-0.5 flex items-center gap-1 text-xs text-ink-2">
          <span className="sr-only">{words.status(ticket.status)}</span>
          <span className="flex min-w-0 flex-1">
            {second.filter(Boolean).map((part, index) => (
              <Fragment key={part}>
                {index > 0 && (
                  <span aria-hidden className="px-1 text-ink-3">
                    ·
                  </span>
                )}
                <Bidi className="min-w-0 truncate">{part}</Bidi>
              </Fragment>
            ))}
          </span>
          {ticket.nextDue !== null && concernsCard(ticket.nextDue.dueAt, now) && (
            <PromiseChip promise={ticket.nextDue} now={now} compact />
          )}
          {ticket.point === null && (
            <MapPinOff aria-label={t("board.card.noPoint")} className="size-3.5 shrink-0 text-ink-3" />
          )}
          <Ltr className="shrink-0 text-2xs text-ink-3">{ticket.number}</Ltr>
        </span>
      </span>
    </span>
  );
}
