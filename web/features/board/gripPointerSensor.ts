/*
 * The pointer sensor of the board: mouse and pen lift a card anywhere, a finger only by its grip, so that lists
 * can be scrolled by thumb. Buttons inside a card keep their clicks.
 */
import { PointerSensor } from "@dnd-kit/core";
import type { PointerEvent } from "react";

/** Whether a press may become a drag. */
export function mayLift(press: {
  readonly pointerType: string;
  readonly button: number;
  readonly isPrimary: boolean;
  readonly onGrip: boolean;
}): boolean {
  if (!press.isPrimary || press.button !== 0) return false;
  return press.pointerType !== "touch" || press.onGrip;
}

export class GripPointerSensor extends PointerSensor {
  static override activators = [
    {
      eventName: "onPointerDown" as const,
      handler: ({ nativeEvent }: PointerEvent) => {
        const element = nativeEvent.target instanceof Element ? nativeEvent.target : null;
        return mayLift({
          pointerType: nativeEvent.pointerType,
          button: nativeEvent.button,
          isPrimary: nativeEvent.isPrimary,
          onGrip: element?.closest("[data-grip]") != null,
        });
      },
    },
  ];
}
