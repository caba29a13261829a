/* Head of a lane: who, what he does now, how full his day is, and visits that have no time yet. */
import { useTranslation } from "react-i18next";
import { usePreferences } from "../../lib/preferences";
import { nameFor } from "../../../shared/core/localized";
import { Bidi } from "../../ui/Bidi";
import { cx } from "../../ui/classNames";
import { TechnicianSign } from "./TechnicianSign";
import { UntimedVisit } from "./UntimedVisit";
import type { LaneRow } from "./laneRows";

export interface LaneHeadProps {
  readonly row: LaneRow;
  readonly over: boolean;
  readonly blocked: boolean;
  readonly selectedTicket: string | null;
  readonly onSelect: (ticketId: string) => void;
}

export function LaneHead({ row, over, blocked, selectedTicket, onSelect }: LaneHeadProps) {
  const { t } = useTranslation();
  const { locale } = usePreferences();
  const { technician, timed, untimed, state, shift } = row;
  const open = timed.filter((visit) => visit.travel !== "done" && visit.travel !== "failed");
  const doing =
    state === "on_route" || state === "busy"
      ? t(state === "on_route" ? "board.lanes.onRoute" : "board.lanes.atWork")
      : state === "off_duty"
        ? t("board.lanes.offDuty")
        : shift === null
          ? t("board.lanes.dayOff")
          : open.length === 0 && untimed.length === 0
            ? t("board.lanes.noVisits")
            : t("board.lanes.visits", { count: open.length + untimed.length });
  return (
    <div
      data-drop="technician"
      data-technician={technician.technicianId}
      className={cx(
        "sticky start-0 z-20 flex w-52 shrink-0 items-center gap-1.5 border-e border-line-strong bg-paper ps-3 pe-1.5",
        over && "bg-accent-soft",
        blocked && "opacity-50",
      )}
    >
      <TechnicianSign state={state} />
      <span className="min-w-0 flex-1 leading-tight">
        <Bidi className="truncate text-sm font-medium">{nameFor(technician.name, locale)}</Bidi>
        <span className="block truncate text-xs text-ink-3">{doing}</span>
      </span>
      {untimed.slice(0, 3).map((visit) => (
        <UntimedVisit
          key={visit.ticket.ticketId}
          ticket={visit.ticket}
          selected={visit.ticket.ticketId === selectedTicket}
          onSelect={onSelect}
        />
      ))}
    </div>
  );
}
