/*
 * One ticket on a page of its own [S-25]: who and what on one side, the story and the talk in the middle, the evidence on
 * the other, and the next step always in reach above them. On narrow screens the columns become one.
 */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { roleHas } from "../../shared/access/permissions";
import { isOneOf, ROLES } from "../../shared/access/roles";
import { useLive } from "../lib/useLive";
import { useNow } from "../lib/useNow";
import { StepButtons } from "../steps/StepButtons";
import { Section } from "./Section";
import type { TicketCard, TicketDetail } from "./ticketData";
import { TicketFacts, type TicketFactsProps } from "./TicketFacts";
import { TicketHead } from "./TicketHead";
import { TicketRecords } from "./TicketRecords";
import { Timeline } from "./Timeline";
import { TrackingShare } from "./TrackingShare";
import { Skeleton } from "../ui/Skeleton";

export interface TicketViewProps {
  /** Undefined while the number is being looked up. */
  readonly ticketId: Id<"tickets"> | undefined;
  readonly back: ReactNode;
  /** Countdown and escalations, drawn by their own feature. */
  readonly promises: (ticket: TicketCard, zone: string) => ReactNode;
  /** Who and when; drawn above the steps. */
  readonly planning?: (detail: TicketDetail, now: number) => ReactNode;
  readonly customerLink?: TicketFactsProps["customerLink"];
}

export function TicketView({ ticketId, back, promises, planning, customerLink }: TicketViewProps) {
  const { t } = useTranslation();
  const now = useNow();
  const detail = useLive(api.tickets.get, ticketId === undefined ? "skip" : { ticketId });
  if (detail === undefined)
    return (
      <div className="flex flex-col gap-3 p-4" aria-busy>
        <Skeleton className="h-8 w-72" />
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-64" />
      </div>
    );
  const { ticket, branch, timeline, facts, actor, trackingToken } = detail;
  const { zone } = branch;
  const mayShare = isOneOf(ROLES, actor.role) && roleHas(actor.role, "tracking.share");
  return (
    <div className="flex h-full min-h-0 flex-col overflow-y-auto bg-ground lg:overflow-hidden">
      <header className="shrink-0 border-b border-line bg-paper px-4 py-3">
        {back}
        <div className="mt-1 flex flex-wrap items-start gap-4 max-lg:flex-col max-lg:gap-2">
          <TicketHead ticket={ticket} level={1} />
          <div className="flex min-w-0 flex-col gap-2 lg:max-w-[50%]">
            {planning && <div className="flex flex-wrap gap-2 empty:hidden">{planning(detail, now)}</div>}
            <StepButtons
              ticketId={ticket.ticketId}
              contactName={ticket.contactName}
              facts={facts}
              actor={actor}
              zone={zone}
              now={now}
            />
          </div>
        </div>
      </header>
      <div className="grid gap-px bg-line max-lg:shrink-0 lg:min-h-0 lg:flex-1 lg:grid-cols-[minmax(18rem,22rem)_1fr_minmax(20rem,28rem)]">
        <div className="min-w-0 bg-paper lg:min-h-0 lg:overflow-y-auto">
          <Section title={t("ticket.sections.customer")} open>
            <TicketFacts detail={detail} now={now} customerLink={customerLink} />
          </Section>
          <TicketRecords detail={detail} sections={["devices"]} open={["devices"]} />
          {promises(ticket, zone)}
          {mayShare && <TrackingShare ticketId={ticket.ticketId} token={trackingToken} zone={zone} />}
        </div>
        <div className="min-w-0 bg-paper lg:min-h-0 lg:overflow-y-auto">
          <TicketRecords
            detail={detail}
            sections={["conversation", "notes", "dealings", "messages"]}
            open={["conversation"]}
          />
          <Timeline rows={timeline} zone={zone} now={now} />
        </div>
        <div className="min-w-0 bg-paper lg:min-h-0 lg:overflow-y-auto">
          <TicketRecords
            detail={detail}
            sections={["photos", "parts", "estimates", "holds", "checklists", "checks", "closing", "time"]}
            open={["photos", "parts", "estimates", "holds"]}
          />
        </div>
      </div>
    </div>
  );
}
