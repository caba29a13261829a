/*
 * A signed-in customer's requests, newest first, each leading to its page [C-02] [S-03]. A request whose link works no
 * longer is opened anew: whoever proved the number is never locked out of his own request.
 */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Ltr } from "../../ui/Ltr";
import { PhaseBadge } from "../../ui/PhaseBadge";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Segmented } from "../../ui/Segmented";
import { Skeleton } from "../../ui/Skeleton";

export interface OwnTicketsProps {
  /** Wraps a row in a link to the tracking page. */
  readonly linkTo: (token: string, children: ReactNode) => ReactNode;
  /** Goes to the tracking page of a link that was just made. */
  readonly onOpen: (token: string) => void;
}

type Row = FunctionReturnType<typeof api.customers.tickets>["tickets"][number];

/** Rows shown at once; the button shows as many more. */
const PAGE = 20;
/** A filter is worth its place from so many rows on. */
const FILTER_FROM = 4;

export function OwnTickets({ linkTo, onOpen }: OwnTicketsProps) {
  const { t } = useTranslation();
  const found = useLive(api.customers.tickets, {});
  const openPage = useMutation(api.customers.openPage);
  const { busy, problem, run } = useAttempt();
  const [filter, setFilter] = useState<"open" | "all">("all");
  const [shown, setShown] = useState(PAGE);
  if (found === undefined) return <Skeleton className="h-48 rounded-lg" />;
  const rows = filter === "all" ? found.tickets : found.tickets.filter((ticket) => ticket.open);
  return (
    <section className="flex flex-col gap-4">
      <header>
        <h1 className="text-2xl font-semibold">{t("account.customer.title")}</h1>
        <p className="text-ink-2">{t("account.customer.signedInAs", { phone: `\u200e${found.phone}` })}</p>
      </header>
      <ProblemNotice problem={problem} />
      {found.tickets.length === 0 && (
        <EmptyState title={t("account.customer.none.title")}>{t("account.customer.none.text")}</EmptyState>
      )}
      {found.tickets.length >= FILTER_FROM && (
        <Segmented
          size="phone"
          label={t("account.customer.filter")}
          labelHidden
          value={filter}
          onChange={(next) => {
            setFilter(next);
            setShown(PAGE);
          }}
          options={[
            { value: "all", label: t("account.customer.all") },
            { value: "open", label: t("account.customer.open") },
          ]}
        />
      )}
      {found.tickets.length > 0 && rows.length === 0 && (
        <p className="text-ink-2">{t("account.customer.noneOpen")}</p>
      )}
      {rows.length > 0 && (
        <ul className="flex flex-col gap-3">
          {rows.slice(0, shown).map((ticket) => {
            const { ticketId, token } = ticket;
            const face = <TicketFace ticket={ticket} />;
            return (
              <li key={ticketId}>
                {token !== null ? (
                  linkTo(token, face)
                ) : (
                  <button
                    type="button"
                    disabled={busy}
                    className="block w-full rounded-lg text-start hover:bg-sunken"
                    onClick={() => void run(async () => onOpen((await openPage({ ticketId })).token))}
                  >
                    {face}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {rows.length > shown && (
        <Button size="phone" tone="quiet" onPress={() => setShown(shown + PAGE)}>
          {t("account.customer.more")}
        </Button>
      )}
    </section>
  );
}

function TicketFace({ ticket }: { readonly ticket: Row }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { number, status, workType, requestedAt, startsAt, zone, unread } = ticket;
  return (
    <span className="flex min-h-16 flex-col gap-1 rounded-lg border border-line bg-paper p-4">
      <span className="flex flex-wrap items-center gap-2">
        <bdi className="text-lg font-semibold">{words.workType(workType)}</bdi>
        <span className="flex-1" />
        <PhaseBadge
          phase={STATUS_META[status].phase}
          letter={t(`marks.${status}`)}
          label={t(`customerStatuses.${status}`)}
        />
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-sm text-ink-2">
        <Ltr>{number}</Ltr>
        <span aria-hidden>·</span>
        <span>
          {startsAt === null
            ? t("account.customer.requested", { at: format.dateTime(requestedAt, zone) })
            : t("account.customer.visit", { at: format.dateTime(startsAt, zone) })}
        </span>
      </span>
      {unread > 0 && (
        <span className="mt-1 inline-flex w-fit items-center gap-2 rounded-sm bg-accent px-2 text-sm font-medium text-on-accent">
          {t("account.customer.unread", { count: unread })}
        </span>
      )}
    </span>
  );
}
