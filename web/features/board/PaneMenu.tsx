/* Shows and hides panes, takes one out into a window of its own and back, and chooses map or grid. */
import { ExternalLink, Grid3x3, Map as MapIcon, PanelsTopLeft, PictureInPicture2 } from "lucide-react";
import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { BOARD_PANES, type BoardCentre } from "../../../shared/board/panes";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { Switch } from "../../ui/Switch";
import type { PaneControl } from "./usePanes";

export interface PaneMenuProps {
  readonly panes: PaneControl;
  readonly centre: BoardCentre;
  readonly onCentre: (centre: BoardCentre) => void;
}

export function PaneMenu({ panes, centre, onCentre }: PaneMenuProps) {
  const { t } = useTranslation();
  return (
    <>
      <IconButton
        size="small"
        label={t(centre === "map" ? "views.centre.toGrid" : "views.centre.toMap")}
        icon={
          centre === "map" ? (
            <Grid3x3 aria-hidden className="size-4" />
          ) : (
            <MapIcon aria-hidden className="size-4" />
          )
        }
        onPress={() => onCentre(centre === "map" ? "grid" : "map")}
      />
      <DialogTrigger>
        <IconButton
          size="small"
          label={t("views.panes.label")}
          icon={<PanelsTopLeft aria-hidden className="size-4 rtl:-scale-x-100" />}
        />
        <Popover
          offset={4}
          placement="bottom end"
          className="rounded-md border border-line bg-raised shadow-lift"
        >
          <Dialog aria-label={t("views.panes.label")} className="w-72 p-2 outline-none">
            <ul className="flex flex-col gap-1">
              {BOARD_PANES.map((pane) => {
                const name = pane === "map" ? t(`views.centre.${centre}`) : t(`views.panes.${pane}`);
                const away = panes.away.has(pane);
                return (
                  <li key={pane} className="flex min-h-9 items-center gap-2 ps-2">
                    <span className="min-w-0 flex-1 truncate text-sm">{name}</span>
                    {away ? (
                      <Button
                        size="small"
                        icon={<PictureInPicture2 aria-hidden className="size-3.5" />}
                        onPress={() => panes.bringBack(pane)}
                      >
                        {t("views.panes.bringBack")}
                      </Button>
                    ) : (
                      <>
                        {panes.popOut && (
                          <IconButton
                            size="small"
                            label={t("views.panes.popOut", { pane: name })}
                            icon={<ExternalLink aria-hidden className="size-4 rtl:-scale-x-100" />}
                            onPress={() => panes.popOut?.(pane)}
                          />
                        )}
                        <Switch on={panes.shown.has(pane)} onChange={() => panes.toggle(pane)}>
                          <span className="sr-only">{t("views.panes.show", { pane: name })}</span>
                        </Switch>
                      </>
                    )}
                  </li>
                );
              })}
            </ul>
            <p className="px-2 pt-2 text-xs text-ink-3">{t("views.panes.hint")}</p>
          </Dialog>
        </Popover>
      </DialogTrigger>
    </>
  );
}
