/* The name of a ticket: number, kind of work, problem, where it stands, how urgent it is. */
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../shared/tickets/statuses";
import { useWords } from "../lib/useWords";
import { Bidi } from "../ui/Bidi";
import { Ltr } from "../ui/Ltr";
import { PhaseBadge } from "../ui/PhaseBadge";
import { PriorityBadge } from "./PriorityBadge";
import type { TicketCard } from "./ticketData";

export interface TicketHeadProps {
  readonly ticket: TicketCard;
  readonly level: 1 | 2;
}

export function TicketHead({ ticket, level }: TicketHeadProps) {
  const { t } = useTranslation();
  const words = useWords();
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className="min-w-0 flex-1">
      <p className="flex items-center gap-2 text-xs text-ink-3">
        <Ltr className="font-medium whitespace-nowrap text-ink-2">{ticket.number}</Ltr>
        <span>{words.workType(ticket.workType)}</span>
      </p>
      <Heading
        className={`mt-0.5 leading-snug font-semibold break-words ${level === 1 ? "text-2xl" : "text-lg"}`}
      >
        <Bidi>{ticket.problem}</Bidi>
      </Heading>
      <p className="mt-1.5 flex flex-wrap items-center gap-1.5">
        <PhaseBadge
          phase={STATUS_META[ticket.status].phase}
          letter={t(`marks.${ticket.status}`)}
          label={words.status(ticket.status)}
        />
        <PriorityBadge priority={ticket.priority} />
      </p>
    </div>
  );
}
