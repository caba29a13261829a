/*
 * The pane the details stand in: sized by its handle on wide screens, laid over the board on narrow ones. A ticket
 * that cannot be opened says so here and leaves the rest of the board alone.
 */
import { lazy, Suspense, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBoundary } from "../../ui/ErrorBoundary";
import { Skeleton } from "../../ui/Skeleton";
import { Splitter, usePaneSize } from "../../ui/Splitter";
import type { DetailPanelProps } from "./DetailPanel";
import { ticketIdFrom } from "./boardData";

const load = async () => ({ default: (await import("./DetailPanel")).DetailPanel });
const DetailPanel = lazy(load);

/** So long after the first cards, what is on its way to the screen is there. */
const LOADED_AFTER_MS = 1_000;

/** Loads what details are made of once the board stands, before anybody opens one. */
export function useDetailsLoaded(stands: boolean): void {
  useEffect(() => {
    if (!stands) return;
    const timer = setTimeout(() => void load().catch(() => undefined), LOADED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [stands]);
}

export interface DetailPaneProps extends Omit<DetailPanelProps, "ticketId"> {
  /** As it stands in the address; the server judges whether it is one. */
  readonly ticketId: string;
}

export function DetailPane({ ticketId, ...panel }: DetailPaneProps) {
  const { t } = useTranslation();
  const pane = usePaneSize("detail", 360, 300, 560);
  return (
    // On a small screen it lies over the others, and its edge with it.
    <div className="flex min-h-0 max-w-full shrink-0 max-xl:absolute max-xl:inset-y-0 max-xl:end-0 max-xl:z-40 max-xl:shadow-lift">
      <Splitter label={t("board.panes.detail")} pane={pane} axis="inline" side="after" />
      <div className="min-h-0 min-w-0" style={{ width: pane.size }}>
        <ErrorBoundary
          resetKey={ticketId}
          fallback={() => (
            <div className="h-full bg-paper p-4 text-sm">
              <p className="font-medium">{t("board.detail.gone")}</p>
              <p className="text-ink-2">{t("board.detail.goneText")}</p>
            </div>
          )}
        >
          <Suspense
            fallback={
              <div className="h-full border-s border-line bg-paper p-3">
                <Skeleton className="h-40" />
              </div>
            }
          >
            <DetailPanel ticketId={ticketIdFrom(ticketId)} {...panel} />
          </Suspense>
        </ErrorBoundary>
      </div>
    </div>
  );
}
