/* Branch, day, search and filters of the board; all of them live in the URL. */
import { Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button as AriaButton, Input, SearchField } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { ServiceDay } from "../../../shared/time/zones";
import { useWords } from "../../lib/useWords";
import { Kbd } from "../../ui/Kbd";
import { Select } from "../../ui/Select";
import { DayPicker } from "./DayPicker";
import { FilterMenu } from "./FilterMenu";
import type { Branch, TicketRow } from "./boardData";
import type { BoardFilters } from "./boardFilters";

export interface BoardToolbarProps {
  readonly branches: readonly Branch[];
  readonly branch: Branch;
  readonly onBranch: (branchId: string) => void;
  readonly day: ServiceDay;
  readonly today: ServiceDay;
  readonly onDay: (day: ServiceDay) => void;
  readonly tickets: readonly TicketRow[];
  readonly filters: BoardFilters;
  readonly onFilters: (filters: BoardFilters) => void;
}

export function BoardToolbar(props: BoardToolbarProps) {
  const { t } = useTranslation();
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <>
      <span aria-hidden className="h-5 w-px bg-line-strong" />
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
        <span className="text-sm font-medium">{words.name(props.branch.name)}</span>
      )}
      <DayPicker day={props.day} today={props.today} onChange={props.onDay} />
      <SearchField
        aria-label={t("board.search.label")}
        value={props.filters.text}
        onChange={(text) => props.onFilters({ ...props.filters, text })}
        className="relative ms-auto flex h-8 w-72 min-w-32 items-center rounded-md border border-line-strong bg-raised focus-within:border-accent"
      >
        <Search aria-hidden className="ms-2 size-4 shrink-0 text-ink-3" />
        <Input
          ref={field}
          dir="auto"
          placeholder={t("board.search.placeholder")}
          className="min-w-0 flex-1 bg-transparent px-2 text-sm outline-none placeholder:text-ink-3 [&::-webkit-search-cancel-button]:hidden"
        />
        {props.filters.text === "" ? (
          <span aria-hidden className="me-1.5 hidden gap-0.5 xl:flex">
            <Kbd>Ctrl</Kbd>
            <Kbd>K</Kbd>
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
      <FilterMenu tickets={props.tickets} filters={props.filters} onChange={props.onFilters} />
    </>
  );
}
