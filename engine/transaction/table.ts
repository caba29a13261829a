/**
 * The committed state of one table: its rows by id and its indexes as ordered maps.
 * Changes only through `apply`, at commit; what a running transaction wrote is `overlay.ts`.
 */
import type { SearchTouches } from "../search/searchReads";
import { type SearchDefinitions, TableSearch } from "../search/tableSearch";
import { fieldAt } from "../values/encoding";
import { encodeSortKey } from "../values/sortKey";
import type { DocumentVersion } from "./document";
import { compareKeys, type OrderedMap, orderedMap } from "./orderedMap";
import { indexKeyOf, type TouchedKeys } from "./readSet";

export const BY_ID = "by_id";
export const BY_CREATION_TIME = "by_creation_time";

/** A live document. The object stays the same over updates, so index entries whose key does not change need no touch. */
export interface Row {
  /** Number in storage. */
  readonly seq: number;
  current: DocumentVersion;
}

export class TableIndex {
  /** Name under which reads and writes meet, see `readSet.ts`. */
  readonly key: string;
  readonly #paths: readonly (readonly string[])[];

  constructor(
    component: string,
    readonly table: string,
    readonly name: string,
    /** As declared, without the implied `_creationTime`. */
    readonly fields: readonly string[],
    /** Built, but not to be queried yet. */
    readonly staged: boolean,
    readonly entries: OrderedMap<Row> = orderedMap(),
  ) {
    this.key = indexKeyOf(component, table, name);
    this.#paths = fields.map((field) => field.split("."));
  }

  keyOf(document: DocumentVersion): string {
    if (this.name === BY_ID) return encodeSortKey(document.id);
    let key = "";
    for (const path of this.#paths) key += encodeSortKey(fieldAt(document.value, path));
    return key + document.keySuffix;
  }

  /** Fields a range may name, in order: the key itself ends with creation time and id. */
  get rangeFields(): readonly string[] {
    if (this.name === BY_ID) return ["_id"];
    return [...this.fields, "_creationTime", "_id"];
  }

  build(rows: Iterable<Row>): void {
    const entries: [string, Row][] = [];
    for (const row of rows) entries.push([this.keyOf(row.current), row]);
    this.fill(entries);
  }

  /** Adds many entries at once; sorted first, because a tree grows fastest at its end. */
  fill(entries: [string, Row][]): void {
    entries.sort((a, b) => compareKeys(a[0], b[0]));
    for (const [key, row] of entries) this.entries.set(key, row);
  }
}

export interface IndexDefinition {
  name: string;
  fields: readonly string[];
  staged: boolean;
}

export class Table {
  readonly rows = new Map<string, Row>();
  readonly byId: TableIndex;
  readonly byCreationTime: TableIndex;
  /** Every index that is kept up to date at commit, by name; `by_id` joins when first scanned. */
  readonly indexes = new Map<string, TableIndex>();
  readonly search: TableSearch;

  constructor(
    readonly component: string,
    readonly name: string,
    /** Part of its documents' ids: changes for an empty table only, see `ComponentTables.renumber`. */
    public number: number,
    readonly isSystem: boolean,
  ) {
    this.search = new TableSearch(component, name);
    this.byId = new TableIndex(component, name, BY_ID, [], false);
    this.byCreationTime = new TableIndex(component, name, BY_CREATION_TIME, [], false);
    this.indexes.set(BY_CREATION_TIME, this.byCreationTime);
  }

  /** Point reads go to `rows`; most tables are never scanned by id, so that index is built on first use. */
  index(name: string): TableIndex | undefined {
    if (name === BY_ID && !this.indexes.has(BY_ID)) {
      this.byId.build(this.rows.values());
      this.indexes.set(BY_ID, this.byId);
    }
    return this.indexes.get(name);
  }

  /** Makes the declared indexes be exactly these; unchanged ones keep their entries. */
  defineIndexes(definitions: readonly IndexDefinition[]): void {
    const wanted = new Map(definitions.map((definition) => [definition.name, definition]));
    for (const [name, index] of this.indexes) {
      if (name === BY_ID || name === BY_CREATION_TIME) continue;
      const definition = wanted.get(name);
      if (definition === undefined || definition.fields.join() !== index.fields.join()) {
        this.indexes.delete(name);
      } else if (definition.staged !== index.staged) {
        this.indexes.set(
          name,
          new TableIndex(this.component, this.name, name, index.fields, definition.staged, index.entries),
        );
      }
    }
    for (const { name, fields, staged } of definitions) {
      if (this.indexes.has(name)) continue;
      const index = new TableIndex(this.component, this.name, name, fields, staged);
      index.build(this.rows.values());
      this.indexes.set(name, index);
    }
  }

  /** As `defineIndexes`, for text and vector search. */
  defineSearch(definitions: SearchDefinitions): void {
    this.search.define(definitions, () => currentVersions(this.rows.values()));
  }

  /**
   * Moves one document from its committed version to `after` (null removes it) and reports every index key that a
   * reader of the old or new version may have seen.
   */
  apply(
    row: Row | undefined,
    after: DocumentVersion | null,
    seq: number,
    touched: TouchedKeys,
    searched: SearchTouches,
  ): Row | undefined {
    const before = row?.current;
    const id = before?.id ?? after?.id;
    if (id === undefined) return undefined;
    const next = row ?? (after === null ? undefined : { seq, current: after });
    const idKey = encodeSortKey(id);
    touched.add(this.byId.key, idKey);
    for (const index of this.indexes.values()) {
      const isById = index.name === BY_ID;
      const oldKey = before === undefined ? undefined : isById ? idKey : index.keyOf(before);
      const newKey = after === null ? undefined : isById ? idKey : index.keyOf(after);
      if (!isById && oldKey !== undefined) touched.add(index.key, oldKey);
      if (oldKey === newKey) continue;
      if (oldKey !== undefined) index.entries.delete(oldKey);
      if (newKey !== undefined && next !== undefined) {
        index.entries.set(newKey, next);
        if (!isById) touched.add(index.key, newKey);
      }
    }
    this.search.apply(before, after, searched);
    if (after === null || next === undefined) {
      this.rows.delete(id);
      return undefined;
    }
    next.current = after;
    if (row === undefined) this.rows.set(id, next);
    return next;
  }
}

function* currentVersions(rows: Iterable<Row>): Iterable<DocumentVersion> {
  for (const row of rows) yield row.current;
}
