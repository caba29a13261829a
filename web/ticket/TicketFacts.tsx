/* Who asked, where, since when, and how the visit stands on each of its axes. */
import { Phone } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Id } from "../../convex/_generated/dataModel";
import { useFormat } from "../lib/useFormat";
import { useSlotWords } from "../lib/useSlotWords";
import { useWords } from "../lib/useWords";
import { Bidi } from "../ui/Bidi";
import { Ltr } from "../ui/Ltr";
import type { TicketDetail } from "./ticketData";

export interface TicketFactsProps {
  readonly detail: TicketDetail;
  readonly now: number;
  /** Wraps the customer's name in a link to his record. */
  readonly customerLink?: ((contactId: Id<"contacts">, name: ReactNode) => ReactNode) | undefined;
}

export function TicketFacts({ detail, now, customerLink }: TicketFactsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const slotWords = useSlotWords();
  const { ticket, technician, branch, asked } = detail;
  const { visit } = ticket;
  const { zone } = branch;
  const rows: { readonly term: string; readonly value: ReactNode }[] = [
    {
      term: t("board.detail.contact"),
      value: (
        <>
          {asked.contactId !== null && customerLink ? (
            customerLink(asked.contactId, <bdi>{ticket.contactName}</bdi>)
          ) : (
            <Bidi>{ticket.contactName}</Bidi>
          )}
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
    ...(asked.accessNotes === ""
      ? []
      : [{ term: t("ticket.accessNotes"), value: <Bidi>{asked.accessNotes}</Bidi> }]),
    ...(asked.preferred === null
      ? []
      : [
          {
            term: t("ticket.preferred"),
            value: `${format.serviceDay(asked.preferred.serviceDay)} · ${slotWords(asked.preferred.slot)}`,
          },
        ]),
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
              {visit?.startsAt != null && visit.endsAt !== null
                ? `${format.day(visit.startsAt, zone)} · ${format.span(visit.startsAt, visit.endsAt, zone)}`
                : t("board.lanes.untimed")}
            </span>
          </>
        ),
    },
  ];
  if (visit !== null) {
    if (visit.kind !== "visit")
      rows.push({ term: t("ticket.visitKind"), value: t(`visitKinds.${visit.kind}`) });
    if (visit.startsAt !== null)
      rows.push({ term: t("ticket.confirmation"), value: t(`confirmations.${visit.confirmation}`) });
    if (visit.offer.state !== "none")
      rows.push({ term: t("ticket.offer"), value: t(`offerStates.${visit.offer.state}`) });
    if (visit.window !== null)
      rows.push({
        term: t("ticket.window"),
        value: format.span(visit.window.startsAt, visit.window.endsAt, zone),
      });
  }
  if (ticket.custody !== "customer")
    rows.push({ term: t("ticket.custody"), value: t(`custodies.${ticket.custody}`) });
  if (ticket.outcome !== null)
    rows.push({ term: t("ticket.outcome"), value: t(`outcomes.${ticket.outcome}`) });
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
      {rows.map(({ term, value }) => (
        <div key={term} className="contents">
          <dt className="text-ink-3">{term}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
