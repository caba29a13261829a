/*
 * The heads of the queue's lists: how many on top, what below, so that five of them read at a glance. While filtering,
 * each says how many it still shows. What is in danger speaks louder than the rest.
 */
import { Tab, TabList } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { TICKET_LISTS } from "../../../shared/board/panes";
import { useFormat } from "../../lib/useFormat";
import { cx } from "../../ui/classNames";
import type { TicketLists } from "./useTicketLists";

export function ListTabs({ lists }: { readonly lists: TicketLists }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <TabList aria-label={t("board.list.label")} className="flex h-14 shrink-0 border-b border-line px-1">
      {TICKET_LISTS.map((list) => {
        const { shown } = lists[list];
        const alarm = list === "alerts" && (shown?.length ?? 0) > 0;
        return (
          <Tab
            key={list}
            id={list}
            className="group relative flex min-w-0 flex-1 cursor-default flex-col items-center justify-center px-0.5 text-ink-2 outline-none data-focus-visible:outline-2 data-focus-visible:-outline-offset-2 data-focus-visible:outline-accent data-hovered:text-ink data-selected:text-ink"
          >
            <span
              className={cx(
                "text-lg leading-6 font-semibold",
                shown?.length === 0 ? "text-ink-3" : alarm ? "text-urgent" : "text-ink",
              )}
            >
              {shown === undefined ? "–" : format.number(shown.length)}
            </span>
            <span className="max-w-full truncate text-2xs group-data-selected:font-semibold">
              {t(`board.list.${list}`)}
            </span>
            <span
              aria-hidden
              className="absolute inset-x-1.5 bottom-0 hidden h-0.5 bg-accent group-data-selected:block"
            />
          </Tab>
        );
      })}
    </TabList>
  );
}
