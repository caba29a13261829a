/* A ticket as a card of the grid [S-22]: opens, lifts, assigns and calls like every other face of it. */
import { Crosshair, Phone, UserPlus } from "lucide-react";
import { type KeyboardEvent, memo } from "react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { concernsCard } from "../../lib/countdown";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { PriorityBadge } from "../../ticket/PriorityBadge";
import { WorkTypeIcon } from "../../ticket/WorkTypeIcon";
import { Bidi } from "../../ui/Bidi";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { IconButton } from "../../ui/IconButton";
import { Ltr } from "../../ui/Ltr";
import { PhaseBadge } from "../../ui/PhaseBadge";
import { Grip } from "./Grip";
import { PromiseChip } from "./PromiseChip";
import { TicketMenuButton } from "./TicketMenuButton";
import type { TicketRow } from "./boardData";
import { useChoice } from "./choice/useChoice";
import { callCustomer, useTicketActions } from "./ticketActions";
import { useLiftable } from "./useLiftable";

export interface GridCardProps {
  readonly ticket: TicketRow;
  readonly index: number;
  readonly count: number;
  /** Who has it and when; undefined while nobody has. */
  readonly placement: string | undefined;
  readonly now: number;
  readonly selected: boolean;
  /** The one card Tab stops at. */
  readonly current: boolean;
  /** Whether the key went to another card. */
  readonly onWalk: (event: KeyboardEvent, index: number) => boolean;
  readonly onCurrent: (index: number) => void;
}

export const GridCard = memo(function GridCard(props: GridCardProps) {
  const { ticket, index, now, selected, current, placement } = props;
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const actions = useTicketActions();
  const lift = useLiftable(ticket, "grid");
  const choice = useChoice(ticket.ticketId);
  const meta = STATUS_META[ticket.status];
  return (
    <li
      ref={lift.setNodeRef}
      data-ticket={ticket.ticketId}
      data-phase={meta.phase}
      aria-posinset={index + 1}
      aria-setsize={props.count}
      onPointerDown={lift.onPointerDown}
      className={cx(
        "relative flex h-full min-w-0 flex-col rounded-md border p-2.5 shadow-rest",
        selected || choice.chosen
          ? "border-accent outline-1 outline-accent"
          : "border-line hover:border-line-strong",
        choice.chosen ? "bg-accent-soft" : "bg-raised",
        lift.carried && "opacity-40",
      )}
    >
      <div className="flex items-start gap-2">
        <span
          title={words.workType(ticket.workType)}
          className="grid size-8 shrink-0 place-items-center rounded-md bg-sunken text-ink-2"
        >
          <WorkTypeIcon code={ticket.workType} className="size-4.5" />
        </span>
        <button
          type="button"
          data-card
          data-grid-index={index}
          tabIndex={current ? 0 : -1}
          aria-describedby="lift-instructions"
          aria-pressed={selected || choice.chosen}
          onFocus={() => props.onCurrent(index)}
          onClick={(event) => choice.onClick(event, () => actions.select(ticket.ticketId))}
          onKeyDown={(event) => {
            if (props.onWalk(event, index) || choice.onKeyDown(event)) return;
            lift.onKeyDown(event);
          }}
          className="min-w-0 flex-1 cursor-default rounded-sm text-start after:absolute after:inset-0 after:rounded-md after:content-['']"
        >
          <span className="flex items-center gap-1.5 text-xs text-ink-3">
            <Ltr className="shrink-0 font-medium text-ink-2">{ticket.number}</Ltr>
            <span aria-hidden>·</span>
            <span className="truncate">{words.city(ticket.city)}</span>
          </span>
          <Bidi className="block truncate text-sm font-semibold">
            {ticket.contactName === "" ? t("views.grid.noName") : ticket.contactName}
          </Bidi>
        </button>
        <span className="relative z-1 flex items-center">
          <TicketMenuButton ticket={ticket} reachable={current} />
        </span>
      </div>
      <p className="mt-1.5 line-clamp-2 min-h-0 flex-1 text-sm break-words text-ink-2" title={ticket.problem}>
        <bdi>{ticket.problem}</bdi>
      </p>
      <div className="mt-1.5 flex min-w-0 items-center gap-1.5 overflow-hidden">
        <PhaseBadge
          phase={meta.phase}
          letter={t(`marks.${ticket.status}`)}
          label={words.status(ticket.status)}
          className="min-w-0 shrink"
        />
        <PriorityBadge priority={ticket.priority} />
        <span className="ms-auto shrink-0">
          {ticket.nextDue !== null && concernsCard(ticket.nextDue.dueAt, now) ? (
            <PromiseChip promise={ticket.nextDue} now={now} />
          ) : (
            <span className="text-xs text-ink-3">{format.duration(now - ticket.requestedAt)}</span>
          )}
        </span>
      </div>
      <div className="relative z-1 mt-1.5 flex h-8 min-w-0 items-center gap-1 border-t border-line pt-1.5">
        {placement === undefined ? (
          lift.liftable ? (
            <Button
              size="small"
              excludeFromTabOrder={!current}
              icon={<UserPlus aria-hidden className="size-3.5 rtl:-scale-x-100" />}
              onPress={() => actions.assign(ticket)}
              aria-label={`${t("board.card.assignTo")} ${ticket.number}`}
            >
              {t("board.card.assignTo")}
            </Button>
          ) : (
            <span className="text-xs text-ink-3">{t("board.detail.noVisit")}</span>
          )
        ) : (
          <bdi className="min-w-0 truncate text-xs font-medium">{placement}</bdi>
        )}
        <span className="ms-auto flex shrink-0">
          {lift.liftable && (
            <Grip number={ticket.number} className="hidden size-7 [@media(hover:none)]:grid" />
          )}
          {ticket.phone !== null && (
            <IconButton
              size="small"
              excludeFromTabOrder={!current}
              label={`${t("views.menu.call")} ${ticket.phone}`}
              icon={<Phone aria-hidden className="size-4" />}
              onPress={() => callCustomer(ticket)}
            />
          )}
          {ticket.point !== null && (
            <IconButton
              size="small"
              excludeFromTabOrder={!current}
              label={t("board.detail.showOnMap")}
              icon={<Crosshair aria-hidden className="size-4" />}
              onPress={() => actions.showOnMap(ticket)}
            />
          )}
        </span>
      </div>
    </li>
  );
});
