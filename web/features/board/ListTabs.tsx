/* The heads of the three ticket lists with their counts; while filtering, each says how many it still shows. */
import { Tab, TabList } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { TICKET_LISTS } from "./boardFilters";
import type { TicketLists } from "./useTicketLists";

export function ListTabs({ lists }: { readonly lists: TicketLists }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <TabList aria-label={t("board.list.label")} className="flex h-9 shrink-0 border-b border-line ps-1">
      {TICKET_LISTS.map((list) => {
        const { shown } = lists[list];
        return (
          <Tab
            key={list}
            id={list}
            className="group relative flex cursor-default items-center gap-1.5 px-2.5 text-sm text-ink-2 outline-none data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-accent data-hovered:text-ink data-selected:font-semibold data-selected:text-ink"
          >
            {t(`board.list.${list}`)}
            {shown !== undefined && (
              <span className="rounded-sm bg-sunken px-1.5 text-xs font-medium text-ink-2">
                {format.number(shown.length)}
              </span>
            )}
            <span
              aria-hidden
              className="absolute inset-x-2 bottom-0 hidden h-0.5 bg-accent group-data-selected:block"
            />
          </Tab>
        );
      })}
    </TabList>
  );
}
