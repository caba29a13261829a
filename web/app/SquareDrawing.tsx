/*
 * The square the product is named after, seen from above: streets that cross, blocks between them, and a few
 * marks on their way. Background of the sign-in page; says nothing a screen reader would miss.
 */
import { PHASE_SHAPES, type PhaseShape } from "../ui/phaseShapes";

const STREETS_X = [120, 340, 610, 905, 1180, 1420];
const STREETS_Y = [90, 250, 455, 640, 830];

interface Passer {
  readonly shape: PhaseShape;
  readonly phase: "requested" | "planned" | "travelling" | "at_work" | "closed_good";
  readonly x: number;
  readonly y: number;
}

const PASSERS: readonly Passer[] = [
  { shape: PHASE_SHAPES.requested, phase: "requested", x: 340, y: 90 },
  { shape: PHASE_SHAPES.travelling, phase: "travelling", x: 1420, y: 250 },
  { shape: PHASE_SHAPES.planned, phase: "planned", x: 120, y: 640 },
  { shape: PHASE_SHAPES.at_work, phase: "at_work", x: 1420, y: 640 },
  { shape: PHASE_SHAPES.closed_good, phase: "closed_good", x: 760, y: 830 },
  { shape: PHASE_SHAPES.requested, phase: "requested", x: 1180, y: 830 },
];

export function SquareDrawing() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 1540 920"
      preserveAspectRatio="xMidYMid slice"
      className="absolute inset-0 size-full"
    >
      <g stroke="var(--paper)" strokeWidth="14" fill="none">
        {STREETS_X.map((x, index) => (
          <path key={x} d={`M${x} 0L${x + (index % 2 === 0 ? 46 : -38)} 920`} />
        ))}
        {STREETS_Y.map((y, index) => (
          <path key={y} d={`M0 ${y}L1540 ${y + (index % 2 === 0 ? -30 : 34)}`} />
        ))}
      </g>
      {PASSERS.map(({ shape, phase, x, y }) => (
        <g
          key={`${x} ${y}`}
          data-phase={phase}
          transform={`translate(${x - 12} ${y - 12}) scale(1.15)`}
          opacity="0.75"
        >
          <path
            d={shape.path}
            fill={shape.hollow ? "var(--ground)" : "var(--p)"}
            stroke="var(--p)"
            strokeWidth={shape.hollow ? 2.5 : 1}
          />
        </g>
      ))}
    </svg>
  );
}
