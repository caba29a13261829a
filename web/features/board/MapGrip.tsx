/*
 * Lets a drag start from a symbol on the canvas: an invisible handle for the pressed ticket receives the same
 * press, so that the drag library sees an ordinary element.
 */
import { useLayoutEffect, useRef } from "react";
import type { MapTicketPress } from "../../map/mapContract";
import type { TicketRow } from "./boardData";
import { useLiftable } from "./useLiftable";

export interface MapGripProps {
  readonly ticket: TicketRow;
  readonly press: MapTicketPress;
}

export function MapGrip({ ticket, press }: MapGripProps) {
  const lift = useLiftable(ticket, "map");
  const node = useRef<HTMLDivElement | null>(null);
  useLayoutEffect(() => {
    node.current?.dispatchEvent(
      new PointerEvent("pointerdown", {
        bubbles: true,
        button: 0,
        buttons: 1,
        isPrimary: true,
        clientX: press.clientX,
        clientY: press.clientY,
        pointerId: press.pointerId,
        pointerType: press.pointerType,
      }),
    );
  }, [press]);
  return (
    <div
      ref={(element) => {
        node.current = element;
        lift.setNodeRef(element);
      }}
      data-grip
      aria-hidden
      onPointerDown={lift.onPointerDown}
      className="pointer-events-none fixed size-px"
      style={{ insetBlockStart: press.clientY, insetInlineStart: 0 }}
    />
  );
}
