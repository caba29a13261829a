/*
 * Selecting tickets by a box drawn over the map: Shift and a drag at any time, or any drag once the button was pressed
 * (fingers have no Shift). Without a pointer the list twin does the same. Also Ctrl+A on the map: all in sight.
 */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { MapChoice, MapTicket } from "./mapContract";
import { keysOf, type MapPixel, type MapSurface } from "./mapSurface";
import { symbolHit } from "./mapHits";

export interface MapBoxProps {
  readonly surface: MapSurface;
  readonly tickets: readonly MapTicket[];
  readonly choice: MapChoice;
  /** The next drag draws a box, whatever keys are held. */
  readonly armed: boolean;
  readonly onDisarm: () => void;
}

interface Drawn {
  readonly from: MapPixel;
  readonly to: MapPixel;
}

/** Shorter is a press that trembled. */
const LEAST_PX = 5;

function edges({ from, to }: Drawn) {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    right: Math.max(from.x, to.x),
    bottom: Math.max(from.y, to.y),
  };
}

export function MapBox({ surface, tickets, choice, armed, onDisarm }: MapBoxProps) {
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const ground = useRef<HTMLDivElement>(null);
  const end = useRef<() => void>(() => undefined);

  const finish = useEffectEvent((box: Drawn, event: PointerEvent) => {
    const { left, top, right, bottom } = edges(box);
    const keys = keysOf(event);
    if (right - left < LEAST_PX && bottom - top < LEAST_PX) {
      // With the keys the map hears the press itself.
      const hit = armed ? symbolHit(surface, box.to) : null;
      if (hit?.kind === "ticket") choice.onPress([hit.id], { ...keys, many: true });
      else if (hit?.kind === "pile") choice.onPress(hit.ids, { ...keys, many: true });
      return;
    }
    const inside = tickets.filter(({ point }) => {
      const at = surface.project(point);
      return at.x >= left && at.x <= right && at.y >= top && at.y <= bottom;
    });
    choice.onBox(
      inside.map(({ id }) => id),
      keys.many || keys.range,
    );
    onDisarm();
  });

  const begin = useEffectEvent((event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0) return;
    const pixel = ({ clientX, clientY }: PointerEvent): MapPixel => {
      const frame = surface.element().getBoundingClientRect();
      return { x: clientX - frame.x, y: clientY - frame.y };
    };
    // The map starts panning on the mouse or touch event that follows this one; by then it must be off.
    surface.setPanning(false);
    let box: Drawn = { from: pixel(event), to: pixel(event) };
    const same = (other: PointerEvent) => other.pointerId === event.pointerId;
    const stop = () => {
      surface.setPanning(true);
      setDrawn(null);
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", stop);
      window.removeEventListener("keydown", key, true);
      end.current = () => undefined;
    };
    const move = (next: PointerEvent) => {
      if (!same(next)) return;
      box = { from: box.from, to: pixel(next) };
      setDrawn(box);
    };
    const up = (last: PointerEvent) => {
      if (!same(last)) return;
      box = { from: box.from, to: pixel(last) };
      stop();
      finish(box, last);
    };
    const key = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.preventDefault();
      pressed.stopPropagation();
      stop();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", stop);
    window.addEventListener("keydown", key, true);
    end.current = stop;
  });

  const all = useEffectEvent((event: KeyboardEvent) => {
    if (event.code !== "KeyA" || !keysOf(event).many) return;
    event.preventDefault();
    choice.onBox(
      tickets.filter(({ point }) => surface.inView(point)).map(({ id }) => id),
      false,
    );
  });

  useEffect(() => {
    const element = surface.element();
    const down = (event: PointerEvent) => {
      if (event.shiftKey && event.pointerType !== "touch") begin(event);
    };
    const key = (event: KeyboardEvent) => all(event);
    element.addEventListener("pointerdown", down, { capture: true });
    element.addEventListener("keydown", key);
    return () => {
      end.current();
      element.removeEventListener("pointerdown", down, { capture: true });
      element.removeEventListener("keydown", key);
    };
  }, [surface]);

  const disarm = useEffectEvent(onDisarm);
  useEffect(() => {
    if (!armed) return;
    const key = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      disarm();
    };
    // Captured, so that the board does not take the same Escape for clearing what is selected.
    window.addEventListener("keydown", key, true);
    const down = (event: PointerEvent) => begin(event);
    const element = ground.current;
    element?.addEventListener("pointerdown", down);
    return () => {
      window.removeEventListener("keydown", key, true);
      element?.removeEventListener("pointerdown", down);
    };
  }, [armed]);

  const box = drawn && edges(drawn);
  return (
    <>
      {armed && (
        <div
          ref={ground}
          data-map-box="ground"
          className="absolute inset-0 z-5 cursor-crosshair touch-none"
        />
      )}
      {box && (
        <div dir="ltr" aria-hidden className="pointer-events-none absolute inset-0 z-5 overflow-hidden">
          <div
            data-map-box="frame"
            className="absolute start-0 top-0 rounded-sm border-2 border-accent bg-accent/15"
            style={{
              transform: `translate(${box.left}px, ${box.top}px)`,
              width: box.right - box.left,
              height: box.bottom - box.top,
            }}
          />
        </div>
      )}
    </>
  );
}
