/*
 * Keeps the carried card beside the pointer instead of under it, so that the place it would go to stays visible,
 * and inside the window near its edges.
 */
import type { Modifier } from "@dnd-kit/core";

const GAP_PX = 14;

/** The card's offset along one axis: after the pointer, or before it where it would leave the window. */
function beside(pointer: number, length: number, windowLength: number): number {
  const after = pointer + GAP_PX;
  return after + length <= windowLength ? after : Math.max(0, pointer - GAP_PX - length);
}

export const besidePointer: Modifier = ({
  activatorEvent,
  activeNodeRect,
  overlayNodeRect,
  transform,
  windowRect,
}) => {
  if (!(activatorEvent instanceof PointerEvent) || activeNodeRect === null || windowRect === null)
    return transform;
  const width = overlayNodeRect?.width ?? activeNodeRect.width;
  const height = overlayNodeRect?.height ?? activeNodeRect.height;
  const x = activatorEvent.clientX + transform.x;
  const y = activatorEvent.clientY + transform.y;
  return {
    ...transform,
    x: beside(x, width, windowRect.width) - activeNodeRect.left,
    y: beside(y, height, windowRect.height) - activeNodeRect.top,
  };
};
