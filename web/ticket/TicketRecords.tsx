/* Everything attached to a ticket, part by part. Folded parts ask nothing; the caller says which are open at first. */
import { useTranslation } from "react-i18next";
import { isOneOf, ROLES } from "../../shared/access/roles";
import { isOpen } from "../../shared/tickets/statuses";
import { useFormat } from "../lib/useFormat";
import { CheckPart } from "../steps/CheckPart";
import { EstimatePart } from "../steps/EstimatePart";
import { HoldsPart } from "../steps/HoldsPart";
import { PartsPart } from "../steps/PartsPart";
import { Closing } from "./Closing";
import { Conversation } from "./Conversation";
import { Devices } from "./Devices";
import { Gallery } from "./Gallery";
import { Notes } from "./Notes";
import { Section } from "./Section";
import type { TicketDetail } from "./ticketData";

export const RECORD_SECTIONS = [
  "devices",
  "photos",
  "conversation",
  "notes",
  "parts",
  "estimates",
  "holds",
  "checks",
  "closing",
] as const;
export type RecordSection = (typeof RECORD_SECTIONS)[number];

export interface TicketRecordsProps {
  readonly detail: TicketDetail;
  readonly sections?: readonly RecordSection[];
  readonly open?: readonly RecordSection[];
  /** Opens a folded section and goes to its field; again with every new `at`. */
  readonly reveal?: { readonly section: RecordSection; readonly at: number };
}

export function TicketRecords({ detail, sections = RECORD_SECTIONS, open = [], reveal }: TicketRecordsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ticket, branch, facts, actor } = detail;
  const { ticketId } = ticket;
  const { zone } = branch;
  const role = isOneOf(ROLES, actor.role) ? actor.role : "technician";
  const live = isOpen(ticket.status);
  const photos = Object.values(facts.evidence.photos).reduce((sum, count) => sum + count, 0);
  const marks: Partial<Record<RecordSection, number>> = {
    photos,
    holds: facts.evidence.openHolds,
  };
  const body = (section: RecordSection) => {
    switch (section) {
      case "devices":
        return <Devices ticketId={ticketId} />;
      case "photos":
        return <Gallery ticketId={ticketId} zone={zone} mayAdd={live} />;
      case "conversation":
        return <Conversation ticketId={ticketId} zone={zone} />;
      case "notes":
        return <Notes ticketId={ticketId} zone={zone} />;
      case "parts":
        return <PartsPart ticketId={ticketId} role={role} zone={zone} />;
      case "estimates":
        return <EstimatePart ticketId={ticketId} role={role} zone={zone} />;
      case "holds":
        return <HoldsPart ticketId={ticketId} zone={zone} mayOpen={live} />;
      case "checks":
        return <CheckPart ticketId={ticketId} zone={zone} />;
      case "closing":
        return <Closing ticketId={ticketId} zone={zone} />;
    }
  };
  return (
    <>
      {sections.map((section) => {
        const mark = marks[section] ?? 0;
        return (
          <Section
            key={section}
            name={section}
            title={t(`ticket.sections.${section}`)}
            open={open.includes(section)}
            {...(reveal?.section === section ? { revealedAt: reveal.at } : {})}
            {...(mark > 0
              ? { mark: <span className="font-normal text-ink-2">{format.number(mark)}</span> }
              : {})}
          >
            {body(section)}
          </Section>
        );
      })}
    </>
  );
}
