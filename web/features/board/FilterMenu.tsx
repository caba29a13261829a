/*
 * The filters of S-24 with how many tickets each would leave: status, priority, technician, city, days of the request.
 * Choices go straight into the URL.
 */
import { Check, ListFilter } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { type BoardFilters, countFilters, NO_FILTERS, NOBODY } from "../../../shared/board/filters";
import { PRIORITIES } from "../../../shared/tickets/priorities";
import { STATUS_META, STATUSES } from "../../../shared/tickets/statuses";
import { isServiceDay } from "../../../shared/time/zones";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { cx } from "../../ui/classNames";
import { PhaseMark } from "../../ui/PhaseMark";
import type { TechnicianRow, TicketRow } from "./boardData";
import { citiesOf } from "./boardFilters";

export interface FilterMenuProps {
  readonly tickets: readonly TicketRow[];
  readonly technicians: readonly TechnicianRow[];
  readonly filters: BoardFilters;
  readonly onChange: (filters: BoardFilters) => void;
}

const CITY_LIMIT = 12;

function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item];
}

function counted<T>(items: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function DayField(props: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
}) {
  return (
    <label className="flex min-w-0 flex-1 flex-col gap-0.5 text-xs text-ink-3">
      {props.label}
      <input
        type="date"
        value={props.value ?? ""}
        onChange={(event) => {
          const { value } = event.target;
          if (value === "" || isServiceDay(value)) props.onChange(value === "" ? null : value);
        }}
        className="h-8 min-w-0 rounded-sm border border-line-strong bg-raised px-1.5 text-sm text-ink"
      />
    </label>
  );
}

export function FilterMenu({ tickets, technicians, filters, onChange }: FilterMenuProps) {
  const { t } = useTranslation();
  const active = countFilters(filters);
  return (
    <>
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
          className="max-h-[75dvh] max-w-[94vw] overflow-auto rounded-md border border-line bg-raised shadow-lift"
        >
          <Dialog aria-label={t("board.filter.label")} className="outline-none">
            <FilterBody tickets={tickets} technicians={technicians} filters={filters} onChange={onChange} />
          </Dialog>
        </Popover>
      </DialogTrigger>
      {active > 0 && (
        <Button size="small" tone="quiet" onPress={() => onChange({ ...NO_FILTERS, text: filters.text })}>
          {t("board.filter.clear")}
        </Button>
      )}
    </>
  );
}

/** Counted only while it is open. */
function FilterBody({ tickets, technicians, filters, onChange }: FilterMenuProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const byStatus = counted(tickets.map((ticket) => ticket.status));
  const byPriority = counted(tickets.map((ticket) => ticket.priority));
  const byTechnician = counted<string>(tickets.map((ticket) => ticket.visit?.technicianId ?? NOBODY));
  const option = (key: string, on: boolean, label: ReactNode, count: number, toggle: () => void) => (
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
  const group = (title: string, body: ReactNode) => (
    <div role="group" aria-label={title}>
      <p aria-hidden className="px-1.5 pb-1 text-xs text-ink-3">
        {title}
      </p>
      {body}
    </div>
  );
  const plain = (text: string) => <bdi className="min-w-0 flex-1 truncate">{text}</bdi>;
  const crew = technicians.filter((one) => one.active || filters.technicians.includes(one.technicianId));
  return (
    <div className="grid w-60 gap-x-2 gap-y-3 p-2 sm:w-120 sm:grid-cols-2">
      <div>
        {group(
          t("board.filter.status"),
          STATUSES.filter((status) => byStatus.has(status) || filters.statuses.includes(status)).map(
            (status) =>
              option(
                status,
                filters.statuses.includes(status),
                <>
                  <PhaseMark phase={STATUS_META[status].phase} letter={t(`marks.${status}`)} size={18} />
                  <span className="min-w-0 flex-1 truncate">{words.status(status)}</span>
                </>,
                byStatus.get(status) ?? 0,
                () => onChange({ ...filters, statuses: toggled(filters.statuses, status) }),
              ),
          ),
        )}
      </div>
      <div className="flex flex-col gap-3">
        {group(
          t("views.filter.priority"),
          PRIORITIES.toReversed().map((priority) =>
            option(
              priority,
              filters.priorities.includes(priority),
              plain(words.priority(priority)),
              byPriority.get(priority) ?? 0,
              () => onChange({ ...filters, priorities: toggled(filters.priorities, priority) }),
            ),
          ),
        )}
        {group(
          t("views.filter.technician"),
          <div className="max-h-48 overflow-y-auto">
            {option(
              NOBODY,
              filters.technicians.includes(NOBODY),
              plain(t("views.filter.nobody")),
              byTechnician.get(NOBODY) ?? 0,
              () => onChange({ ...filters, technicians: toggled(filters.technicians, NOBODY) }),
            )}
            {crew.map(({ technicianId, name }) =>
              option(
                technicianId,
                filters.technicians.includes(technicianId),
                plain(words.name(name)),
                byTechnician.get(technicianId) ?? 0,
                () => onChange({ ...filters, technicians: toggled(filters.technicians, technicianId) }),
              ),
            )}
          </div>,
        )}
        {group(
          t("board.filter.city"),
          citiesOf(tickets)
            .slice(0, CITY_LIMIT)
            .map(({ city, count }) =>
              option(city, filters.cities.includes(city), plain(words.city(city)), count, () =>
                onChange({ ...filters, cities: toggled(filters.cities, city) }),
              ),
            ),
        )}
        {group(
          t("views.filter.requested"),
          <div className="flex flex-col gap-1.5 px-1.5">
            <DayField
              label={t("views.filter.from")}
              value={filters.from}
              onChange={(from) => onChange({ ...filters, from })}
            />
            <DayField
              label={t("views.filter.until")}
              value={filters.until}
              onChange={(until) => onChange({ ...filters, until })}
            />
          </div>,
        )}
      </div>
    </div>
  );
}
