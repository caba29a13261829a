/**
 * Which tables each component has, under which numbers, with which schema: the committed state as a whole.
 * Tables that a running transaction is about to create live in the transaction until it commits.
 */
import type { JSONObject } from "../values/json";
import type { TableNames } from "../values/validator";
import { parseSchema, type Schema } from "./schema";
import { isSystemTable, SYSTEM_TABLES, systemTableOfNumber } from "./system";
import { Table } from "./table";

export const FIRST_USER_TABLE = 10_001;

export class ComponentTables implements TableNames {
  schema: Schema | null = null;
  /** Number for the next new table. */
  nextNumber = FIRST_USER_TABLE;
  readonly #byName = new Map<string, Table>();
  readonly #byNumber = new Map<number, Table>();
  #userTables = 0;

  constructor(readonly path: string) {}

  /** System tables exist always; user tables once something was written or declared. */
  table(name: string): Table | undefined {
    const table = this.#byName.get(name);
    if (table !== undefined || !isSystemTable(name)) return table;
    const definition = SYSTEM_TABLES[name];
    const created = new Table(this.path, name, definition.number, true);
    created.defineIndexes(
      Object.entries(definition.indexes).map(([index, fields]) => ({ name: index, fields, staged: false })),
    );
    this.#add(created);
    return created;
  }

  tableByNumber(number: number): Table | undefined {
    const table = this.#byNumber.get(number);
    if (table !== undefined) return table;
    const name = systemTableOfNumber(number);
    return name === undefined ? undefined : this.table(name);
  }

  tableNumber(name: string): number | undefined {
    return this.table(name)?.number;
  }

  tableName(number: number): string | undefined {
    return this.tableByNumber(number)?.name;
  }

  get userTableCount(): number {
    return this.#userTables;
  }

  /** User tables, by number. */
  userTables(): Table[] {
    return [...this.#byName.values()].filter((table) => !table.isSystem).sort((a, b) => a.number - b.number);
  }

  createTable(name: string, number: number): Table {
    const table = new Table(this.path, name, number, false);
    const declared = this.schema?.tables.get(name);
    if (declared !== undefined) {
      table.defineIndexes(declared.indexes);
      table.defineSearch(declared);
    }
    this.#add(table);
    this.nextNumber = Math.max(this.nextNumber, number + 1);
    return table;
  }

  /** New numbers for tables that are empty; all at once, for they may change places. */
  renumber(numbers: ReadonlyMap<Table, number>): void {
    for (const table of numbers.keys()) this.#byNumber.delete(table.number);
    for (const [table, number] of numbers) {
      table.number = number;
      this.#byNumber.set(number, table);
      this.nextNumber = Math.max(this.nextNumber, number + 1);
    }
  }

  /** Switches schema and indexes in one step. Every declared table must exist already. */
  activateSchema(schema: Schema | null): void {
    this.schema = schema;
    for (const table of this.#byName.values()) {
      if (table.isSystem) continue;
      const declared = schema?.tables.get(table.name);
      table.defineIndexes(declared?.indexes ?? []);
      table.defineSearch(declared ?? { searchIndexes: [], vectorIndexes: [] });
    }
  }

  #add(table: Table): void {
    if (!table.isSystem) this.#userTables += 1;
    this.#byName.set(table.name, table);
    this.#byNumber.set(table.number, table);
  }
}

export class Registry {
  readonly #components = new Map<string, ComponentTables>();

  component(path: string): ComponentTables {
    let component = this.#components.get(path);
    if (component === undefined) {
      component = new ComponentTables(path);
      this.#components.set(path, component);
    }
    return component;
  }

  paths(): string[] {
    return [...this.#components.keys()].sort();
  }
}

/** The schema a `_schemas` row holds. */
export function schemaOfRow(row: JSONObject | null): Schema | null {
  const text = row?.["schema"];
  return typeof text === "string" ? parseSchema(JSON.parse(text) as JSONObject) : null;
}
