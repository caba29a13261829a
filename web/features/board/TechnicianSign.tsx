/* What a technician does now, as a small shape; its word stands beside it or in its title. */
import { cx } from "../../ui/classNames";
import type { TechnicianState } from "./laneRows";

const SHAPES: Record<TechnicianState, { readonly d: string; readonly filled: boolean }> = {
  available: { d: "M6 1.500a4.500 4.500 0 1 1 0 9a4.500 4.500 0 1 1 0-9z", filled: false },
  busy: { d: "M6 1.500a4.500 4.500 0 1 1 0 9a4.500 4.500 0 1 1 0-9z", filled: true },
  on_route: { d: "M1 2h6l4 4-4 4H1l2-4z", filled: true },
  off_duty: { d: "M2 5h8v2H2z", filled: true },
};
const PHASE_OF: Record<TechnicianState, string | undefined> = {
  available: "closed_good",
  busy: "at_work",
  on_route: "travelling",
  off_duty: undefined,
};

export function TechnicianSign({ state }: { readonly state: TechnicianState }) {
  const { d, filled } = SHAPES[state];
  return (
    <svg
      aria-hidden
      viewBox="0 0 12 12"
      data-phase={PHASE_OF[state]}
      className={cx("size-3 shrink-0", state === "on_route" && "rtl:-scale-x-100")}
    >
      <path
        d={d}
        fill={filled ? (state === "off_duty" ? "var(--ink-3)" : "var(--p)") : "none"}
        stroke={state === "off_duty" ? "none" : "var(--p)"}
        strokeWidth={1.75}
      />
    </svg>
  );
}
