/* Head of a lane: who, what he does now, how full his day is, and visits that have no time yet. */
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { ServiceDay } from "../../../shared/time/zones";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { cx } from "../../ui/classNames";
import { TechnicianAbout } from "./TechnicianAbout";
import { TechnicianSign } from "./TechnicianSign";
import { UntimedVisit } from "./UntimedVisit";
import { FitLine } from "./fit/FitLine";
import { useHeadReasons } from "./fit/useLaneReasons";
import { useAwayWords } from "./late/useAwayWords";
import type { LaneRow } from "./laneRows";

export interface LaneHeadProps {
  readonly row: LaneRow;
  readonly zone: string;
  readonly day: ServiceDay;
  readonly over: boolean;
  readonly blocked: boolean;
  readonly selectedTicket: string | null;
  readonly selected: boolean;
  readonly onSelect: (ticketId: string) => void;
  readonly onLocate: (technicianId: string) => void;
}

const CHIPS = 3;

export function LaneHead(props: LaneHeadProps) {
  const { row, zone, over, blocked, selectedTicket, selected, onSelect, onLocate } = props;
  const { t } = useTranslation();
  const words = useWords();
  const { technician, timed, untimed, state, shift } = row;
  const name = words.name(technician.name);
  const open = timed.filter((visit) => visit.travel !== "done" && visit.travel !== "failed");
  const load = open.length + untimed.length;
  const reasons = useHeadReasons(technician.technicianId, zone);
  const away = useAwayWords(row, zone);
  const doing =
    state === "on_route" || state === "busy"
      ? t(state === "on_route" ? "board.lanes.onRoute" : "board.lanes.atWork")
      : state === "off_duty"
        ? t("board.lanes.offDuty")
        : shift === null
          ? t("board.lanes.dayOff")
          : (away ?? (load === 0 ? t("board.lanes.noVisits") : t("board.lanes.visits", { count: load })));
  return (
    <div
      data-drop="technician"
      data-technician={technician.technicianId}
      className={cx(
        "sticky start-0 z-20 flex w-52 shrink-0 items-center gap-1.5 border-e border-line-strong bg-paper pe-1.5",
        over && "outline-2 -outline-offset-2 outline-accent",
      )}
    >
      <DialogTrigger>
        <AriaButton
          aria-description={t("board.person.open", { name })}
          className={cx(
            "flex h-full min-w-0 flex-1 cursor-default items-center gap-1.5 ps-3 text-start data-hovered:bg-sunken",
            selected && "bg-accent-soft",
            blocked && reasons === null && "opacity-45",
          )}
        >
          <TechnicianSign state={state} />
          <span className="min-w-0 flex-1 leading-tight">
            <Bidi className="truncate text-sm font-medium">{name}</Bidi>
            {reasons === null ? (
              <span className="block truncate text-xs text-ink-3">{doing}</span>
            ) : (
              <FitLine fits={reasons.fits} reasons={reasons.words} />
            )}
          </span>
        </AriaButton>
        <Popover
          offset={4}
          placement="top start"
          className="rounded-md border border-line bg-raised shadow-lift"
        >
          <Dialog aria-label={name} className="outline-none">
            {({ close }) => (
              <TechnicianAbout
                technician={technician}
                zone={zone}
                day={props.day}
                onLocate={() => {
                  close();
                  onLocate(technician.technicianId);
                }}
              />
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      {untimed.slice(0, CHIPS).map((visit) => (
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
