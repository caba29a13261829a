/* One list of the map's twin: rows that open in steps, the selected one with its actions under it. */
import { type ComponentType, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../ui/classNames";
import { Button } from "../ui/Button";
import type { MapRowProps } from "./mapContract";

export interface MapListSectionProps<Row extends { readonly id: string }> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly selectedId: string | null;
  readonly popup: ReactNode;
  readonly onSelect: (id: string) => void;
  readonly children: (row: Row) => ReactNode;
  /** How the page wants a row to behave; by itself it opens. */
  readonly As?: ComponentType<MapRowProps> | undefined;
}

/** Look of a row's button. */
export function mapRowClass(selected: boolean): string {
  return cx(
    "relative flex min-h-11 w-full items-center gap-2 rounded-sm px-2 py-1 text-start text-ink",
    selected ? "bg-accent-soft" : "hover:bg-sunken",
  );
}

function PlainRow({ open, onOpen, children }: MapRowProps) {
  return (
    <button type="button" aria-pressed={open} className={mapRowClass(open)} onClick={onOpen}>
      {children}
    </button>
  );
}

/** Rows that open at once; more would be slower to walk through than a search. */
const STEP = 100;

export function MapListSection<Row extends { readonly id: string }>({
  title,
  rows,
  selectedId,
  popup,
  onSelect,
  children,
  As = PlainRow,
}: MapListSectionProps<Row>) {
  const { t } = useTranslation();
  const headingId = useId();
  const [limit, setLimit] = useState(STEP);
  const first = rows.slice(0, limit);
  // A selection made elsewhere is in the list, wherever its turn would be.
  const chosen = rows.find((row) => row.id === selectedId);
  const listed = chosen && !first.includes(chosen) ? [chosen, ...first] : first;
  const hidden = rows.length - listed.length;
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId} className="mb-1 text-xs font-medium text-ink-3">
        {title}
      </h3>
      <ul data-choices className="grid gap-px">
        {listed.map((row) => {
          const selected = row.id === selectedId;
          return (
            <li key={row.id} className="[contain-intrinsic-size:auto_2.75rem] [content-visibility:auto]">
              <As ticketId={row.id} open={selected} onOpen={() => onSelect(row.id)}>
                {children(row)}
              </As>
              {selected && popup !== undefined && popup !== null && (
                <div className="my-1 rounded-md border border-line bg-raised">{popup}</div>
              )}
            </li>
          );
        })}
      </ul>
      {hidden > 0 && (
        <Button size="small" tone="quiet" className="mt-1 w-full" onPress={() => setLimit(limit + STEP)}>
          {t("map.more", { count: hidden })}
        </Button>
      )}
    </section>
  );
}
