/* What happened to a ticket, newest first: who, what, when, and how late we heard of it. */
import { useTranslation } from "react-i18next";
import { isOneOf } from "../../shared/access/roles";
import { STATUS_META } from "../../shared/tickets/statuses";
import { PLACEMENT_ACTIONS } from "../../shared/tickets/transitions";
import { useFormat } from "../lib/useFormat";
import { useWords } from "../lib/useWords";
import { PhaseMark } from "../ui/PhaseMark";
import type { TicketDetail } from "./ticketData";

export interface TimelineProps {
  readonly rows: TicketDetail["timeline"];
  readonly zone: string;
  readonly now: number;
}

export function Timeline({ rows, zone, now }: TimelineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const latestFirst = [...rows].reverse();
  return (
    <section className="p-3">
      <h3 className="mb-2 text-sm font-semibold">{t("board.detail.timeline")}</h3>
      <ol className="flex flex-col">
        {latestFirst.map((row, index) => (
          <li key={row.eventId} className="relative flex gap-2.5 pb-3">
            {index < latestFirst.length - 1 && (
              <span aria-hidden className="absolute inset-y-0 start-2.25 top-5 w-px bg-line-strong" />
            )}
            <PhaseMark phase={STATUS_META[row.to].phase} letter={t(`marks.${row.to}`)} size={19} />
            <div className="min-w-0 flex-1 text-sm">
              <p className="flex items-baseline gap-2">
                <span className="min-w-0 flex-1 font-medium">
                  {words.timeline(row.action)}
                  {row.technicianName !== null && isOneOf(PLACEMENT_ACTIONS, row.action) && (
                    <>
                      {": "}
                      <bdi>{words.name(row.technicianName)}</bdi>
                    </>
                  )}
                </span>
                <time
                  dateTime={new Date(row.occurredAt).toISOString()}
                  title={format.dateTime(row.occurredAt, zone)}
                  className="shrink-0 text-xs text-ink-3"
                >
                  {now - row.occurredAt < 12 * 3_600_000
                    ? format.time(row.occurredAt, zone)
                    : format.dateTime(row.occurredAt, zone)}
                </time>
              </p>
              <p className="text-xs text-ink-2">
                <bdi>{words.name(row.actor.name)}</bdi>
                {row.startsAt !== null &&
                  isOneOf(PLACEMENT_ACTIONS, row.action) &&
                  ` · ${format.dateTime(row.startsAt, zone)}`}
                {row.minutes !== null &&
                  ` · ${t("ticket.timelineEntry.duration", {
                    from: format.duration(row.minutes.from * 60_000),
                    to: format.duration(row.minutes.to * 60_000),
                  })}`}
                {row.reason !== null && ` · ${words.reason(row.reason)}`}
                {row.noFixReason !== null && ` · ${t(`noFixReasons.${row.noFixReason}`)}`}
              </p>
              {row.note !== null && (
                <p className="mt-0.5 text-xs break-words text-ink-2">
                  <bdi>{row.note}</bdi>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
