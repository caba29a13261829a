/*
 * Which tickets are selected together, with the habits of a file manager: toggle one, a range from the last one touched,
 * all of a list, none. Pure; where the lists are and what a click was is useChoice's.
 */

export interface Choice {
  /** In the order in which they were selected. */
  readonly ids: readonly string[];
  /** Where a range begins: the ticket touched last without Shift. */
  readonly anchor: string | null;
}

export const NO_CHOICE: Choice = { ids: [], anchor: null };

/** A plain click: nothing is selected together any more, a range would begin here. */
export function touch(id: string): Choice {
  return { ids: [], anchor: id };
}

/** Ctrl or ⌘ and a click. The ticket that is open counts as the first one, as the file under the cursor would. */
export function toggle({ ids }: Choice, id: string, open: string | null): Choice {
  const base = ids.length === 0 && open !== null && open !== id ? [open] : ids;
  const next = base.includes(id) ? base.filter((one) => one !== id) : [...base, id];
  return { ids: next, anchor: id };
}

/** Shift and a click: everything between, in the order of the list; with Ctrl added to what is selected. */
export function range(choice: Choice, id: string, order: readonly string[], add: boolean): Choice {
  const from = order.indexOf(choice.anchor ?? id);
  const to = order.indexOf(id);
  if (to < 0) return choice;
  const start = from < 0 ? to : from;
  const between = order.slice(Math.min(start, to), Math.max(start, to) + 1);
  const kept = add ? choice.ids.filter((one) => !between.includes(one)) : [];
  return { ids: [...kept, ...between], anchor: order[start] ?? id };
}

/** Ctrl and A in a list. */
export function all(order: readonly string[]): Choice {
  return { ids: [...order], anchor: order[0] ?? null };
}
