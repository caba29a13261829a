/* A signed-in customer's requests, newest first, each leading to its tracking page [C-02]. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useLive } from "../../lib/useLive";
import { useFormat } from "../../lib/useFormat";
import { EmptyState } from "../../ui/EmptyState";
import { Ltr } from "../../ui/Ltr";
import { PhaseBadge } from "../../ui/PhaseBadge";
import { Skeleton } from "../../ui/Skeleton";

export interface OwnTicketsProps {
  /** Wraps a row in a link to the tracking page. */
  readonly linkTo: (token: string, children: ReactNode) => ReactNode;
}

export function OwnTickets({ linkTo }: OwnTicketsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useLive(api.customers.tickets, {});
  if (found === undefined) return <Skeleton className="h-48 rounded-lg" />;
  return (
    <section className="flex flex-col gap-4">
      <header>
        <h1 className="text-2xl font-semibold">{t("account.customer.title")}</h1>
        <p className="text-ink-2">{t("account.customer.signedInAs", { phone: `\u200e${found.phone}` })}</p>
      </header>
      {found.tickets.length === 0 ? (
        <EmptyState title={t("account.customer.none.title")}>{t("account.customer.none.text")}</EmptyState>
      ) : (
        <ul className="flex flex-col gap-3">
          {found.tickets.map((ticket) => {
            const row = (
              <span className="flex min-h-16 flex-col gap-1 rounded-lg border border-line bg-paper p-4">
                <span className="flex flex-wrap items-center gap-2">
                  <Ltr className="text-lg font-semibold">{ticket.number}</Ltr>
                  <span className="flex-1" />
                  <PhaseBadge
                    phase={STATUS_META[ticket.status].phase}
                    letter={t(`marks.${ticket.status}`)}
                    label={t(`customerStatuses.${ticket.status}`)}
                  />
                </span>
                <span className="text-sm text-ink-2">
                  {ticket.startsAt === null
                    ? t("account.customer.requested", {
                        at: format.dateTime(ticket.requestedAt, ticket.zone),
                      })
                    : t("account.customer.visit", { at: format.dateTime(ticket.startsAt, ticket.zone) })}
                </span>
              </span>
            );
            return <li key={ticket.ticketId}>{ticket.token === null ? row : linkTo(ticket.token, row)}</li>;
          })}
        </ul>
      )}
    </section>
  );
}
