/* Everything attached to the job at hand, folded away [S-42]: pictures, talk, parts, blockers, the story so far. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useLive } from "../../lib/useLive";
import { PlanButton } from "../../planning/PlanButton";
import { Section } from "../../ticket/Section";
import type { TicketCard } from "../../ticket/ticketData";
import { TicketRecords } from "../../ticket/TicketRecords";
import { Timeline } from "../../ticket/Timeline";

export interface JobDetailsProps {
  readonly ticketId: TicketCard["ticketId"];
  readonly now: number;
  /** Countdown and escalations of the job, drawn by their own feature. */
  readonly promises?: ((ticket: TicketCard, zone: string) => ReactNode) | undefined;
}

export function JobDetails({ ticketId, now, promises }: JobDetailsProps) {
  const { t } = useTranslation();
  const detail = useLive(api.tickets.get, { ticketId });
  if (detail === undefined) return null;
  const { ticket, branch, timeline } = detail;
  return (
    <div className="border-t border-line bg-paper">
      <div className="px-4 pt-3 empty:hidden">
        <PlanButton detail={detail} now={now} size="phone" />
      </div>
      <TicketRecords detail={detail} />
      {promises !== undefined && (
        <Section title={t("ticket.sections.promises")}>{promises(ticket, branch.zone)}</Section>
      )}
      <Section title={t("ticket.sections.timeline")}>
        <Timeline rows={timeline} zone={branch.zone} now={now} />
      </Section>
    </div>
  );
}
