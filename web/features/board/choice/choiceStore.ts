/*
 * Holds the selection outside of React, so that of thousands of cards only those draw again that were selected or let go.
 * Knows no tickets, only their ids.
 */
import { useSyncExternalStore } from "react";
import { type Choice, NO_CHOICE } from "./choiceState";

export class ChoiceStore {
  private choice: Choice = NO_CHOICE;
  private chosen = new Set<string>();
  private readonly listeners = new Set<() => void>();
  /** Plain clicks select while it is on: for fingers, and for who has no keys. */
  private severalOn = false;
  /** The ticket that is open beside the board. */
  private opened: string | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Choice => this.choice;
  readonly isSeveral = (): boolean => this.severalOn;

  has(id: string): boolean {
    return this.chosen.has(id);
  }

  update(change: (choice: Choice) => Choice): void {
    const next = change(this.choice);
    if (next === this.choice) return;
    this.choice = next;
    this.chosen = new Set(next.ids);
    this.tell();
  }

  clear(): void {
    this.update(({ ids, anchor }) => (ids.length === 0 ? this.choice : { ids: [], anchor }));
  }

  get open(): string | null {
    return this.opened;
  }

  setOpen(id: string | null): void {
    this.opened = id;
  }

  setSeveral(on: boolean): void {
    this.severalOn = on;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The selected ids, in the order in which they were selected. */
export function useChosenIds(store: ChoiceStore): readonly string[] {
  return useSyncExternalStore(store.subscribe, store.current).ids;
}
