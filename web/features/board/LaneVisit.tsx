/* One visit on a lane, from its start to its end. Can be lifted like a card; width is time. */
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useTicketSigns } from "../../lib/presence/presenceContext";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { cx } from "../../ui/classNames";
import { Ltr } from "../../ui/Ltr";
import { PhaseMark } from "../../ui/PhaseMark";
import { HELD, TicketSignMarks } from "../../ui/TicketSignMarks";
import type { VisitRow } from "./boardData";
import { type LaneScale, fractionAt } from "./laneScale";
import { StretchHandle } from "./late/StretchHandle";
import { useLateVisit } from "./late/forecastContext";
import { useStretch } from "./late/useStretch";
import { useChoice } from "./choice/useChoice";
import { useLiftable } from "./useLiftable";
import { PlanMark } from "./plan/PlanMark";
import { usePlanMoved } from "./plan/planContext";

export interface LaneVisitProps {
  readonly visit: VisitRow & { readonly startsAt: number; readonly endsAt: number };
  readonly scale: LaneScale;
  readonly selected: boolean;
  readonly onSelect: (ticketId: string) => void;
}

/** Where a span lies on the lane, by logical properties, so that the page direction decides the side. */
export function spanStyle(scale: LaneScale, startsAt: number, endsAt: number): CSSProperties {
  const start = fractionAt(scale, startsAt);
  const end = fractionAt(scale, endsAt);
  return { insetInlineStart: `${start * 100}%`, width: `${(end - start) * 100}%` };
}

export function LaneVisit({ visit, scale, selected, onSelect }: LaneVisitProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { ticket } = visit;
  const lift = useLiftable(ticket, "lane");
  const choice = useChoice(ticket.ticketId);
  const { holder } = useTicketSigns(ticket.ticketId);
  const stretch = useStretch(visit, scale);
  const late = useLateVisit(ticket.ticketId);
  const inDraft = usePlanMoved(ticket.ticketId);
  const meta = STATUS_META[ticket.status];
  const time = format.span(visit.startsAt, visit.endsAt, scale.zone);
  return (
    <button
      type="button"
      ref={lift.setNodeRef}
      data-phase={meta.phase}
      data-ticket={ticket.ticketId}
      data-grip={lift.liftable ? "" : undefined}
      aria-describedby="lift-instructions"
      aria-pressed={selected || choice.chosen}
      title={`${time}\n${ticket.problem}\n${ticket.contactName}`}
      style={spanStyle(scale, visit.startsAt, stretch.state?.endsAt ?? visit.endsAt)}
      onPointerDown={lift.onPointerDown}
      onKeyDown={(event) => {
        if (!stretch.onKeyDown(event) && !choice.onKeyDown(event)) lift.onKeyDown(event);
      }}
      onClick={(event) => choice.onClick(event, () => onSelect(ticket.ticketId))}
      className={cx(
        "@container absolute inset-y-1 flex min-w-6 items-center gap-1 rounded-sm border bg-p-soft ps-0.5 pe-1 text-start text-p-ink",
        stretch.state === null
          ? "overflow-hidden transition-[inset-inline-start,width] duration-(--move) ease-maydan"
          : stretch.state.verdict.ok
            ? "z-20 border-accent! bg-accent-soft"
            : "z-20 border-dashed border-urgent! bg-urgent-soft",
        selected || choice.chosen
          ? "z-10 border-accent outline-1 outline-accent"
          : "border-p/40 hover:border-p",
        inDraft && "border-2! border-dashed! border-accent!",
        lift.carried && "opacity-40",
        holder !== null && HELD,
        lift.liftable ? "touch-none cursor-grab" : "cursor-default",
        meta.terminal && !selected ? "z-1 border-p/25" : "z-2",
      )}
    >
      <PhaseMark phase={meta.phase} letter={t(`marks.${ticket.status}`)} size={18} />
      <span className="min-w-0 flex-1 leading-tight">
        <Bidi className="sr-only text-xs font-medium @min-[2.625rem]:not-sr-only @min-[2.625rem]:truncate!">
          {ticket.problem}
        </Bidi>
        <Ltr className="page-side sr-only truncate text-2xs @min-[7rem]:not-sr-only @min-[7rem]:block">
          {ticket.number}
        </Ltr>
        <span className="sr-only"> {time} </span>
        <span className="sr-only">{words.status(ticket.status)}</span>
        {inDraft && <PlanMark />}
        {late?.risk.broken === true && (
          <span className="sr-only">
            {" "}
            {t("late.mark", { length: format.duration(Math.max(60_000, late.risk.forecast.lateMs)) })}
          </span>
        )}
      </span>
      <TicketSignMarks ticketId={ticket.ticketId} />
      <StretchHandle stretch={stretch} number={ticket.number} zone={scale.zone} />
      {ticket.priority === "urgent" && (
        <span aria-hidden className="absolute inset-x-0 top-0 h-0.5 bg-urgent" />
      )}
    </button>
  );
}
