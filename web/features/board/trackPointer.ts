/*
 * Follows one pointer from lift to drop by its own window coordinates. The drag library reports distances that
 * include how far lists have scrolled meanwhile, and says nothing at all about a gesture that ends before it has
 * drawn the start; where the pointer really is decides the drop.
 */
export interface PointerListener {
  readonly moved: (clientX: number, clientY: number) => void;
  readonly dropped: (clientX: number, clientY: number) => void;
  /** The system took the pointer away. */
  readonly lost: () => void;
}

/** Starts following; the answer stops it. Stops by itself when the pointer is released or lost. */
export function trackPointer(listener: PointerListener): () => void {
  const move = (event: PointerEvent) => {
    if (event.isPrimary) listener.moved(event.clientX, event.clientY);
  };
  const up = (event: PointerEvent) => {
    if (!event.isPrimary) return;
    stop();
    listener.dropped(event.clientX, event.clientY);
  };
  const cancel = () => {
    stop();
    listener.lost();
  };
  const stop = () => {
    window.removeEventListener("pointermove", move, true);
    window.removeEventListener("pointerup", up, true);
    window.removeEventListener("pointercancel", cancel, true);
  };
  window.addEventListener("pointermove", move, true);
  window.addEventListener("pointerup", up, true);
  window.addEventListener("pointercancel", cancel, true);
  return stop;
}
