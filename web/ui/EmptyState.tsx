/* Says that there is nothing, why, and what the next step is. */
import type { ReactNode } from "react";
import { cx } from "./classNames";

export interface EmptyStateProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
  readonly className?: string;
}

export function EmptyState({ title, children, action, icon, className }: EmptyStateProps) {
  return (
    <div className={cx("flex flex-col items-center gap-2 px-6 py-8 text-center", className)}>
      {icon !== undefined && <div className="text-ink-3">{icon}</div>}
      <p className="font-medium text-ink">{title}</p>
      {children !== undefined && <div className="max-w-[44ch] text-sm text-ink-2">{children}</div>}
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}
