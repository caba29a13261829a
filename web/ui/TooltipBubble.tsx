/* The bubble of a tooltip; placed by its TooltipTrigger. */
import type { ReactNode } from "react";
import { Tooltip } from "react-aria-components";

export function TooltipBubble({ children }: { readonly children: ReactNode }) {
  return (
    <Tooltip
      offset={6}
      className="max-w-72 rounded-sm bg-ink px-2 py-1 text-xs text-paper shadow-lift data-entering:opacity-0 transition-opacity duration-(--quick)"
    >
      {children}
    </Tooltip>
  );
}
