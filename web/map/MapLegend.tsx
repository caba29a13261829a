/* What the symbols mean: shape, letter and colour of every technician state and the rings of tickets [S-23] [J-49]. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { MAP_TECHNICIAN_STATES, MAP_URGENCIES } from "./mapContract";
import type { MapPalette } from "./mapPalette";
import { SymbolPicture } from "./SymbolPicture";
import type { SymbolLook } from "./symbolName";

export interface MapLegendProps {
  readonly palette: MapPalette;
  readonly theme: "light" | "dark";
  readonly direction: "rtl" | "ltr";
}

const FITS = ["good", "possible", "blocked"] as const;

export function MapLegend({ palette, theme, direction }: MapLegendProps) {
  const { t } = useTranslation();
  const groups = useMemo(() => {
    const technician = (state: (typeof MAP_TECHNICIAN_STATES)[number], fit: (typeof FITS)[number] | null) =>
      ({
        kind: "technician",
        theme,
        state,
        letter: t(`map.letters.${state}`),
        fit,
        mark: "plain",
        heading: null,
      }) satisfies SymbolLook;
    return [
      {
        title: t("map.headings.technicians"),
        rows: MAP_TECHNICIAN_STATES.map((state) => ({
          label: t(`map.state.${state}`),
          look: technician(state, null) as SymbolLook,
        })),
      },
      {
        title: t("map.headings.tickets"),
        rows: [
          ...MAP_URGENCIES.map((urgency) => ({
            label: t(`map.urgency.${urgency}`),
            look: {
              kind: "ticket",
              theme,
              phase: "requested",
              letter: t("marks.new"),
              urgency,
              direction,
              mark: "plain",
            } as SymbolLook,
          })),
          { label: t("map.clusterMeaning"), look: { kind: "cluster", theme, urgency: "high" } as SymbolLook },
        ],
      },
      {
        title: t("map.headings.fit"),
        rows: FITS.map((fit) => ({
          label: t(`map.fit.${fit}`),
          look: technician("available", fit) as SymbolLook,
        })),
      },
    ];
  }, [t, theme, direction]);

  return (
    <div className="grid gap-3">
      {groups.map((group) => (
        <section key={group.title}>
          <h3 className="mb-1 text-xs font-medium text-ink-3">{group.title}</h3>
          <ul className="grid gap-0.5">
            {group.rows.map((row) => (
              <li key={row.label} className="flex items-center gap-2 text-sm text-ink-2">
                <SymbolPicture look={row.look} palette={palette} size={36} />
                <span>{row.label}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
