/*
 * The status mark: one fixed shape per phase with a letter inside, the same on card, lane, map, phone and
 * tracking page. Shape and letter carry the meaning alone; colour only repeats it.
 */
import { PHASE_SHAPES, type VisualPhase } from "./phaseShapes";

export interface PhaseMarkProps {
  readonly phase: VisualPhase;
  /** One letter of the user's script that tells statuses of one phase apart. */
  readonly letter: string;
  /** Edge length in pixels. */
  readonly size?: number;
  readonly className?: string;
}

export function PhaseMark({ phase, letter, size = 22, className }: PhaseMarkProps) {
  const shape = PHASE_SHAPES[phase];
  return (
    <svg
      aria-hidden
      data-phase={phase}
      viewBox="0 0 24 24"
      width={size}
      height={size}
      className={className}
      style={{ flex: "none" }}
    >
      <path
        d={shape.path}
        fill={shape.hollow ? "var(--raised)" : "var(--p)"}
        stroke="var(--p)"
        strokeWidth={shape.hollow ? 2.25 : 1}
        strokeLinejoin="round"
        className={shape.follows ? "rtl:-scale-x-100 origin-center" : undefined}
      />
      <text
        x={12}
        y={shape.letterY}
        textAnchor="middle"
        fontSize={shape.letterSize}
        fontWeight={600}
        fill={shape.hollow ? "var(--p)" : "var(--on-mark)"}
      >
        {letter}
      </text>
    </svg>
  );
}
