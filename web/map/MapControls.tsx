/* The few buttons that lie on the map, and the one panel they may open beside them. */
import { LandPlot, List, Maximize, Minus, Plus, Shapes, SquareDashedMousePointer, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../ui/classNames";
import { IconButton } from "../ui/IconButton";

export type MapPanel = "list" | "legend";

export interface MapControlsProps {
  readonly panel: MapPanel | null;
  readonly panelContent: ReactNode;
  readonly onPanel: (panel: MapPanel | null) => void;
  readonly onZoom: (steps: number) => void;
  readonly onFitAll: () => void;
  /** Whether areas are drawn; absent where there are none. */
  readonly areas?: boolean;
  readonly onAreas?: () => void;
  /** Whether the next drag draws a box; absent where nothing is selected by one. */
  readonly boxing?: boolean;
  readonly onBoxing?: () => void;
  /** 48 px targets, for pages used with a thumb. */
  readonly large?: boolean;
}

const GROUP = "flex flex-col rounded-md border border-line bg-raised shadow-rest";

export function MapControls({
  panel,
  panelContent,
  onPanel,
  onZoom,
  onFitAll,
  areas,
  onAreas,
  boxing,
  onBoxing,
  large,
}: MapControlsProps) {
  const { t } = useTranslation();
  const size = large === true ? "phone" : "medium";
  const toggle = (name: MapPanel) => () => onPanel(panel === name ? null : name);
  return (
    <>
      <div className="absolute end-3 top-3 z-10 flex flex-col gap-2">
        <div className={GROUP}>
          <IconButton
            size={size}
            label={t("map.zoomIn")}
            icon={<Plus aria-hidden className="size-4" />}
            onPress={() => onZoom(1)}
          />
          <IconButton
            size={size}
            label={t("map.zoomOut")}
            icon={<Minus aria-hidden className="size-4" />}
            onPress={() => onZoom(-1)}
          />
          <IconButton
            size={size}
            label={t("map.fitAll")}
            icon={<Maximize aria-hidden className="size-4" />}
            onPress={onFitAll}
          />
        </div>
        <div className={GROUP}>
          {onAreas && (
            <IconButton
              size={size}
              label={t("map.areas")}
              pressed={areas === true}
              icon={<LandPlot aria-hidden className="size-4" />}
              onPress={onAreas}
            />
          )}
          {onBoxing && (
            <IconButton
              size={size}
              label={t("map.box")}
              pressed={boxing === true}
              icon={<SquareDashedMousePointer aria-hidden className="size-4 rtl:-scale-x-100" />}
              onPress={onBoxing}
            />
          )}
          <IconButton
            size={size}
            label={t("map.list")}
            pressed={panel === "list"}
            icon={<List aria-hidden className="size-4 rtl:-scale-x-100" />}
            onPress={toggle("list")}
          />
          <IconButton
            size={size}
            label={t("map.legend")}
            pressed={panel === "legend"}
            icon={<Shapes aria-hidden className="size-4" />}
            onPress={toggle("legend")}
          />
        </div>
      </div>
      {panel !== null && (
        <aside
          aria-label={t(panel === "list" ? "map.list" : "map.legend")}
          className={cx(
            "absolute top-3 bottom-10 z-10 flex w-72 max-w-[calc(100%-5.5rem)] flex-col overflow-hidden rounded-md border border-line bg-paper shadow-lift",
            large === true ? "end-18" : "end-15",
          )}
        >
          <header className="flex items-center border-b border-line ps-3">
            <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">
              {t(panel === "list" ? "map.list" : "map.legend")}
            </h2>
            <IconButton
              label={t("map.close")}
              icon={<X aria-hidden className="size-4" />}
              onPress={() => onPanel(null)}
            />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-2">{panelContent}</div>
        </aside>
      )}
    </>
  );
}
