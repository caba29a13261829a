/* A message that stays in the page: an error with all its reasons, a warning, a piece of good news. */
import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./classNames";

export interface NoticeProps {
  readonly tone: "problem" | "info" | "done";
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
}

const FACE = {
  problem: "border-urgent bg-urgent-soft text-urgent-ink",
  info: "border-accent bg-accent-soft text-ink",
  done: "border-p bg-p-soft text-p-ink",
} as const;

export function Notice({ tone, title, children, action, className }: NoticeProps) {
  const Icon = tone === "problem" ? TriangleAlert : tone === "done" ? CircleCheck : Info;
  return (
    <div
      role={tone === "problem" ? "alert" : "status"}
      {...(tone === "done" ? { "data-phase": "closed_good" } : {})}
      className={cx("flex items-start gap-2 rounded-md border-s-4 px-3 py-2 text-sm", FACE[tone], className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children !== undefined && <div className="mt-0.5">{children}</div>}
      </div>
      {action}
    </div>
  );
}
