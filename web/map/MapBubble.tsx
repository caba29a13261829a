/*
 * Something that stays beside a point of the map while the map moves under it: the popup of the selection, the name
 * under the pointer. Moves itself without rendering.
 */
import { useLayoutEffect, useRef, type ReactNode } from "react";
import { cx } from "../ui/classNames";
import type { MapPoint } from "./mapContract";
import type { MapSurface } from "./mapSurface";

export interface MapBubbleProps {
  readonly surface: MapSurface;
  readonly point: MapPoint;
  readonly direction: "rtl" | "ltr";
  /** A bubble that only names something lets the pointer through. */
  readonly passive?: boolean;
  readonly children: ReactNode;
}

const GAP_PX = 24;
const EDGE_PX = 8;

export function MapBubble({ surface, point, direction, passive = false, children }: MapBubbleProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => {
      const element = box.current;
      if (!element) return;
      const at = surface.project(point);
      const room = surface.element();
      const x = Math.min(
        Math.max(at.x - element.offsetWidth / 2, EDGE_PX),
        Math.max(EDGE_PX, room.clientWidth - element.offsetWidth - EDGE_PX),
      );
      const above = at.y - element.offsetHeight - GAP_PX;
      const y = above < EDGE_PX ? at.y + GAP_PX : above;
      const outside = at.x < 0 || at.y < 0 || at.x > room.clientWidth || at.y > room.clientHeight;
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
      element.style.visibility = outside ? "hidden" : "visible";
    };
    place();
    const sizes = new ResizeObserver(place);
    if (box.current) sizes.observe(box.current);
    const end = surface.on("move", place);
    return () => {
      sizes.disconnect();
      end();
    };
  }, [surface, point]);

  return (
    <div dir="ltr" className="pointer-events-none absolute inset-0 z-10 overflow-hidden">
      <div ref={box} className={cx("absolute start-0 top-0", !passive && "pointer-events-auto")}>
        <div
          dir={direction}
          className={cx(
            "rounded-md border border-line bg-raised shadow-lift",
            passive ? "max-w-64 px-2 py-1 text-xs" : "max-w-80",
          )}
        >
          {children}
        </div>
      </div>
    </div>
  );
}
