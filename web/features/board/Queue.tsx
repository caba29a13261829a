/*
 * The list of tickets beside the map: waiting, in hand, closed. Waiting is also the place to drop a ticket that is
 * taken back.
 */
import { CheckCheck, FileUp, SearchX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { TabPanel, Tabs } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { EmptyState } from "../../ui/EmptyState";
import { Skeleton } from "../../ui/Skeleton";
import { ListTabs } from "./ListTabs";
import { QueueCard } from "./QueueCard";
import type { TechnicianRow, TicketRow } from "./boardData";
import { TICKET_LISTS, type TicketList } from "../../../shared/board/panes";
import { useCarryState } from "./carryContext";
import { TICKET_CAP } from "./open/OpenTickets";
import type { TicketLists } from "./useTicketLists";

export interface QueueProps {
  readonly lists: TicketLists;
  readonly active: TicketList;
  readonly onList: (list: TicketList) => void;
  readonly technicians: readonly TechnicianRow[];
  readonly zone: string;
  /** The branch has no open ticket at all. */
  readonly branchEmpty: boolean;
  readonly loadingMore: boolean;
  readonly capped: boolean;
  readonly now: number;
  readonly selectedTicket: string | null;
  readonly onSelect: (ticketId: string) => void;
  readonly onAssign: (ticket: TicketRow) => void;
  readonly onClearFilters: () => void;
  readonly importAction: ReactNode;
  /** Found by the text search, beyond the lists. */
  readonly elsewhere: readonly TicketRow[];
}

const STEP = 80;

export function Queue(props: QueueProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { carry } = useCarryState();
  const [limit, setLimit] = useState(STEP);
  const { active } = props;
  const { shown: tickets, total } = props.lists[active];
  const shown = tickets?.slice(0, limit) ?? [];
  const over = carry?.target?.kind === "queue";
  const offersReturn = carry !== null && carry.ticket.visit !== null;

  const placementOf = (ticket: TicketRow): string | undefined => {
    const { visit } = ticket;
    if (visit === null) return undefined;
    const technician = props.technicians.find((row) => row.technicianId === visit.technicianId);
    const when = visit.startsAt === null ? t("board.lanes.untimed") : format.time(visit.startsAt, props.zone);
    return technician ? `${words.name(technician.name)} · ${when}` : when;
  };

  return (
    <section
      aria-label={t("board.list.label")}
      data-drop="queue"
      aria-busy={props.loadingMore}
      className={cx("flex h-full min-h-0 flex-col bg-paper", over && "bg-accent-soft")}
    >
      <Tabs
        selectedKey={active}
        onSelectionChange={(key) => {
          const list = TICKET_LISTS.find((one) => one === key);
          if (list === undefined) return;
          setLimit(STEP);
          props.onList(list);
        }}
        className="flex min-h-0 flex-1 flex-col"
      >
        <ListTabs lists={props.lists} />
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
        <TabPanel id={active} shouldForceMount className="min-h-0 flex-1 overflow-y-auto p-2 outline-none">
          {tickets === undefined ? (
            <div className="flex flex-col gap-1.5">
              {Array.from({ length: 7 }, (_, index) => (
                <Skeleton key={index} className="h-13 rounded-md" />
              ))}
            </div>
          ) : tickets.length > 0 ? (
            <ul data-choices className="flex flex-col gap-1.5">
              {shown.map((ticket) => {
                const placement = placementOf(ticket);
                return (
                  <QueueCard
                    key={ticket.ticketId}
                    ticket={ticket}
                    now={props.now}
                    selected={ticket.ticketId === props.selectedTicket}
                    {...(placement === undefined ? {} : { placement })}
                    onSelect={props.onSelect}
                    onAssign={props.onAssign}
                  />
                );
              })}
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
          ) : active !== "waiting" ? (
            <EmptyState title={t(`board.list.${active}EmptyTitle`)}>
              {t(`board.list.${active}EmptyText`)}
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
          {props.elsewhere.length > 0 && (
            <section aria-label={t("views.elsewhere")} className="mt-3">
              <h2 className="px-1 pb-1 text-xs text-ink-3">{t("views.elsewhere")}</h2>
              <ul className="flex flex-col gap-1.5">
                {props.elsewhere.map((ticket) => (
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
            </section>
          )}
          {tickets !== undefined && tickets.length > limit && (
            <Button size="small" tone="quiet" className="mt-2 w-full" onPress={() => setLimit(limit + STEP)}>
              {t("board.queue.more")}
            </Button>
          )}
          {props.capped && active !== "closed" && (
            <p className="px-2 py-3 text-center text-xs text-ink-2">
              {t("board.queue.capped", { count: TICKET_CAP })}
            </p>
          )}
          {props.loadingMore && active !== "closed" && (
            <p className="py-2 text-center text-xs text-ink-3">{t("board.queue.loadingMore")}</p>
          )}
        </TabPanel>
      </Tabs>
    </section>
  );
}
