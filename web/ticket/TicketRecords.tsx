/*
 * Everything attached to a ticket, part by part. Folded parts ask nothing but how many messages wait to be read; the
 * caller says which are open at first.
 */
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import { roleHas } from "../../shared/access/permissions";
import { isOneOf, ROLES } from "../../shared/access/roles";
import { isOpen } from "../../shared/tickets/statuses";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { CheckPart } from "../steps/CheckPart";
import { ChecklistPart } from "../steps/ChecklistPart";
import { EstimatePart } from "../steps/EstimatePart";
import { HoldsPart } from "../steps/HoldsPart";
import { PartsPart } from "../steps/PartsPart";
import { Closing } from "./Closing";
import { Conversation } from "./Conversation";
import { Dealings } from "./Dealings";
import { Devices } from "./Devices";
import { Gallery } from "./Gallery";
import { Notes } from "./Notes";
import { Section } from "./Section";
import { SentMessages } from "./SentMessages";
import type { TicketDetail } from "./ticketData";
import { TimeSpent } from "./TimeSpent";

export const RECORD_SECTIONS = [
  "devices",
  "photos",
  "conversation",
  "notes",
  "dealings",
  "messages",
  "parts",
  "estimates",
  "holds",
  "checklists",
  "checks",
  "closing",
  "time",
] as const;
/** Sections whose titles stand in the catalogue of records. */
const LATER = ["dealings", "messages", "checklists", "time"] as const;
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
  const unread = useLive(api.conversation.unread, sections.includes("conversation") ? { ticketId } : "skip");
  const role = isOneOf(ROLES, actor.role) ? actor.role : "technician";
  const live = isOpen(ticket.status);
  const photos = Object.values(facts.evidence.photos).reduce((sum, count) => sum + count, 0);
  const marks: Partial<Record<RecordSection, number>> = {
    photos,
    conversation: (unread?.customer ?? 0) + (unread?.internal ?? 0),
    holds: facts.evidence.openHolds,
  };
  const shown = sections.filter((section) => section !== "messages" || roleHas(role, "tracking.share"));
  const body = (section: RecordSection) => {
    switch (section) {
      case "devices":
        return <Devices ticketId={ticketId} />;
      case "photos":
        return <Gallery ticketId={ticketId} zone={zone} mayAdd={live} />;
      case "conversation":
        return <Conversation ticketId={ticketId} zone={zone} unread={unread} />;
      case "notes":
        return <Notes ticketId={ticketId} zone={zone} />;
      case "dealings":
        return <Dealings ticketId={ticketId} zone={zone} />;
      case "messages":
        return <SentMessages ticketId={ticketId} />;
      case "checklists":
        return <ChecklistPart ticketId={ticketId} workType={ticket.workType} zone={zone} mayStart={live} />;
      case "time":
        return <TimeSpent ticketId={ticketId} zone={zone} />;
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
      {shown.map((section) => {
        const mark = marks[section] ?? 0;
        return (
          <Section
            key={section}
            name={section}
            title={
              isOneOf(LATER, section) ? t(`records.sections.${section}`) : t(`ticket.sections.${section}`)
            }
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
