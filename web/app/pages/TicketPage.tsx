/* The page of one ticket, addressed by its number [S-25]. */
import { getRouteApi, Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { roleHas } from "../../../shared/access/permissions";
import { TicketPromises } from "../../features/escalations/TicketPromises";
import { TicketView } from "../../ticket/TicketView";
import { PresenceProvider, useTellPresence } from "../../lib/presence/presenceContext";
import { useMe } from "../../lib/session";
import { PlanButton } from "../../planning/PlanButton";
import { useLive } from "../../lib/useLive";
import { EmptyState } from "../../ui/EmptyState";
import { PageFrame } from "../PageFrame";
import { StaffPage } from "../StaffPage";

const route = getRouteApi("/tickets/$number");

export function TicketPage() {
  const { number } = route.useParams();
  return (
    <StaffPage permission="tickets.view">
      <PageFrame>
        <Found key={number} number={number} />
      </PageFrame>
    </StaffPage>
  );
}

function Found({ number }: { readonly number: string }) {
  const { t } = useTranslation();
  const ticketId = useLive(api.tickets.find, { number });
  if (ticketId === null)
    return (
      <EmptyState title={t("ticket.notFoundTitle")} action={<Back ticketId={null} />}>
        {t("ticket.notFoundText")}
      </EmptyState>
    );
  return (
    <TicketPresence ticketId={ticketId}>
      <TicketView
        ticketId={ticketId}
        back={<Back ticketId={ticketId ?? null} />}
        customerLink={(contactId, name) => (
          <Link
            to="/customers/$contactId"
            params={{ contactId }}
            className="me-2 inline-block text-accent hover:underline"
          >
            {name}
          </Link>
        )}
        planning={(detail, now) => <PlanButton detail={detail} now={now} />}
        promises={(ticket, zone) => (
          <TicketPromises ticketId={ticket.ticketId} number={ticket.number} zone={zone} />
        )}
      />
    </TicketPresence>
  );
}

interface TicketPresenceProps {
  readonly ticketId: Id<"tickets"> | undefined;
  readonly children: ReactNode;
}

/** Tells colleagues that this page looks at the ticket, once its branch is known. */
function TicketPresence({ ticketId, children }: TicketPresenceProps) {
  const detail = useLive(api.tickets.get, ticketId === undefined ? "skip" : { ticketId });
  if (detail === undefined || ticketId === undefined) return children;
  return (
    <PresenceProvider branchId={detail.branch.branchId} place="ticket">
      <LooksAt ticketId={ticketId} />
      {children}
    </PresenceProvider>
  );
}

const NOTHING_HELD: readonly Id<"tickets">[] = [];

function LooksAt({ ticketId }: { readonly ticketId: Id<"tickets"> }) {
  useTellPresence(ticketId, NOTHING_HELD);
  return null;
}

function Back({ ticketId }: { readonly ticketId: Id<"tickets"> | null }) {
  const { t } = useTranslation();
  const me = useMe();
  if (!roleHas(me.role, "board.view"))
    return (
      <Link to="/" className="inline-flex items-center gap-1 text-sm text-accent hover:underline">
        <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
        {t("ticket.backToOwn")}
      </Link>
    );
  return (
    <Link
      to="/board"
      {...(ticketId === null ? {} : { search: { ticket: ticketId } })}
      className="inline-flex items-center gap-1 text-sm text-accent hover:underline"
    >
      <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
      {t("ticket.back")}
    </Link>
  );
}
