/*
 * Presence as cards need it: by ticket, who holds it and who looks at it. A store outside of React's tree, so that of
 * thousands of cards only those are drawn again whose own signs changed.
 */
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";

/** One open page of somebody. */
export type Colleague = FunctionReturnType<typeof api.presence.list>[number];

export interface TicketSigns {
  readonly holder: Colleague | null;
  readonly lookers: readonly Colleague[];
}

export const NO_SIGNS: TicketSigns = { holder: null, lookers: [] };

/** Signs by ticket of everybody but oneself; a person with two windows is one. */
export function signsByTicket(
  colleagues: readonly Colleague[],
  ownUserId: string,
): ReadonlyMap<string, TicketSigns> {
  const signs = new Map<string, TicketSigns>();
  const of = (ticketId: string) => signs.get(ticketId) ?? NO_SIGNS;
  for (const one of colleagues) {
    if (one.userId === ownUserId) continue;
    for (const ticketId of one.holds) {
      const known = of(ticketId);
      signs.set(ticketId, { ...known, holder: known.holder ?? one });
    }
    if (one.looksAt === null) continue;
    const known = of(one.looksAt);
    if (!known.lookers.some((other) => other.userId === one.userId))
      signs.set(one.looksAt, { ...known, lookers: [...known.lookers, one] });
  }
  return signs;
}

/** What a card draws of its signs; equal faces need no new drawing. */
function face({ holder, lookers }: TicketSigns): string {
  return [holder?.userId ?? "", ...lookers.map((one) => one.userId)].join();
}

export class SignStore {
  #signs: ReadonlyMap<string, TicketSigns> = new Map();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  of(ticketId: string): TicketSigns {
    return this.#signs.get(ticketId) ?? NO_SIGNS;
  }

  /** Takes new signs in and keeps the old object where a card would look the same. */
  accept(signs: ReadonlyMap<string, TicketSigns>): void {
    const kept = new Map<string, TicketSigns>();
    for (const [ticketId, sign] of signs) {
      const known = this.#signs.get(ticketId);
      kept.set(ticketId, known && face(known) === face(sign) ? known : sign);
    }
    this.#signs = kept;
    for (const listener of this.#listeners) listener();
  }
}

/** One entry per person, the page on the board first. */
export function peopleHere(colleagues: readonly Colleague[]): readonly Colleague[] {
  const people = new Map<string, Colleague>();
  for (const one of colleagues) {
    const known = people.get(one.userId);
    if (known === undefined || (known.place !== "board" && one.place === "board"))
      people.set(one.userId, one);
  }
  return [...people.values()];
}
