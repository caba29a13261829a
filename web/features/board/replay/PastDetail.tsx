/* A ticket as it stood at the moment: its state, who held it and when, what had happened, and a way to every moment. */
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { eventAt } from "../../../../shared/replay/boardAt";
import { STATUS_META } from "../../../../shared/tickets/statuses";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { TicketHead } from "../../../ticket/TicketHead";
import { cx } from "../../../ui/classNames";
import { IconButton } from "../../../ui/IconButton";
import { PhaseMark } from "../../../ui/PhaseMark";
import type { Replay } from "./useReplay";

export interface PastDetailProps {
  readonly replay: Replay;
  readonly ticketId: string;
  readonly zone: string;
  readonly onClose: () => void;
}

export function PastDetail({ replay, ticketId, zone, onClose }: PastDetailProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { tickets, closed, visits } = replay.rows;
  const isIt = (one: { readonly ticketId: string }) => one.ticketId === ticketId;
  // As it stood; undefined where it did not exist yet.
  const ticket = tickets?.find(isIt) ?? closed?.find(isIt) ?? visits?.map((one) => one.ticket).find(isIt);
  const events = replay.historyOf(ticketId)?.events ?? [];
  const visit = ticket?.visit ?? null;
  const holder = visit && replay.rows.technicians?.find((one) => one.technicianId === visit.technicianId);
  return (
    <section
      aria-label={t("board.detail.label")}
      className="flex h-full min-h-0 w-80 shrink-0 flex-col border-s-2 border-dashed border-accent bg-paper max-xl:absolute max-xl:inset-y-0 max-xl:end-0 max-xl:z-40 max-xl:shadow-lift"
    >
      <header className="flex items-start gap-2 border-b border-line p-3 pe-2">
        {ticket === undefined ? (
          <p className="min-w-0 flex-1 text-sm text-ink-2">{t("replay.notYet")}</p>
        ) : (
          <TicketHead ticket={ticket} level={2} />
        )}
        <IconButton
          size="small"
          label={t("shell.close")}
          icon={<X aria-hidden className="size-4" />}
          onPress={onClose}
        />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto p-3 text-sm">
        {ticket !== undefined && (
          <dl className="mb-4 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
            <dt className="text-ink-2">{t("replay.visitThen")}</dt>
            <dd>
              {holder ? (
                <>
                  <bdi>{words.name(holder.name)}</bdi> ·{" "}
                  {visit?.startsAt != null && visit.endsAt !== null
                    ? format.span(visit.startsAt, visit.endsAt, zone)
                    : t("replay.untimed")}
                </>
              ) : (
                t("replay.noVisit")
              )}
            </dd>
          </dl>
        )}
        <h3 className="mb-2 font-semibold">{t("replay.timeline")}</h3>
        <ol className="flex flex-col gap-1">
          {events.map((event) => {
            const at = eventAt(event, replay.clock);
            const future = at > replay.at;
            return (
              <li key={event.eventId} className={cx(future && "opacity-45")}>
                <button
                  type="button"
                  aria-label={`${format.dateTime(at, zone)} ${words.timeline(event.action)}. ${t("replay.jump")}`}
                  disabled={at < replay.range.startsAt || at > replay.range.endsAt}
                  onClick={() => replay.goTo(at)}
                  className="flex w-full items-start gap-2 rounded-sm p-1 text-start enabled:hover:bg-sunken"
                >
                  <PhaseMark phase={STATUS_META[event.to].phase} letter={t(`marks.${event.to}`)} size={18} />
                  <span className="min-w-0 flex-1">
                    <span className="block">{words.timeline(event.action)}</span>
                    <span className="block text-xs text-ink-2">
                      <bdi>{words.name(event.by)}</bdi> · {format.dateTime(at, zone)}
                    </span>
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
