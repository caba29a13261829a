/**
 * One declared vector index of a table, and the search for nearest neighbours by comparing with every vector.
 * A search of many vectors gives way to the event loop about once per millisecond. It sees everything committed before it
 * began; what is written meanwhile it may or may not see, and it never returns what is gone when it ends.
 */
import { setImmediate } from "node:timers/promises";
import type { DocumentVersion } from "../transaction/document";
import { fieldAt } from "../values/encoding";
import type { JSONObject } from "../values/json";
import { encodeSortKey } from "../values/sortKey";
import type { VectorIndexDefinition } from "./definitions";
import { FilterColumns, type SlotTest } from "./filterColumns";
import { unitVector, VectorBlocks } from "./vectorBlocks";
import { finiteNumbers, type VectorQuery } from "./vectorQuery";

/** Multiplications between two pauses. */
const SLICE_PRODUCTS = 1_000_000;

export interface VectorHit extends JSONObject {
  _id: string;
  /** Cosine of the angle, −1 to 1. */
  _score: number;
}

interface VectorEntry {
  values: readonly number[];
  filterKeys: readonly string[];
}

export class VectorIndex {
  readonly #blocks: VectorBlocks;
  readonly #filters: FilterColumns;
  readonly #vectorPath: readonly string[];
  readonly #filterPaths: readonly (readonly string[])[];
  /** By slot; undefined where free. */
  readonly #ids: (string | undefined)[] = [];
  readonly #slots = new Map<string, number>();
  readonly #free: number[] = [];

  constructor(public definition: VectorIndexDefinition) {
    this.#blocks = new VectorBlocks(definition.dimensions);
    this.#filters = new FilterColumns(definition.filterFields.length);
    this.#vectorPath = definition.vectorField.split(".");
    this.#filterPaths = definition.filterFields.map((field) => field.split("."));
  }

  get size(): number {
    return this.#slots.size;
  }

  add(document: DocumentVersion): void {
    this.apply(undefined, document);
  }

  apply(before: DocumentVersion | undefined, after: DocumentVersion | null): void {
    const old = before === undefined ? null : this.#entryOf(before);
    const next = after === null ? null : this.#entryOf(after);
    const id = after?.id ?? before?.id ?? "";
    if (next !== null) this.#put(id, old, next);
    else if (old !== null) this.#remove(id, old);
  }

  async nearest(query: VectorQuery): Promise<VectorHit[]> {
    const passes: SlotTest | null =
      query.anyOf === null ? (): boolean => true : this.#filters.any(query.anyOf);
    if (passes === null) return [];
    const best = new Nearest(query.limit);
    const vector = unitVector(query.vector);
    const wants: SlotTest = (slot) => this.#ids[slot] !== undefined && passes(slot);
    const each = (slot: number, dot: number): void => best.offer(this.#ids[slot] ?? "", dot);
    const blocksPerSlice = Math.ceil(SLICE_PRODUCTS / (this.#blocks.rowsPerBlock * vector.length));
    for (let block = 0; block < this.#blocks.blockCount; block++) {
      if (block > 0 && block % blocksPerSlice === 0) await setImmediate();
      this.#blocks.dots(block, vector, wants, each);
    }
    return best.hits.filter(({ _id }) => this.#slots.has(_id));
  }

  /** Null unless the field holds as many finite float64 as the index has dimensions. */
  #entryOf(document: DocumentVersion): VectorEntry | null {
    const field = fieldAt(document.value, this.#vectorPath);
    if (!Array.isArray(field) || field.length !== this.definition.dimensions) return null;
    const values = finiteNumbers(field);
    if (values === null) return null;
    const filterKeys = this.#filterPaths.map((path) => encodeSortKey(fieldAt(document.value, path)));
    return { values, filterKeys };
  }

  #put(id: string, old: VectorEntry | null, next: VectorEntry): void {
    const slot = this.#slots.get(id) ?? this.#free.pop() ?? this.#ids.length;
    this.#slots.set(id, slot);
    this.#ids[slot] = id;
    this.#filters.set(slot, old?.filterKeys ?? null, next.filterKeys);
    const isSame = old?.values.every((value, i) => value === next.values[i]) === true;
    if (!isSame) this.#blocks.set(slot, unitVector(next.values));
  }

  #remove(id: string, old: VectorEntry): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#filters.clear(old.filterKeys);
    this.#slots.delete(id);
    this.#ids[slot] = undefined;
    this.#free.push(slot);
  }
}

/** The best few, in order; equals by id, so that a search repeats itself. */
class Nearest {
  readonly hits: VectorHit[] = [];

  constructor(readonly limit: number) {}

  offer(_id: string, _score: number): void {
    const last = this.hits[this.limit - 1];
    const hit: VectorHit = { _id, _score };
    if (last !== undefined) {
      if (!isNearer(hit, last)) return;
      this.hits.pop();
    }
    let at = this.hits.length;
    for (let before = this.hits[at - 1]; before !== undefined && isNearer(hit, before); ) {
      at--;
      before = this.hits[at - 1];
    }
    this.hits.splice(at, 0, hit);
  }
}

function isNearer(a: VectorHit, b: VectorHit): boolean {
  return a._score > b._score || (a._score === b._score && a._id < b._id);
}
