/* A visit that has a technician but no time yet: a chip beside his name, waiting to be put on the lane. */
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useWords } from "../../lib/useWords";
import { useTicketSigns } from "../../lib/presence/presenceContext";
import { cx } from "../../ui/classNames";
import { PhaseMark } from "../../ui/PhaseMark";
import { HELD, TicketSignDot } from "../../ui/TicketSignMarks";
import type { TicketRow } from "./boardData";
import { useChoice } from "./choice/useChoice";
import { useLiftable } from "./useLiftable";
import { usePlanMoved } from "./plan/planContext";

export interface UntimedVisitProps {
  readonly ticket: TicketRow;
  readonly selected: boolean;
  readonly onSelect: (ticketId: string) => void;
}

export function UntimedVisit({ ticket, selected, onSelect }: UntimedVisitProps) {
  const { t } = useTranslation();
  const words = useWords();
  const lift = useLiftable(ticket, "lane");
  const inDraft = usePlanMoved(ticket.ticketId);
  const choice = useChoice(ticket.ticketId);
  const { holder, lookers } = useTicketSigns(ticket.ticketId);
  const meta = STATUS_META[ticket.status];
  return (
    <button
      type="button"
      ref={lift.setNodeRef}
      data-phase={meta.phase}
      data-ticket={ticket.ticketId}
      data-grip
      aria-label={[
        t("board.lanes.visit", {
          number: ticket.number,
          what: ticket.problem,
          time: t("board.lanes.untimed"),
          status: words.status(ticket.status),
        }),
        ...(inDraft ? [t("plan.mark.moved")] : []),
        ...(holder === null ? [] : [t("together.holding", { name: words.name(holder.name) })]),
        ...(lookers.length === 0
          ? []
          : [t("together.looking", { names: lookers.map((one) => words.name(one.name)).join("، ") })]),
      ].join(", ")}
      aria-describedby="lift-instructions"
      aria-pressed={selected || choice.chosen}
      title={`${t("board.lanes.untimed")}\n${ticket.problem}`}
      onPointerDown={lift.onPointerDown}
      onKeyDown={(event) => {
        if (!choice.onKeyDown(event)) lift.onKeyDown(event);
      }}
      onClick={(event) => choice.onClick(event, () => onSelect(ticket.ticketId))}
      className={cx(
        "relative grid size-6.5 shrink-0 cursor-grab touch-none place-items-center rounded-sm border border-dashed bg-p-soft",
        selected || choice.chosen ? "border-accent outline-1 outline-accent" : "border-p",
        inDraft && "border-2! border-accent!",
        lift.carried && "opacity-40",
        holder !== null && HELD,
      )}
    >
      <PhaseMark phase={meta.phase} letter={t(`marks.${ticket.status}`)} size={18} />
      <TicketSignDot ticketId={ticket.ticketId} />
    </button>
  );
}
