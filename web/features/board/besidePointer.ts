/*
 * Keeps the carried card beside the pointer instead of under it, so that the place it would go to stays visible,
 * and inside the window near its edges.
 */
import type { Modifier } from "@dnd-kit/core";

/** The carried card, w-72, with room for some reasons; the wrapper around it has the size of what was lifted. */
const CARD_WIDTH_PX = 288;
const CARD_HEIGHT_PX = 150;
/** Sideways clear of the pointer, downwards clear of the lane it points at. */
const GAP_X_PX = 14;
const GAP_Y_PX = 32;

/** The card's offset along one axis: after the pointer, or before it where it would leave the window. */
function beside(pointer: number, gap: number, length: number, windowLength: number): number {
  const after = pointer + gap;
  return after + length <= windowLength ? after : Math.max(0, pointer - gap - length);
}

export const besidePointer: Modifier = ({ activatorEvent, activeNodeRect, transform, windowRect }) => {
  if (!(activatorEvent instanceof PointerEvent) || activeNodeRect === null || windowRect === null)
    return transform;
  const x = activatorEvent.clientX + transform.x;
  const y = activatorEvent.clientY + transform.y;
  return {
    ...transform,
    x: beside(x, GAP_X_PX, CARD_WIDTH_PX, windowRect.width) - activeNodeRect.left,
    y: beside(y, GAP_Y_PX, CARD_HEIGHT_PX, windowRect.height) - activeNodeRect.top,
  };
};
