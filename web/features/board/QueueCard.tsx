/* One waiting ticket: a card to open, to lift, or to assign through a menu. */
import { EllipsisVertical, UserPlus } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useTicketSigns } from "../../lib/presence/presenceContext";
import { cx } from "../../ui/classNames";
import { HELD, TicketSignMarks } from "../../ui/TicketSignMarks";
import { Grip } from "./Grip";
import { TicketFace } from "./TicketFace";
import type { TicketRow } from "./boardData";
import { useChoice } from "./choice/useChoice";
import { openTicketMenu } from "./TicketContextMenu";
import { useLiftable } from "./useLiftable";
import { walkCards } from "./walkCards";
import { PlanMark } from "./plan/PlanMark";
import { usePlanMoved } from "./plan/planContext";

export interface QueueCardProps {
  readonly ticket: TicketRow;
  readonly now: number;
  readonly selected: boolean;
  readonly placement?: string;
  readonly onSelect: (ticketId: string) => void;
  readonly onAssign: (ticket: TicketRow) => void;
}

/** Memoised: a list of hundreds stands still while one card is carried past it. */
export const QueueCard = memo(function QueueCard({
  ticket,
  now,
  selected,
  placement,
  onSelect,
  onAssign,
}: QueueCardProps) {
  const { t } = useTranslation();
  const lift = useLiftable(ticket, "queue");
  const { holder } = useTicketSigns(ticket.ticketId);
  const inDraft = usePlanMoved(ticket.ticketId);
  const choice = useChoice(ticket.ticketId);
  return (
    <li
      ref={lift.setNodeRef}
      data-ticket={ticket.ticketId}
      onPointerDown={lift.onPointerDown}
      className={cx(
        "group relative flex items-stretch rounded-md border shadow-rest",
        "[content-visibility:auto] [contain-intrinsic-size:auto_3.25rem]",
        selected || choice.chosen
          ? "border-accent outline-1 outline-accent"
          : "border-line hover:border-line-strong",
        inDraft && "border-2! border-dashed! border-accent!",
        choice.chosen ? "bg-accent-soft" : "bg-raised",
        lift.carried && "opacity-40",
        holder !== null && HELD,
      )}
    >
      <button
        type="button"
        data-card
        aria-describedby="lift-instructions"
        aria-pressed={selected || choice.chosen}
        onClick={(event) => choice.onClick(event, () => onSelect(ticket.ticketId))}
        onKeyDown={(event) => {
          if (choice.onKeyDown(event)) return;
          walkCards(event);
          lift.onKeyDown(event);
        }}
        className="min-w-0 flex-1 cursor-default rounded-md text-start"
      >
        {inDraft && <PlanMark />}
        <TicketFace ticket={ticket} now={now} {...(placement === undefined ? {} : { placement })} />
        <TicketSignMarks ticketId={ticket.ticketId} corner />
      </button>
      <span
        className={cx(
          "absolute inset-y-0 end-0 flex items-center rounded-e-md bg-raised px-1 opacity-0",
          // What lies under the buttons fades out instead of being cut in the middle of a word.
          "before:pointer-events-none before:absolute before:inset-y-0 before:-start-6 before:w-6 before:bg-linear-to-r before:from-transparent before:to-raised rtl:before:bg-linear-to-l",
          "[@media(hover:none)]:before:hidden",
          "group-focus-within:opacity-100 group-hover:opacity-100",
          "[@media(hover:none)]:static [@media(hover:none)]:opacity-100",
        )}
      >
        {lift.liftable && (
          <button
            type="button"
            title={t("board.card.assignTo")}
            aria-label={`${t("board.card.assignTo")} ${ticket.number}`}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => onAssign(ticket)}
            className="grid size-8 cursor-default place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
          >
            <UserPlus aria-hidden className="size-4 rtl:-scale-x-100" />
          </button>
        )}
        <button
          type="button"
          aria-haspopup="menu"
          title={t("views.menu.label", { number: ticket.number })}
          aria-label={t("views.menu.label", { number: ticket.number })}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => openTicketMenu(event.currentTarget)}
          className="grid size-8 cursor-default place-items-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
        >
          <EllipsisVertical aria-hidden className="size-4" />
        </button>
        {lift.liftable && (
          <Grip number={ticket.number} className="grid size-8 hover:text-ink" onKeyDown={lift.onKeyDown} />
        )}
      </span>
    </li>
  );
});
