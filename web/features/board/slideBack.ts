/*
 * Motion that shows a cause: a refused card travels from where it was let go back to where it belongs.
 * Only draws; the truth has already returned to its place when this starts.
 */
const SLIDE_MS = 180;

/** Window rectangle where each ticket was last dropped, until the server has spoken. */
const dropped = new Map<string, { readonly left: number; readonly top: number }>();

export function rememberDrop(ticketId: string, at: { readonly left: number; readonly top: number }): void {
  dropped.set(ticketId, at);
}

export function forgetDrop(ticketId: string): void {
  dropped.delete(ticketId);
}

/** Plays the way back once the card is drawn at its old place again. */
export function slideBack(ticketId: string): void {
  const from = dropped.get(ticketId);
  dropped.delete(ticketId);
  if (from === undefined || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`[data-ticket="${CSS.escape(ticketId)}"]`);
    if (card === null) return;
    const home = card.getBoundingClientRect();
    card.animate(
      [
        { transform: `translate(${from.left - home.left}px, ${from.top - home.top}px)`, zIndex: 50 },
        { transform: "none", zIndex: 50 },
      ],
      { duration: SLIDE_MS, easing: "cubic-bezier(0.2, 0.8, 0.2, 1)" },
    );
  });
}
