/**
 * Values of an index's filter fields by slot, each distinct value stored once: testing a candidate compares small
 * numbers and touches no document.
 */

interface Interned {
  id: number;
  uses: number;
}

class Column {
  readonly ids: number[] = [];
  readonly #values = new Map<string, Interned>();
  #lastId = 0;

  set(slot: number, key: string): void {
    let value = this.#values.get(key);
    if (value === undefined) {
      value = { id: ++this.#lastId, uses: 0 };
      this.#values.set(key, value);
    }
    value.uses++;
    this.ids[slot] = value.id;
  }

  release(key: string): void {
    const value = this.#values.get(key);
    if (value !== undefined && --value.uses === 0) this.#values.delete(key);
  }

  idOf(key: string): number | undefined {
    return this.#values.get(key)?.id;
  }
}

/** A filter field, by its place in the declaration, and the sort key of the value it must have. */
export interface FieldFilter {
  field: number;
  key: string;
}

export type SlotTest = (slot: number) => boolean;

const everySlot: SlotTest = () => true;

export class FilterColumns {
  readonly #columns: readonly Column[];

  constructor(fields: number) {
    this.#columns = Array.from({ length: fields }, () => new Column());
  }

  /** `before`: the keys the slot had, null for a fresh one. */
  set(slot: number, before: readonly string[] | null, after: readonly string[]): void {
    this.#columns.forEach((column, field) => {
      const old = before?.[field];
      const key = after[field] ?? "";
      if (old === key) return;
      column.set(slot, key);
      if (old !== undefined) column.release(old);
    });
  }

  clear(before: readonly string[]): void {
    this.#columns.forEach((column, field) => column.release(before[field] ?? ""));
  }

  /** Passes the slots that satisfy every filter; null when none can. */
  all(filters: readonly FieldFilter[]): SlotTest | null {
    const tests = this.#tests(filters);
    if (tests.length < filters.length) return null;
    const [first, second] = tests;
    if (first === undefined) return everySlot;
    if (second === undefined) return first;
    return (slot) => tests.every((test) => test(slot));
  }

  /** Passes the slots that satisfy at least one filter. */
  any(filters: readonly FieldFilter[]): SlotTest | null {
    const tests = this.#tests(filters);
    const [first] = tests;
    if (first === undefined) return null;
    return tests.length === 1 ? first : (slot) => tests.some((test) => test(slot));
  }

  /** Values that no document has pass nothing and are left out. */
  #tests(filters: readonly FieldFilter[]): SlotTest[] {
    return filters.flatMap(({ field, key }): SlotTest[] => {
      const column = this.#columns[field];
      const id = column?.idOf(key);
      return column === undefined || id === undefined ? [] : [(slot) => column.ids[slot] === id];
    });
  }
}
