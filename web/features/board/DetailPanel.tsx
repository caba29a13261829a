/*
 * Everything about the selected ticket: what it is, what can be done with it and what stands in the way, what
 * happened so far. Which steps exist and whether they are open is asked of the shared plan.
 */
import { Crosshair, UserPlus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { edgeFrom } from "../../../shared/core/lifecycle";
import { MOVING_ACTIONS, TRANSITIONS } from "../../../shared/tickets/transitions";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { StepButtons } from "../../steps/StepButtons";
import { TicketFacts } from "../../ticket/TicketFacts";
import { TicketHead } from "../../ticket/TicketHead";
import { TicketRecords } from "../../ticket/TicketRecords";
import { Timeline } from "../../ticket/Timeline";
import { TrackingShare } from "../../ticket/TrackingShare";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { Skeleton } from "../../ui/Skeleton";
import { PlanDetailNote } from "./plan/PlanDetailNote";
import { PlanLiveSteps } from "./plan/PlanLiveSteps";
import type { TicketRow } from "./boardData";
import { VisitOutlook } from "./late/VisitOutlook";

export interface DetailPanelProps {
  readonly ticketId: TicketRow["ticketId"];
  readonly now: number;
  readonly onAssign: (ticket: TicketRow) => void;
  readonly onShowOnMap: ((ticket: TicketRow) => void) | null;
  readonly onClose: () => void;
  /** When the conversation was asked for; null while it was not. */
  readonly talk: number | null;
  /** Parts of the panel that belong to other features, put in by the page. */
  readonly extras?: (ticket: TicketRow) => ReactNode;
}

export function DetailPanel({
  ticketId,
  now,
  onAssign,
  onShowOnMap,
  onClose,
  talk,
  extras,
}: DetailPanelProps) {
  const { t } = useTranslation();
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
  const { ticket, branch, timeline, facts, actor, trackingToken } = detail;
  const { zone } = branch;
  const place = ticket.visit === null ? "assign" : "reassign";
  const canPlace = MOVING_ACTIONS.some((action) =>
    edgeFrom(TRANSITIONS, action, ticket.status, ticket.profile)?.by.includes(actor.role),
  );
  return (
    <section aria-label={t("board.detail.label")} className="flex h-full min-h-0 flex-col bg-paper">
      <header className="flex items-start gap-2 border-b border-line p-3 pe-2">
        <TicketHead ticket={ticket} level={2} />
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
      <PlanDetailNote />
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
          <VisitOutlook ticket={ticket} />
          <PlanLiveSteps key={ticket.ticketId}>
            <StepButtons
              ticketId={ticket.ticketId}
              contactName={ticket.contactName}
              facts={facts}
              actor={actor}
              zone={zone}
              now={now}
            />
          </PlanLiveSteps>
        </div>
        <div className="border-b border-line p-3">
          <TicketFacts detail={detail} now={now} />
        </div>
        {extras?.(ticket)}
        <TrackingShare ticketId={ticket.ticketId} token={trackingToken} zone={zone} />
        <TicketRecords
          detail={detail}
          {...(talk === null ? {} : { reveal: { section: "conversation", at: talk } })}
        />
        <Timeline rows={timeline} zone={zone} now={now} />
      </div>
    </section>
  );
}
