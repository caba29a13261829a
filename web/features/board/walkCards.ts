/* Arrow keys move the focus to the neighbouring card of a list. */
import type { KeyboardEvent } from "react";

export function walkCards(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const cards = [...(event.currentTarget.closest("ul")?.querySelectorAll<HTMLElement>("[data-card]") ?? [])];
  const index = cards.indexOf(event.currentTarget);
  event.preventDefault();
  cards[index + (event.key === "ArrowDown" ? 1 : -1)]?.focus();
}
