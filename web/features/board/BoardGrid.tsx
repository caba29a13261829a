/*
 * The tickets as cards in as many columns as fit [S-21, S-22], instead of the map: the same rows, selection, drag and
 * keyboard. Only what is in sight is drawn.
 */
import { SearchX } from "lucide-react";
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { PRIORITY_RANK } from "../../../shared/tickets/priorities";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Segmented } from "../../ui/Segmented";
import { Skeleton } from "../../ui/Skeleton";
import { GridCard } from "./GridCard";
import type { TechnicianRow, TicketRow } from "./boardData";
import { useLift } from "./carryContext";
import { ChoiceOrderContext } from "./choice/choiceOrder";
import { range } from "./choice/choiceState";
import { useWindowed } from "./useWindowed";

export interface BoardGridProps {
  /** Undefined while loading. */
  readonly tickets: readonly TicketRow[] | undefined;
  readonly technicians: readonly TechnicianRow[];
  readonly zone: string;
  readonly now: number;
  readonly selectedTicket: string | null;
  readonly filtering: boolean;
  readonly onClearFilters: () => void;
}

const ORDERS = ["urgent", "promise", "newest"] as const;
type Order = (typeof ORDERS)[number];

const FAR = Number.MAX_SAFE_INTEGER;
const COMPARE: Record<Order, (a: TicketRow, b: TicketRow) => number> = {
  urgent: (a, b) => PRIORITY_RANK[b.priority] - PRIORITY_RANK[a.priority] || b.requestedAt - a.requestedAt,
  promise: (a, b) => (a.nextDue?.dueAt ?? FAR) - (b.nextDue?.dueAt ?? FAR),
  newest: (a, b) => b.requestedAt - a.requestedAt,
};

const ROW_PX = 184;
const MIN_CARD_PX = 272;

export function BoardGrid(props: BoardGridProps) {
  const { technicians, zone, now, selectedTicket } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const [sorting, setSorting] = useState<Order>("urgent");
  const [current, setCurrent] = useState(0);
  const tickets = useMemo(
    () => (props.tickets === undefined ? [] : props.tickets.toSorted(COMPARE[sorting])),
    [props.tickets, sorting],
  );
  const count = tickets.length;
  const { ref, columns, first, end, onScroll, reveal } = useWindowed({
    count,
    minWidth: MIN_CARD_PX,
    rowHeight: ROW_PX,
  });
  const names = useMemo(
    () => new Map(technicians.map((one) => [String(one.technicianId), words.name(one.name)])),
    [technicians, words],
  );
  const placementOf = ({ visit }: TicketRow): string | undefined => {
    if (visit === null) return undefined;
    const when = visit.startsAt === null ? t("board.lanes.untimed") : format.time(visit.startsAt, zone);
    return [names.get(visit.technicianId), when].filter(Boolean).join(" · ");
  };

  // What is selected elsewhere is brought into sight here.
  const shownFor = useRef<string | null>(null);
  useEffect(() => {
    if (selectedTicket === null || shownFor.current === selectedTicket) return;
    const index = tickets.findIndex((ticket) => ticket.ticketId === selectedTicket);
    if (index < 0) return;
    shownFor.current = selectedTicket;
    setCurrent(index);
    reveal(index);
  }, [selectedTicket, tickets, reveal]);

  const { choice } = useLift();
  const newest = useRef(tickets);
  newest.current = tickets;
  const order = useCallback(() => newest.current.map(({ ticketId }) => ticketId), []);
  const wantsFocus = useRef<number | null>(null);
  useEffect(() => {
    if (wantsFocus.current === null) return;
    const card = ref.current?.querySelector<HTMLElement>(`[data-grid-index="${wantsFocus.current}"]`);
    if (!card) return;
    wantsFocus.current = null;
    card.focus({ preventScroll: true });
  });
  const onWalk = useCallback(
    (event: KeyboardEvent, index: number): boolean => {
      const mirrored = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
      const page = columns * 3;
      const steps: Record<string, number> = {
        ArrowRight: mirrored,
        ArrowLeft: -mirrored,
        ArrowDown: columns,
        ArrowUp: -columns,
        PageDown: page,
        PageUp: -page,
        Home: -index,
        End: count - 1 - index,
      };
      const step = steps[event.key];
      if (step === undefined) return false;
      event.preventDefault();
      const next = Math.min(count - 1, Math.max(0, index + step));
      setCurrent(next);
      reveal(next);
      wantsFocus.current = next;
      const here = newest.current[index];
      const there = newest.current[next];
      if (event.shiftKey && here && there)
        choice.update((before) => {
          const begun = before.ids.length === 0 ? { ids: [], anchor: here.ticketId } : before;
          return range(begun, there.ticketId, order(), false);
        });
      return true;
    },
    [columns, count, reveal, choice, order],
  );

  return (
    <section aria-label={t("views.centre.grid")} className="flex h-full min-h-0 flex-col bg-ground">
      <header className="flex h-10 shrink-0 items-center gap-3 px-3">
        <p aria-live="polite" className="min-w-0 flex-1 truncate text-sm font-semibold">
          {props.tickets === undefined ? t("views.centre.grid") : t("views.grid.count", { count })}
        </p>
        <Segmented
          label={t("views.grid.order")}
          labelHidden
          value={sorting}
          onChange={setSorting}
          options={ORDERS.map((value) => ({ value, label: t(`views.grid.by.${value}`) }))}
        />
      </header>
      <div ref={ref} onScroll={onScroll} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {props.tickets === undefined ? (
          <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
            {Array.from({ length: 9 }, (_, index) => (
              <Skeleton key={index} className="h-44 rounded-md" />
            ))}
          </div>
        ) : count === 0 ? (
          <EmptyState
            icon={<SearchX aria-hidden className="size-6" />}
            title={props.filtering ? t("board.queue.noMatchTitle") : t("board.queue.firstTitle")}
            action={
              props.filtering ? (
                <Button size="small" onPress={props.onClearFilters}>
                  {t("board.filter.clear")}
                </Button>
              ) : null
            }
          >
            {props.filtering ? t("views.grid.noMatch") : t("views.grid.none")}
          </EmptyState>
        ) : (
          <ChoiceOrderContext.Provider value={order}>
            <ul
              data-choices
              className="relative grid content-start gap-2"
              style={{
                gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                gridAutoRows: `${ROW_PX - 8}px`,
                height: Math.ceil(count / columns) * ROW_PX,
                paddingBlockStart: (first / columns) * ROW_PX,
              }}
            >
              {tickets.slice(first, end).map((ticket, offset) => (
                <GridCard
                  key={ticket.ticketId}
                  ticket={ticket}
                  index={first + offset}
                  count={count}
                  placement={placementOf(ticket)}
                  now={now}
                  selected={ticket.ticketId === selectedTicket}
                  current={first + offset === Math.min(current, count - 1)}
                  onWalk={onWalk}
                  onCurrent={setCurrent}
                />
              ))}
            </ul>
          </ChoiceOrderContext.Provider>
        )}
      </div>
    </section>
  );
}
