/*
 * Planning a ticket from its own page: who and when, for people who see the board; another time of his own visit for the
 * technician who holds it. Which placement is open at all is asked of the lifecycle table.
 */
import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { roleHas } from "../../shared/access/permissions";
import { isOneOf, ROLES } from "../../shared/access/roles";
import { edgeFrom } from "../../shared/core/lifecycle";
import { type PlacementAction, TRANSITIONS } from "../../shared/tickets/transitions";
import { useWords } from "../lib/useWords";
import type { TicketDetail } from "../ticket/ticketData";
import { Button } from "../ui/Button";
import { OwnTimeDialog } from "./OwnTimeDialog";
import { PlanDialog } from "./PlanDialog";

export interface PlanButtonProps {
  readonly detail: Pick<TicketDetail, "ticket" | "facts" | "actor" | "branch" | "asked">;
  readonly now: number;
  readonly size?: "small" | "phone";
}

const BY_STATUS: readonly PlacementAction[] = [
  "assign",
  "plan_return",
  "plan_delivery",
  "schedule",
  "reschedule",
  "reassign",
];

/** The placement that is this person's next in this status, or null. */
function placementOf({ facts, actor }: PlanButtonProps["detail"]): PlacementAction | null {
  return (
    BY_STATUS.find(
      (action) =>
        edgeFrom(TRANSITIONS, action, facts.status, facts.profile)?.by.includes(actor.role) ?? false,
    ) ?? null
  );
}

export function PlanButton({ detail, now, size = "small" }: PlanButtonProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [open, setOpen] = useState(false);
  const action = placementOf(detail);
  const { facts, actor } = detail;
  const sees = isOneOf(ROLES, actor.role) && roleHas(actor.role, "board.view");
  const holds = actor.technicianId !== null && actor.technicianId === facts.technicianId;
  if (action === null || (!sees && !holds)) return null;
  const { technicianId } = actor;
  return (
    <>
      <Button
        size={size}
        tone={facts.technicianId === null ? "primary" : "secondary"}
        icon={<CalendarClock aria-hidden className="size-4" />}
        onPress={() => setOpen(true)}
      >
        {sees && facts.technicianId === null ? t("planning.open") : words.action(action)}
      </Button>
      {open && sees && <PlanDialog detail={detail} now={now} onClose={() => setOpen(false)} />}
      {open && !sees && technicianId !== null && (
        <OwnTimeDialog detail={detail} technicianId={technicianId} now={now} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
