/* Status and city filters with how many tickets each would leave. Choices go straight into the URL. */
import { Check, ListFilter } from "lucide-react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { STATUS_META, STATUSES, type TicketStatus } from "../../../shared/tickets/statuses";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { PhaseMark } from "../../ui/PhaseMark";
import type { TicketRow } from "./boardData";
import { type BoardFilters, citiesOf } from "./boardFilters";

export interface FilterMenuProps {
  readonly tickets: readonly TicketRow[];
  readonly filters: BoardFilters;
  readonly onChange: (filters: BoardFilters) => void;
}

const CITY_LIMIT = 12;

function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

export function FilterMenu({ tickets, filters, onChange }: FilterMenuProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const active = filters.statuses.length + filters.cities.length;
  const counts = new Map<TicketStatus, number>();
  for (const ticket of tickets) counts.set(ticket.status, (counts.get(ticket.status) ?? 0) + 1);
  const option = (key: string, on: boolean, label: React.ReactNode, count: number, toggle: () => void) => (
    <AriaButton
      key={key}
      aria-pressed={on}
      onPress={toggle}
      className={cx(
        "flex w-full cursor-default items-center gap-2 rounded-sm px-1.5 py-1 text-start text-sm data-hovered:bg-sunken",
        on && "bg-accent-soft",
      )}
    >
      {label}
      <span className="text-xs text-ink-3">{format.number(count)}</span>
      <Check aria-hidden className={cx("size-3.5 text-accent", !on && "invisible")} />
    </AriaButton>
  );
  return (
    <DialogTrigger>
      <Button
        size="small"
        tone={active > 0 ? "secondary" : "quiet"}
        icon={<ListFilter aria-hidden className="size-4" />}
      >
        {active > 0 ? t("board.filter.active", { count: active }) : t("board.filter.label")}
      </Button>
      <Popover
        offset={4}
        placement="bottom start"
        className="max-h-[70dvh] overflow-auto rounded-md border border-line bg-raised shadow-lift"
      >
        <Dialog aria-label={t("board.filter.label")} className="w-64 p-2 outline-none">
          <p className="px-1.5 pb-1 text-xs text-ink-3">{t("board.filter.status")}</p>
          {STATUSES.filter((status) => counts.has(status) || filters.statuses.includes(status)).map(
            (status) =>
              option(
                status,
                filters.statuses.includes(status),
                <>
                  <PhaseMark phase={STATUS_META[status].phase} letter={t(`marks.${status}`)} size={18} />
                  <span className="min-w-0 flex-1 truncate">{words.status(status)}</span>
                </>,
                counts.get(status) ?? 0,
                () => onChange({ ...filters, statuses: toggled(filters.statuses, status) }),
              ),
          )}
          <p className="mt-2 px-1.5 pb-1 text-xs text-ink-3">{t("board.filter.city")}</p>
          {citiesOf(tickets)
            .slice(0, CITY_LIMIT)
            .map(({ city, count }) =>
              option(
                city,
                filters.cities.includes(city),
                <bdi className="min-w-0 flex-1 truncate">{words.city(city)}</bdi>,
                count,
                () => onChange({ ...filters, cities: toggled(filters.cities, city) }),
              ),
            )}
          {active > 0 && (
            <Button
              size="small"
              tone="quiet"
              className="mt-2 w-full"
              onPress={() => onChange({ ...filters, statuses: [], cities: [] })}
            >
              {t("board.filter.clear")}
            </Button>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
