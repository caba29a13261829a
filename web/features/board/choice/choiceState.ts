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

/** The same for tickets that are pressed as one, a heap on the map: all of them join, or leave when all were in. */
export function toggleAll(choice: Choice, ids: readonly string[], open: string | null): Choice {
  const [first] = ids;
  if (first === undefined) return choice;
  if (ids.length === 1) return toggle(choice, first, open);
  const base = choice.ids.length === 0 && open !== null ? [open] : choice.ids;
  const joining = ids.filter((id) => !base.includes(id));
  return joining.length > 0
    ? { ids: [...base, ...joining], anchor: first }
    : { ids: base.filter((id) => !ids.includes(id)), anchor: first };
}

/** A box on the map. An empty one takes nothing away that was to be added to. */
export function box(choice: Choice, ids: readonly string[], add: boolean): Choice {
  if (!add) return all(ids);
  const joining = ids.filter((id) => !choice.ids.includes(id));
  return joining.length === 0 ? choice : { ids: [...choice.ids, ...joining], anchor: joining[0] ?? null };
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
