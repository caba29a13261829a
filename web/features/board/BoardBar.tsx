/*
 * The row above the panes. `start` is where and when one looks (branch, day, views, filters), `tools` is what one does
 * with the whole board (undo, plan, replay, panes): one button group per feature, put in by Board.
 */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

export interface BoardBarProps {
  readonly start: ReactNode;
  readonly tools: ReactNode;
}

export function BoardBar({ start, tools }: BoardBarProps) {
  const { t } = useTranslation();
  return (
    <div
      role="group"
      aria-label={t("views.bar")}
      className="relative flex min-h-10 shrink-0 flex-wrap max-md:flex-nowrap max-md:overflow-x-auto items-center gap-x-2 gap-y-1 border-b border-line bg-paper px-2 py-1"
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1 max-md:flex-none max-md:flex-nowrap">
        {start}
      </div>
      <div className="flex flex-wrap items-center gap-1 max-md:flex-nowrap">{tools}</div>
    </div>
  );
}
