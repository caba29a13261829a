/*
 * Everything about the selected ticket: what it is, what can be done with it and what stands in the way, what
 * happened so far. Which steps exist and whether they are open is asked of the shared plan.
 */
import { Crosshair, Phone, UserPlus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { edgeFrom } from "../../../shared/core/lifecycle";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { TRANSITIONS } from "../../../shared/tickets/transitions";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { Ltr } from "../../ui/Ltr";
import { PhaseBadge } from "../../ui/PhaseBadge";
import { Skeleton } from "../../ui/Skeleton";
import { DetailSteps } from "./DetailSteps";
import { PriorityBadge } from "./PriorityBadge";
import { Timeline } from "./Timeline";
import { TrackingShare } from "./TrackingShare";
import type { TicketRow } from "./boardData";

export interface DetailPanelProps {
  readonly ticketId: TicketRow["ticketId"];
  readonly now: number;
  readonly onAssign: (ticket: TicketRow) => void;
  readonly onShowOnMap: ((ticket: TicketRow) => void) | null;
  readonly onClose: () => void;
}

export function DetailPanel({ ticketId, now, onAssign, onShowOnMap, onClose }: DetailPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const detail = useLive(api.tickets.get, { ticketId });
  if (detail === undefined)
    return (
      <div className="flex flex-col gap-3 p-4" aria-busy>
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-16" />
        <Skeleton className="h-9" />
        <Skeleton className="h-32" />
      </div>
    );
  const { ticket, branch, technician, timeline, facts, actor, trackingToken } = detail;
  const { zone } = branch;
  const place = ticket.visit === null ? "assign" : "reassign";
  const canPlace = (["assign", "reassign", "schedule", "reschedule"] as const).some((action) =>
    edgeFrom(TRANSITIONS, action, ticket.status)?.by.includes(actor.role),
  );
  const rows: { readonly term: string; readonly value: React.ReactNode }[] = [
    {
      term: t("board.detail.contact"),
      value: (
        <>
          <Bidi>{ticket.contactName}</Bidi>
          {ticket.phone !== null && (
            <a
              href={`tel:${ticket.phone}`}
              className="inline-flex items-center gap-1 text-accent hover:underline"
              aria-label={`${t("board.detail.call")} ${ticket.phone}`}
            >
              <Phone aria-hidden className="size-3.5" />
              <Ltr>{ticket.phone}</Ltr>
            </a>
          )}
        </>
      ),
    },
    {
      term: t("board.detail.address"),
      value: (
        <>
          <Bidi>{ticket.address}</Bidi>
          <Bidi className="text-ink-2">{words.city(ticket.city)}</Bidi>
        </>
      ),
    },
    {
      term: t("board.detail.requested"),
      value: (
        <>
          {format.dateTime(ticket.requestedAt, zone)}
          <span className="text-ink-2"> · {format.relative(ticket.requestedAt, now)}</span>
        </>
      ),
    },
    {
      term: t("board.detail.visit"),
      value:
        technician === null ? (
          t("board.detail.noVisit")
        ) : (
          <>
            <Bidi>{words.name(technician.name)}</Bidi>
            <span className="text-ink-2">
              {ticket.visit?.startsAt != null && ticket.visit.endsAt !== null
                ? `${format.day(ticket.visit.startsAt, zone)} · ${format.span(ticket.visit.startsAt, ticket.visit.endsAt, zone)}`
                : t("board.lanes.untimed")}
            </span>
          </>
        ),
    },
  ];
  return (
    <section aria-label={t("board.detail.label")} className="flex h-full min-h-0 flex-col bg-paper">
      <header className="flex items-start gap-2 border-b border-line p-3 pe-2">
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-2 text-xs text-ink-3">
            <Ltr className="font-medium text-ink-2">{ticket.number}</Ltr>
            <span>{words.workType(ticket.workType)}</span>
          </p>
          <h2 className="mt-0.5 text-lg leading-snug font-semibold break-words">
            <Bidi>{ticket.problem}</Bidi>
          </h2>
          <p className="mt-1.5 flex flex-wrap items-center gap-1.5">
            <PhaseBadge
              phase={STATUS_META[ticket.status].phase}
              letter={t(`marks.${ticket.status}`)}
              label={words.status(ticket.status)}
            />
            <PriorityBadge priority={ticket.priority} />
          </p>
        </div>
        {onShowOnMap !== null && ticket.point !== null && (
          <IconButton
            size="small"
            label={t("board.detail.showOnMap")}
            icon={<Crosshair aria-hidden className="size-4" />}
            onPress={() => onShowOnMap(ticket)}
          />
        )}
        <IconButton
          size="small"
          label={t("shell.close")}
          icon={<X aria-hidden className="size-4" />}
          onPress={onClose}
        />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="flex flex-col gap-2 border-b border-line p-3">
          {canPlace && (
            <Button
              tone={ticket.visit === null ? "primary" : "secondary"}
              icon={<UserPlus aria-hidden className="size-4 rtl:-scale-x-100" />}
              onPress={() => onAssign(ticket)}
            >
              {ticket.visit === null
                ? t("board.card.assignTo")
                : `${words.action(place)} · ${words.action("reschedule")}`}
            </Button>
          )}
          <DetailSteps facts={facts} actor={actor} ticket={ticket} zone={zone} now={now} />
        </div>
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 border-b border-line p-3 text-sm">
          {rows.map(({ term, value }) => (
            <div key={term} className="contents">
              <dt className="text-ink-3">{term}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        </dl>
        {trackingToken !== null && <TrackingShare token={trackingToken} />}
        <Timeline rows={timeline} zone={zone} now={now} />
      </div>
    </section>
  );
}
