/* Promises in danger on the wall: the first of them in letters that are read from across a room, the others counted. */
import { useTranslation } from "react-i18next";
import { countdownTo } from "../../lib/countdown";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { WorkTypeIcon } from "../../ticket/WorkTypeIcon";
import { cx } from "../../ui/classNames";
import { Ltr } from "../../ui/Ltr";
import type { TicketFlags } from "./attention";
import type { TicketRow } from "./boardData";
import type { LaneRow } from "./laneRows";

const ROWS = 10;

export interface WallPromisesProps {
  /** Those that want an eye, the worst first. */
  readonly tickets: readonly TicketRow[];
  readonly flags: TicketFlags;
  readonly lanes: readonly LaneRow[];
  readonly now: number;
}

export function WallPromises({ tickets, flags, lanes, now }: WallPromisesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  if (tickets.length === 0)
    return <p className="grid h-full place-items-center text-[1.6em] text-ink-2">{t("wall.calm")}</p>;
  const holder = ({ visit }: TicketRow) => {
    const lane = lanes.find((row) => row.technician.technicianId === visit?.technicianId);
    return lane ? words.name(lane.technician.name) : t("board.detail.noVisit");
  };
  return (
    <section aria-label={t("wall.scenes.promises")} className="flex h-full flex-col">
      <ol className="flex min-h-0 flex-1 flex-col gap-[0.35em] overflow-hidden">
        {tickets.slice(0, ROWS).map((ticket) => {
          const next = ticket.nextDue === null ? null : countdownTo(ticket.nextDue.dueAt, now);
          // The promise that was broken may be over, and the next one far away: then the escalation is the news.
          const due = next?.urgency === "calm" ? null : next;
          const bad = due === null || due.urgency === "late";
          return (
            <li
              key={ticket.ticketId}
              className={cx(
                "flex min-h-0 flex-1 items-center gap-[0.9em] rounded-md border-s-[0.35em] bg-raised px-[0.9em]",
                bad ? "border-urgent" : "border-line-strong",
              )}
            >
              <WorkTypeIcon code={ticket.workType} className="size-[1.3em] shrink-0 text-ink-3" />
              <Ltr className="w-[6.5em] shrink-0 font-semibold">{ticket.number}</Ltr>
              <span className="min-w-0 flex-1 truncate">
                {words.workType(ticket.workType)}
                <span className="text-ink-2"> · {words.city(ticket.city)}</span>
              </span>
              <bdi className="w-[11em] shrink-0 truncate text-ink-2">{holder(ticket)}</bdi>
              <span
                className={cx(
                  "w-[9em] shrink-0 text-end text-[1.15em] font-semibold",
                  bad ? "text-urgent" : "text-ink",
                )}
              >
                {due === null
                  ? t("wall.escalated", { level: flags.escalated.get(ticket.ticketId) ?? 1 })
                  : t(due.urgency === "late" ? "sla.clock.overdue" : "sla.clock.running", {
                      length: format.duration(due.lengthMs),
                    })}
              </span>
            </li>
          );
        })}
      </ol>
      {tickets.length > ROWS && (
        <p className="pt-[0.4em] text-[0.85em] text-ink-2">
          {t("wall.more", { count: tickets.length - ROWS })}
        </p>
      )}
    </section>
  );
}
