/* Mark and words of a status on the phase's soft ground. The words come from the caller. */
import { cx } from "./classNames";
import { PhaseMark } from "./PhaseMark";
import type { VisualPhase } from "./phaseShapes";

export interface PhaseBadgeProps {
  readonly phase: VisualPhase;
  readonly letter: string;
  readonly label: string;
  readonly size?: "small" | "medium" | "large";
  readonly className?: string;
}

const FACE = {
  small: "h-5.5 gap-1 ps-0.5 pe-2 text-xs",
  medium: "h-7 gap-1.5 ps-1 pe-2.5 text-sm",
  large: "h-10 gap-2 ps-1.5 pe-4 text-lg",
} as const;
const MARK = { small: 16, medium: 20, large: 28 } as const;

export function PhaseBadge({ phase, letter, label, size = "small", className }: PhaseBadgeProps) {
  return (
    <span
      data-phase={phase}
      className={cx(
        "inline-flex w-fit max-w-full items-center rounded-sm bg-p-soft font-medium text-p-ink",
        FACE[size],
        className,
      )}
    >
      <PhaseMark phase={phase} letter={letter} size={MARK[size]} />
      <span className="truncate">{label}</span>
    </span>
  );
}
