/* The near end of the board's bar: branch, day, saved views, search and filters; all of them live in the URL. */
import { Search, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { Button as AriaButton, Input, SearchField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { BoardFilters } from "../../../shared/board/filters";
import type { ServiceDay } from "../../../shared/time/zones";
import { useWords } from "../../lib/useWords";
import { Kbd } from "../../ui/Kbd";
import { Select } from "../../ui/Select";
import { DayPicker } from "./DayPicker";
import { FilterMenu } from "./FilterMenu";
import type { Branch, TechnicianRow, TicketRow } from "./boardData";

export interface BoardToolbarProps {
  readonly branches: readonly Branch[];
  readonly branch: Branch;
  readonly onBranch: (branchId: string) => void;
  readonly day: ServiceDay;
  readonly today: ServiceDay;
  readonly onDay: (day: ServiceDay) => void;
  readonly tickets: readonly TicketRow[];
  readonly technicians: readonly TechnicianRow[];
  readonly filters: BoardFilters;
  readonly onFilters: (filters: BoardFilters) => void;
  /** The menu of saved views. */
  readonly views: ReactNode;
}

export function BoardToolbar(props: BoardToolbarProps) {
  const { t } = useTranslation();
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]");
      if (event.code !== "Slash" || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (typing || document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      {props.branches.length > 1 ? (
        <Select
          label={t("board.branch")}
          labelHidden
          tone="plain"
          value={props.branch.branchId}
          onChange={props.onBranch}
          options={props.branches.map((one) => ({
            value: String(one.branchId),
            label: words.name(one.name),
          }))}
        />
      ) : (
        <span className="px-1 text-sm font-medium">{words.name(props.branch.name)}</span>
      )}
      <DayPicker day={props.day} today={props.today} onChange={props.onDay} />
      {props.views}
      <SearchField
        aria-label={t("board.search.label")}
        value={props.filters.text}
        onChange={(text) => props.onFilters({ ...props.filters, text })}
        className="relative flex h-8 w-60 min-w-32 shrink items-center rounded-md border border-line-strong bg-raised focus-within:border-accent"
      >
        <Search aria-hidden className="ms-2 size-4 shrink-0 text-ink-3" />
        <Input
          ref={field}
          dir="auto"
          maxLength={120}
          placeholder={t("board.search.placeholder")}
          className="min-w-0 flex-1 bg-transparent px-2 text-sm text-ellipsis outline-none placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
        />
        {props.filters.text === "" ? (
          <span aria-hidden className="me-1.5 hidden xl:flex">
            <Kbd>/</Kbd>
          </span>
        ) : (
          <AriaButton
            aria-label={t("board.search.clear")}
            className="me-1 grid size-6 place-items-center rounded-sm text-ink-3 data-hovered:text-ink"
          >
            <X aria-hidden className="size-4" />
          </AriaButton>
        )}
      </SearchField>
      <FilterMenu
        tickets={props.tickets}
        technicians={props.technicians}
        filters={props.filters}
        onChange={props.onFilters}
      />
    </>
  );
}
