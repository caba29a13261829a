/* One list of the map's twin: rows that open in steps, the selected one with its actions under it. */
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../ui/classNames";
import { Button } from "../ui/Button";

export interface MapListSectionProps<Row extends { readonly id: string }> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly selectedId: string | null;
  readonly popup: ReactNode;
  readonly onSelect: (id: string) => void;
  readonly children: (row: Row) => ReactNode;
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
      <ul className="grid gap-px">
        {listed.map((row) => {
          const selected = row.id === selectedId;
          return (
            <li key={row.id} className="[contain-intrinsic-size:auto_2.75rem] [content-visibility:auto]">
              <button
                type="button"
                aria-pressed={selected}
                className={cx(
                  "relative flex min-h-11 w-full items-center gap-2 rounded-sm px-2 py-1 text-start text-ink",
                  selected ? "bg-accent-soft" : "hover:bg-sunken",
                )}
                onClick={() => onSelect(row.id)}
              >
                {children(row)}
              </button>
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
