/* What the symbols mean: shape, letter and colour of every technician state and the rings of tickets [S-23] [J-49]. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../shared/tickets/statuses";
import { MAP_TECHNICIAN_STATES, MAP_URGENCIES } from "./mapContract";
import type { MapPalette } from "./mapPalette";
import { SymbolPicture } from "./SymbolPicture";
import type { SymbolLook, TicketSymbol } from "./symbolName";

export interface MapLegendProps {
  readonly palette: MapPalette;
  readonly theme: "light" | "dark";
  readonly direction: "rtl" | "ltr";
}

/** A status of each phase that lies on the map. */
const MARKED = ["new", "assigned", "on_route", "repairing", "waiting_parts", "in_workshop"] as const;
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
    const ticket = (over: Partial<TicketSymbol>): SymbolLook => ({
      kind: "ticket",
      theme,
      phase: "requested",
      letter: t("marks.new"),
      urgency: "normal",
      direction,
      mark: "plain",
      holder: "seen",
      ...over,
    });
    return [
      {
        title: t("map.headings.technicians"),
        rows: MAP_TECHNICIAN_STATES.map((state) => ({
          label: t(`map.state.${state}`),
          look: technician(state, null) as SymbolLook,
        })),
      },
      {
        title: t("map.headings.phases"),
        rows: MARKED.map((status) => ({
          label: t(`map.phase.${STATUS_META[status].phase}`),
          look: ticket({ phase: STATUS_META[status].phase, letter: t(`marks.${status}`), holder: "seen" }),
        })),
      },
      {
        title: t("map.headings.holder"),
        rows: [
          { label: t("map.holder.nobody"), look: ticket({ holder: "nobody" }) },
          { label: t("map.holder.seen"), look: ticket({ phase: "planned", letter: t("marks.assigned") }) },
          {
            label: t("map.holder.unseen"),
            look: ticket({ phase: "planned", letter: t("marks.assigned"), holder: "unseen" }),
          },
        ],
      },
      {
        title: t("map.headings.urgency"),
        rows: [
          ...MAP_URGENCIES.map((urgency) => ({
            label: t(`map.ring.${urgency}`),
            look: ticket({ urgency, holder: "nobody" }),
          })),
          { label: t("map.clusterMeaning"), look: { kind: "cluster", theme, urgency: "late" } as SymbolLook },
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
      <section>
        <h3 className="mb-1 text-xs font-medium text-ink-3">{t("map.headings.lines")}</h3>
        <ul className="grid gap-0.5">
          {LINES.map((line) => (
            <li key={line} className="flex items-center gap-2 text-sm text-ink-2">
              <LineSample line={line} palette={palette} />
              <span>{t(`map.line.${line}`)}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

const LINES = ["thread", "trail", "accuracy", "area", "pile"] as const;

/** The lines and rings of the map, as they lie on it. */
function LineSample({
  line,
  palette,
}: {
  readonly line: (typeof LINES)[number];
  readonly palette: MapPalette;
}) {
  const { accent, ink } = palette;
  const travelling = palette.phase.travelling;
  return (
    <svg aria-hidden width="36" height="36" viewBox="0 0 36 36" className="shrink-0">
      {line === "thread" && (
        <path d="M5 26 31 10" stroke={accent} strokeWidth="2" strokeDasharray="1 4" strokeLinecap="round" />
      )}
      {line === "trail" && (
        <path d="M5 28h10V14h16" fill="none" stroke={travelling} strokeWidth="3" strokeLinejoin="round" />
      )}
      {line === "accuracy" && (
        <circle cx="18" cy="18" r="13" fill={travelling} fillOpacity="0.12" stroke={travelling} />
      )}
      {line === "area" && (
        <path
          d="M6 9 24 6l7 12-9 12-15-5z"
          fill={accent}
          fillOpacity="0.08"
          stroke={accent}
          strokeWidth="2"
        />
      )}
      {line === "pile" && (
        <text x="18" y="23" textAnchor="middle" fontSize="13" fontWeight="600" fill={ink}>
          ×3
        </text>
      )}
    </svg>
  );
}
