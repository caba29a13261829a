/* Tickets that wait for a technician, most urgent first. Also the place to drop one that is taken back. */
import { CheckCheck, FileUp, SearchX } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { EmptyState } from "../../ui/EmptyState";
import { Skeleton } from "../../ui/Skeleton";
import { QueueCard } from "./QueueCard";
import type { TicketRow } from "./boardData";
import { useCarryControl } from "./carryContext";

export interface QueueProps {
  /** Waiting tickets that pass the filters; undefined while loading. */
  readonly tickets: readonly TicketRow[] | undefined;
  /** All waiting tickets, filters aside. */
  readonly total: number;
  /** The branch has no open ticket at all. */
  readonly branchEmpty: boolean;
  readonly loadingMore: boolean;
  readonly now: number;
  readonly selectedTicket: string | null;
  readonly onSelect: (ticketId: string) => void;
  readonly onAssign: (ticket: TicketRow) => void;
  readonly onClearFilters: () => void;
  readonly importAction: ReactNode;
}

const STEP = 120;

export function Queue(props: QueueProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { carry } = useCarryControl();
  const [limit, setLimit] = useState(STEP);
  const { tickets, total } = props;
  const shown = tickets?.slice(0, limit) ?? [];
  const over = carry?.target?.kind === "queue";
  const offersReturn = carry !== null && carry.ticket.visit !== null;
  return (
    <section
      aria-labelledby="queue-title"
      data-drop="queue"
      className={cx("flex h-full min-h-0 flex-col bg-paper", over && "bg-accent-soft")}
    >
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line ps-3 pe-2">
        <h2 id="queue-title" className="min-w-0 flex-1 truncate text-sm font-semibold">
          {t("board.queue.label")}
        </h2>
        {tickets !== undefined && (
          <span className="rounded-sm bg-sunken px-1.5 text-xs font-medium text-ink-2">
            {tickets.length === total
              ? format.number(total)
              : t("board.filter.shown", { shown: tickets.length, total })}
          </span>
        )}
      </header>
      {offersReturn && (
        <p
          className={cx(
            "m-2 mb-0 rounded-md border-2 border-dashed px-2 py-2 text-center text-xs",
            over ? "border-accent text-ink" : "border-line-strong text-ink-2",
          )}
        >
          {t("board.queue.dropHere")}
        </p>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto p-2">
        {tickets === undefined ? (
          <div className="flex flex-col gap-1.5">
            {Array.from({ length: 7 }, (_, index) => (
              <Skeleton key={index} className="h-13 rounded-md" />
            ))}
          </div>
        ) : tickets.length > 0 ? (
          <ul className="flex flex-col gap-1.5">
            {shown.map((ticket) => (
              <QueueCard
                key={ticket.ticketId}
                ticket={ticket}
                now={props.now}
                selected={ticket.ticketId === props.selectedTicket}
                onSelect={props.onSelect}
                onAssign={props.onAssign}
              />
            ))}
          </ul>
        ) : total > 0 ? (
          <EmptyState
            icon={<SearchX aria-hidden className="size-6" />}
            title={t("board.queue.noMatchTitle")}
            action={
              <Button size="small" onPress={props.onClearFilters}>
                {t("board.filter.clear")}
              </Button>
            }
          >
            {t("board.queue.noMatchText", { count: total })}
          </EmptyState>
        ) : props.branchEmpty ? (
          <EmptyState
            icon={<FileUp aria-hidden className="size-6" />}
            title={t("board.queue.firstTitle")}
            action={props.importAction}
          >
            {t("board.queue.firstText")}
          </EmptyState>
        ) : (
          <EmptyState
            icon={<CheckCheck aria-hidden className="size-6" />}
            title={t("board.queue.emptyTitle")}
          >
            {t("board.queue.emptyText")}
          </EmptyState>
        )}
        {tickets !== undefined && tickets.length > limit && (
          <Button size="small" tone="quiet" className="mt-2 w-full" onPress={() => setLimit(limit + STEP)}>
            {t("board.queue.more")}
          </Button>
        )}
        {props.loadingMore && (
          <p className="py-2 text-center text-xs text-ink-3">{t("board.queue.loadingMore")}</p>
        )}
      </div>
    </section>
  );
}
