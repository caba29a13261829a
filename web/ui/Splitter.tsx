/*
 * The handle between two panes: drag it, or move it with the arrow keys. The size is kept in this browser by the
 * name it is given; the caller lays the panes out.
 */
import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { cx } from "./classNames";

export interface PaneSize {
  readonly size: number;
  readonly min: number;
  readonly max: number;
  readonly set: (size: number) => void;
}

/** A pane's size in pixels, remembered under `name`, kept between `min` and `max`. */
export function usePaneSize(name: string, initial: number, min: number, max: number): PaneSize {
  const clamp = (size: number) => Math.min(max, Math.max(min, size));
  const [size, setSize] = useState(() => {
    const stored = Number(localStorage.getItem(`maydan.pane.${name}`));
    return clamp(stored > 0 ? stored : initial);
  });
  const set = (next: number) => {
    const kept = clamp(next);
    setSize(kept);
    localStorage.setItem(`maydan.pane.${name}`, String(Math.round(kept)));
  };
  return { size, min, max, set };
}

export interface SplitterProps {
  readonly label: string;
  readonly pane: PaneSize;
  /** `inline`: between side by side panes; `block`: between stacked ones. */
  readonly axis: "inline" | "block";
  /** Whether the sized pane lies before or after the handle in reading order. */
  readonly side: "before" | "after";
}

const KEY_STEP = 24;

export function Splitter({ label, pane, axis, side }: SplitterProps) {
  const start = useRef<{ readonly at: number; readonly size: number; readonly sign: 1 | -1 } | null>(null);
  const signOf = (element: HTMLElement): 1 | -1 => {
    const mirrored = axis === "inline" && getComputedStyle(element).direction === "rtl";
    return (side === "after") !== mirrored ? -1 : 1;
  };
  const at = (event: PointerEvent) => (axis === "inline" ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const forward = axis === "inline" ? "ArrowRight" : "ArrowDown";
    const back = axis === "inline" ? "ArrowLeft" : "ArrowUp";
    if (event.key !== forward && event.key !== back) return;
    event.preventDefault();
    const direction = event.key === forward ? 1 : -1;
    pane.set(pane.size + direction * signOf(event.currentTarget) * KEY_STEP);
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === "inline" ? "vertical" : "horizontal"}
      aria-valuenow={Math.round(pane.size)}
      aria-valuemin={pane.min}
      aria-valuemax={pane.max}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: at(event), size: pane.size, sign: signOf(event.currentTarget) };
      }}
      onPointerMove={(event) => {
        const from = start.current;
        if (from) pane.set(from.size + (at(event) - from.at) * from.sign);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      className={cx(
        "relative z-20 shrink-0 touch-none bg-line hover:bg-accent",
        "after:absolute after:content-['']",
        axis === "inline"
          ? "w-px cursor-col-resize after:inset-y-0 after:-inset-x-1.5"
          : "h-px cursor-row-resize after:inset-x-0 after:-inset-y-1.5",
      )}
    />
  );
}
