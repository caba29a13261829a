/* The heads of the three ticket lists with their counts; while filtering, each says how many it still shows. */
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { cx } from "../../ui/classNames";
import { TICKET_LISTS, type TicketList } from "./boardFilters";
import type { TicketLists } from "./useTicketLists";

export interface ListTabsProps {
  readonly lists: TicketLists;
  readonly active: TicketList;
  readonly onChange: (list: TicketList) => void;
}

export function ListTabs({ lists, active, onChange }: ListTabsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const rtl = getComputedStyle(event.currentTarget).direction === "rtl";
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const index = TICKET_LISTS.indexOf(active) + (rtl ? -step : step);
    const next = TICKET_LISTS[(index + TICKET_LISTS.length) % TICKET_LISTS.length];
    if (next === undefined) return;
    onChange(next);
    document.getElementById(`list-tab-${next}`)?.focus();
  };
  return (
    <div
      role="tablist"
      aria-label={t("board.list.label")}
      onKeyDown={onKeyDown}
      className="flex h-9 shrink-0 border-b border-line ps-1"
    >
      {TICKET_LISTS.map((list) => {
        const { shown, total } = lists[list];
        const on = list === active;
        const count = shown === undefined ? null : shown.length;
        return (
          <button
            key={list}
            id={`list-tab-${list}`}
            type="button"
            role="tab"
            aria-selected={on}
            aria-controls="ticket-list"
            tabIndex={on ? 0 : -1}
            onClick={() => onChange(list)}
            className={cx(
              "relative flex cursor-default items-center gap-1.5 px-2.5 text-sm",
              on ? "font-semibold text-ink" : "text-ink-2 hover:text-ink",
            )}
          >
            {t(`board.list.${list}`)}
            {count !== null && (list !== "closed" || on || count !== total || count > 0) && (
              <span className="rounded-sm bg-sunken px-1.5 text-xs font-medium text-ink-2">
                {format.number(count)}
              </span>
            )}
            {on && <span aria-hidden className="absolute inset-x-2 bottom-0 h-0.5 bg-accent" />}
          </button>
        );
      })}
    </div>
  );
}
