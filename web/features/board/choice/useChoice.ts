/*
 * Lets one card or visit be selected with others: Ctrl/⌘ and a click, Shift and a click, and the same by keyboard
 * (Ctrl+Space, Shift+Space, Shift+arrows, Ctrl+A). A list is an element with [data-choices]; its order is the order of
 * the [data-ticket] elements in it, so that every list of the board works alike; one that draws only what is in sight
 * says its order itself (ChoiceOrderContext).
 */
import { type KeyboardEvent, type MouseEvent, useContext, useSyncExternalStore } from "react";
import { all, range, toggle, touch } from "./choiceState";
import { ChoiceOrderContext } from "./choiceOrder";
import type { ChoiceStore } from "./choiceStore";
import { useLift } from "../carryContext";

export interface ChoiceHandle {
  readonly chosen: boolean;
  /** Selects, or opens the ticket where the click meant only it. */
  readonly onClick: (event: MouseEvent, open: () => void) => void;
  /** Whether the key was about selecting. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

function placesOf(element: Element): HTMLElement[] {
  const list = element.closest("[data-choices]");
  return [...(list?.querySelectorAll<HTMLElement>("[data-ticket]") ?? [])];
}

/** Ids of the list an element lies in, in its order, each once. */
function orderOf(element: Element): string[] {
  return [...new Set(placesOf(element).flatMap((place) => place.dataset["ticket"] ?? []))];
}

function focusable(place: HTMLElement | undefined): HTMLElement | null {
  if (place === undefined) return null;
  return place.matches("button") ? place : place.querySelector<HTMLElement>("[data-card], button");
}

/** The neighbour in the list, focused; the id it stands for. */
function step(element: Element, by: 1 | -1): string | undefined {
  const places = placesOf(element);
  const here = places.findIndex((place) => place.contains(element));
  const next = places[here + by];
  focusable(next)?.focus();
  return next?.dataset["ticket"];
}

function keyDown(
  store: ChoiceStore,
  ticketId: string,
  event: KeyboardEvent,
  orderAt: (element: Element) => readonly string[],
): boolean {
  const { currentTarget: element } = event;
  const many = event.ctrlKey || event.metaKey;
  if (event.key === " " && (many || event.shiftKey)) {
    event.preventDefault();
    store.update((choice) =>
      event.shiftKey ? range(choice, ticketId, orderAt(element), many) : toggle(choice, ticketId, null),
    );
    return true;
  }
  if (many && event.code === "KeyA") {
    event.preventDefault();
    store.update(() => all(orderAt(element)));
    return true;
  }
  if (!event.shiftKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return false;
  event.preventDefault();
  const next = step(element, event.key === "ArrowDown" ? 1 : -1);
  if (next === undefined) return true;
  store.update((choice) => {
    const begun = choice.ids.length === 0 ? { ids: [], anchor: ticketId } : choice;
    return range(begun, next, orderAt(element), false);
  });
  return true;
}

export function useChoice(ticketId: string): ChoiceHandle {
  const { choice: store } = useLift();
  const order = useContext(ChoiceOrderContext);
  const orderAt = (element: Element) => order?.() ?? orderOf(element);
  const chosen = useSyncExternalStore(store.subscribe, () => store.has(ticketId));
  return {
    chosen,
    onClick: (event, open) => {
      const many = event.ctrlKey || event.metaKey;
      if (event.shiftKey) {
        const inOrder = orderAt(event.currentTarget);
        store.update((choice) => range(choice, ticketId, inOrder, many));
      } else if (many || store.isSeveral()) {
        const alone = store.isSeveral() && !many ? null : store.open;
        store.update((choice) => toggle(choice, ticketId, alone));
      } else {
        store.update(() => touch(ticketId));
        open();
      }
    },
    onKeyDown: (event) => keyDown(store, ticketId, event, orderAt),
  };
}
