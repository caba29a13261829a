/**
 * A running transaction: reads over the committed state, writes into overlays, savepoints, budgets and the read set.
 * Making it visible and durable is `database.ts`. A transaction belongs to one synchronous step; using it for reads
 * after another one committed is refused.
 */
import { planQuery } from "../query/plan";
import type { CursorCodec } from "../query/cursor";
import { type Page, readPage } from "../query/page";
import { QueryStream, type StreamContext } from "../query/stream";
import { typeOf } from "../values/encoding";
import { decodeId, newId } from "../values/ids";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import { InvalidValueError } from "../values/normalize";
import { encodeSortKey } from "../values/sortKey";
import type { TableNames } from "../values/validator";
import type { MetricName, QueryPageArgs, Savepoint, Transaction, TransactionKind } from "./api";
import { type DocumentVersion, makeDocument } from "./document";
import { DeveloperError, invalidArgument } from "./errors";
import { Budget } from "./limits";
import { type PendingDocument, TableOverlay } from "./overlay";
import { indexKeyOf, RecordedReads } from "./readSet";
import type { Registry } from "./registry";
import { checkTableName, parseSchema, type Schema, schemaProblem } from "./schema";
import { isSystemTable, SYSTEM_TABLES } from "./system";
import { BY_CREATION_TIME, BY_ID, Table, type TableIndex } from "./table";

/** What a transaction needs from its database. */
export interface TransactionHost {
  readonly registry: Registry;
  readonly cursors: CursorCodec;
  /** Grows with every commit; a transaction remembers it to notice that its step is over. */
  readonly version: number;
  /** Strictly greater than every `_creationTime` given out before, not less than `beginMs`. */
  nextCreationTime(beginMs: number): number;
}

type Undo = () => void;

interface SavepointMark {
  undoLength: number;
  writeBudget: readonly number[];
}

export class TransactionState implements Transaction {
  readonly readSet = new RecordedReads();
  readonly overlays = new Map<Table, TableOverlay>();
  readonly version: number;
  journalOut: string | null = null;
  readonly #host: TransactionHost;
  readonly #budget = new Budget();
  readonly #undo: Undo[] = [];
  readonly #newTables = new Map<string, Table>();
  readonly #streams = new Map<number, QueryStream>();
  #nextQueryId = 0;
  #paginated = false;

  constructor(
    host: TransactionHost,
    readonly kind: TransactionKind,
    readonly beginMs: number,
    readonly snapshotTs: bigint,
    public journalIn: string | null,
  ) {
    this.#host = host;
    this.version = host.version;
  }

  // ---- reads

  getText(component: ComponentPath, id: string, isSystem: boolean, table?: string): string | null {
    this.#assertStep();
    const operation = isSystem ? "db.system.get" : "db.get";
    const target = this.#resolve(component, id, operation, table, isSystem);
    if (target === undefined) {
      this.#budget.charge("databaseQueries", 1);
      return null;
    }
    return this.#read(target, id)?.text ?? null;
  }

  normalizeId(component: ComponentPath, table: string, idString: string): string | null {
    const decoded = decodeId(idString);
    if (decoded === null) return null;
    if (isSystemTable(table) && !SYSTEM_TABLES[table].visible) return null;
    return this.table(component, table)?.number === decoded.tableNumber ? idString : null;
  }

  count(component: ComponentPath, table: string): number {
    this.#assertStep();
    this.#budget.charge("databaseQueries", 1);
    this.readSet.addRange(indexKeyOf(component, table, BY_CREATION_TIME), {
      lo: "",
      hi: "\xff",
      closed: true,
    });
    const found = this.table(component, table);
    if (found === undefined) return 0;
    let count = found.rows.size;
    for (const { row, after } of this.overlays.get(found)?.pending.values() ?? []) {
      count += (after === null ? 0 : 1) - (row === undefined ? 0 : 1);
    }
    return count;
  }

  queryStart(component: ComponentPath, query: JSONObject): number {
    this.#assertStep();
    this.#budget.charge("databaseQueries", 1);
    const plan = planQuery(query, (table, index) => this.#indexForUser(component, table, index));
    const id = this.#nextQueryId++;
    this.#streams.set(id, new QueryStream(plan, this.#streamContext(component, plan.index)));
    return id;
  }

  queryNext(queryId: number): { valueText: string | null; done: boolean } {
    this.#assertStep();
    const stream = this.#streams.get(queryId);
    if (stream === undefined) return { valueText: null, done: true };
    const document = stream.next();
    return document === null ? { valueText: null, done: true } : { valueText: document.text, done: false };
  }

  queryCleanup(queryId: number): void {
    this.#streams.delete(queryId);
  }

  queryPage(component: ComponentPath, args: QueryPageArgs): Page {
    this.#assertStep();
    if (this.#paginated) {
      throw new DeveloperError(
        "MultiplePaginatedDatabaseQueries",
        "This query or mutation function ran multiple paginated queries. Convex only supports a single paginated query in each function.",
      );
    }
    this.#paginated = true;
    this.#budget.charge("databaseQueries", 1);
    const plan = planQuery(args.query, (table, index) => this.#indexForUser(component, table, index));
    const { page, journal } = readPage(
      { ...args, component, journal: this.journalIn },
      plan,
      this.#host.cursors,
      this.#streamContext(component, plan.index),
    );
    this.journalOut = journal;
    return page;
  }

  // ---- writes by user code

  insert(component: ComponentPath, table: string, value: JSONObject): string {
    this.#assertWritable();
    if (table.startsWith("_")) throw readOnlySystemTable();
    checkTableName(table);
    for (const field of ["_id", "_creationTime"]) {
      if (Object.hasOwn(value, field)) {
        throw invalidArgument(
          `The document given to \`db.insert("${table}", …)\` must not have the field \`${field}\`: it is assigned by the database.`,
        );
      }
    }
    const target = this.ensureTable(component, table);
    const id = newId(target.number, this.beginMs);
    const document = this.#makeDocument(target, value, id, this.#host.nextCreationTime(this.beginMs));
    this.#write(target, document);
    return id;
  }

  patch(component: ComponentPath, id: string, value: JSONObject, table?: string): void {
    this.#assertWritable();
    const target = this.#resolveForWrite(component, id, "db.patch", table);
    const current = target === undefined ? undefined : this.#read(target, id);
    if (target === undefined || current === undefined) {
      throw new DeveloperError("DocumentNotFound", `Update on nonexistent document ID ${id}`);
    }
    const merged: JSONObject = { ...current.value };
    for (const [name, member] of Object.entries(value)) {
      if (name === "_id" || name === "_creationTime") {
        checkSystemField(name, member, current);
      } else if (typeOf(member) === "undefined") {
        delete merged[name];
      } else {
        merged[name] = member;
      }
    }
    this.#update(target, current, merged);
  }

  replace(component: ComponentPath, id: string, value: JSONObject, table?: string): void {
    this.#assertWritable();
    const target = this.#resolveForWrite(component, id, "db.replace", table);
    const current = target === undefined ? undefined : this.#read(target, id);
    if (target === undefined || current === undefined) {
      throw new DeveloperError("DocumentNotFound", `Replace on nonexistent document ID ${id}`);
    }
    for (const name of ["_id", "_creationTime"] as const) {
      if (Object.hasOwn(value, name)) checkSystemField(name, value[name], current);
    }
    this.#update(target, current, value);
  }

  remove(component: ComponentPath, id: string, table?: string): void {
    this.#assertWritable();
    const target = this.#resolveForWrite(component, id, "db.delete", table);
    const current = target === undefined ? undefined : this.#read(target, id);
    if (target === undefined || current === undefined) {
      throw new DeveloperError("DocumentNotFound", `Delete on nonexistent document ID ${id}`);
    }
    this.#budget.charge("documentsWritten", 1);
    this.#put(target, id, null);
  }

  // ---- sub-transactions

  savepoint(): Savepoint {
    const mark: SavepointMark = { undoLength: this.#undo.length, writeBudget: this.#budget.markWrites() };
    return mark as unknown as Savepoint;
  }

  rollbackTo(savepoint: Savepoint): void {
    const mark = savepoint as unknown as SavepointMark;
    while (this.#undo.length > mark.undoLength) this.#undo.pop()?.();
    this.#budget.resetWrites(mark.writeBudget);
  }

  // ---- system tables

  systemInsert(component: ComponentPath, table: string, value: JSONObject): string {
    this.#assertWritable();
    const target = this.#systemTable(component, table);
    const id = newId(target.number, this.beginMs);
    const creationTime = this.#host.nextCreationTime(this.beginMs);
    this.#put(target, id, makeDocument({ ...value, _creationTime: creationTime, _id: id }));
    return id;
  }

  systemGet(component: ComponentPath, table: string, id: string): JSONObject | null {
    this.#assertStep();
    const target = this.#systemTable(component, table);
    this.readSet.addPoint(target.byId.key, encodeSortKey(id));
    return this.#current(target, id)?.copy() ?? null;
  }

  systemReplace(component: ComponentPath, table: string, id: string, value: JSONObject): void {
    this.#assertWritable();
    const target = this.#systemTable(component, table);
    const current = this.#current(target, id);
    if (current === undefined) throw new Error(`No document ${id} in ${table}`);
    this.readSet.addPoint(target.byId.key, encodeSortKey(id));
    const next = makeDocument({ ...value, _creationTime: current.creationTime, _id: id });
    if (next.text !== current.text) this.#put(target, id, next);
  }

  systemRemove(component: ComponentPath, table: string, id: string): void {
    this.#assertWritable();
    const target = this.#systemTable(component, table);
    if (this.#current(target, id) === undefined) throw new Error(`No document ${id} in ${table}`);
    this.readSet.addPoint(target.byId.key, encodeSortKey(id));
    this.#put(target, id, null);
  }

  systemList(
    component: ComponentPath,
    table: string,
    index: string,
    equals: JSONValue[],
    limit = Number.POSITIVE_INFINITY,
  ): JSONObject[] {
    this.#assertStep();
    const target = this.#systemTable(component, table);
    const found = target.index(index);
    if (found === undefined) throw new Error(`Index ${table}.${index} not found`);
    const prefix = equals.map((value) => encodeSortKey(value)).join("");
    const stream = new QueryStream(
      {
        table,
        indexName: index,
        index: found,
        range: { lo: prefix, hi: `${prefix}\xff` },
        order: "asc",
        operators: [],
      },
      {
        component,
        reads: this.readSet,
        overlay: () => this.overlays.get(target),
        onScan: () => undefined,
      },
    );
    const documents: JSONObject[] = [];
    while (documents.length < limit) {
      const document = stream.next();
      if (document === null) break;
      documents.push(document.copy());
    }
    return documents;
  }

  /**
   * Makes this the component's schema when the transaction commits: refuses it with `SchemaValidationFailed` if an
   * existing document does not fit, creates declared tables, and switches indexes and enforcement atomically.
   */
  setSchema(component: ComponentPath, json: JSONObject | null): void {
    this.#assertWritable();
    if (json !== null) {
      const schema = parseSchema(json);
      for (const name of schema.tables.keys()) this.ensureTable(component, name);
      const problem = this.schemaProblem(component, schema);
      if (problem !== null) throw new DeveloperError("SchemaValidationFailed", problem.message);
    }
    const row = { schema: json === null ? null : JSON.stringify(json) };
    const existing = this.systemList(component, "_schemas", BY_CREATION_TIME, [], 1)[0];
    const id = existing?.["_id"];
    if (typeof id === "string") this.systemReplace(component, "_schemas", id, row);
    else this.systemInsert(component, "_schemas", row);
  }

  /** The first document that does not fit a schema, or null. */
  schemaProblem(component: ComponentPath, schema: Schema): { table: string; message: string } | null {
    if (!schema.validate) return null;
    const names = this.tables(component);
    for (const name of schema.tables.keys()) {
      const table = this.table(component, name);
      if (table === undefined) continue;
      const overlay = this.overlays.get(table);
      const ids = new Set([...table.rows.keys(), ...(overlay?.pending.keys() ?? [])]);
      for (const id of ids) {
        const document = this.#current(table, id);
        if (document === undefined) continue;
        const reason = schemaProblem(schema, name, userFields(document.value), names);
        if (reason === null) continue;
        return {
          table: name,
          message: `Document with ID "${id}" in table "${name}" does not match the schema: ${reason}`,
        };
      }
    }
    return null;
  }

  // ---- budgets

  charge(metric: MetricName, amount: number): void {
    this.#budget.charge(metric, amount);
  }

  metrics(): Record<MetricName, { used: number; remaining: number }> {
    return this.#budget.metrics();
  }

  /** Lowers what is left to the given amounts until the returned function is called. */
  restrictBudget(limits: Partial<Record<MetricName, number>>): () => void {
    return this.#budget.restrict(limits);
  }

  // ---- tables

  /** A table as this transaction sees it, its own new ones included. */
  table(component: ComponentPath, name: string): Table | undefined {
    return (
      this.#host.registry.component(component).table(name) ?? this.#newTables.get(`${component}\0${name}`)
    );
  }

  /** For validators: table numbers and names as this transaction sees them. */
  tables(component: ComponentPath): TableNames {
    return {
      tableNumber: (name) => this.table(component, name)?.number,
      tableName: (number) => this.#tableByNumber(component, number)?.name,
    };
  }

  /** Creates the table with the next free number if it does not exist; undone with its savepoint. */
  ensureTable(component: ComponentPath, name: string): Table {
    const existing = this.table(component, name);
    if (existing !== undefined) return existing;
    let number = this.#host.registry.component(component).nextNumber;
    for (const table of this.#newTables.values()) {
      if (table.component === component) number = Math.max(number, table.number + 1);
    }
    const table = new Table(component, name, number, false);
    const key = `${component}\0${name}`;
    this.#newTables.set(key, table);
    this.#undo.push(() => this.#newTables.delete(key));
    this.systemInsert(component, "_tables", { name, number });
    return table;
  }

  // ---- private

  #assertStep(): void {
    if (this.version !== this.#host.version) {
      throw new Error("A transaction was used after its step: another one has committed since");
    }
  }

  #assertWritable(): void {
    this.#assertStep();
    if (this.kind !== "mutation") throw invalidArgument("Queries cannot write to the database.");
  }

  #tableByNumber(component: ComponentPath, number: number): Table | undefined {
    const committed = this.#host.registry.component(component).tableByNumber(number);
    if (committed !== undefined || this.#newTables.size === 0) return committed;
    for (const table of this.#newTables.values()) {
      if (table.component === component && table.number === number) return table;
    }
    return undefined;
  }

  /** The table an id belongs to; undefined when no such table exists. Throws what Convex throws for a wrong id. */
  #resolve(
    component: ComponentPath,
    id: string,
    operation: string,
    expected: string | undefined,
    isSystem: boolean,
  ): Table | undefined {
    const decoded = decodeId(id);
    if (decoded === null) {
      throw invalidArgument(
        `Invalid argument \`id\` for \`${operation}\`: Unable to decode ID: ${whyNotAnId(id)}`,
      );
    }
    const table = this.#tableByNumber(component, decoded.tableNumber);
    if (expected !== undefined && table?.name !== expected && (table ?? this.table(component, expected))) {
      throw invalidArgument(
        `Invalid argument \`id\` for \`${operation}\`: expected to be an Id<"${expected}">, got Id<"${table?.name ?? "unknown"}"> instead.`,
      );
    }
    if (table === undefined) return undefined;
    if (table.isSystem !== isSystem) {
      throw invalidArgument(
        `Invalid argument \`id\` for \`${operation}\`: ${table.isSystem ? "System" : "User"} tables can only be accessed from ${table.isSystem ? "db.system.get" : "db.get"}.`,
      );
    }
    if (table.isSystem && isSystemTable(table.name) && !SYSTEM_TABLES[table.name].visible) return undefined;
    return table;
  }

  #resolveForWrite(
    component: ComponentPath,
    id: string,
    operation: string,
    expected: string | undefined,
  ): Table | undefined {
    const number = decodeId(id)?.tableNumber;
    if (number !== undefined && this.#tableByNumber(component, number)?.isSystem) throw readOnlySystemTable();
    return this.#resolve(component, id, operation, expected, false);
  }

  #read(table: Table, id: string): DocumentVersion | undefined {
    this.#budget.charge("databaseQueries", 1);
    this.readSet.addPoint(table.byId.key, encodeSortKey(id));
    const document = this.#current(table, id);
    if (document !== undefined) this.#chargeRead(document);
    return document;
  }

  #chargeRead(document: DocumentVersion): void {
    this.#budget.charge("documentsRead", 1);
    this.#budget.charge("bytesRead", document.size);
  }

  #current(table: Table, id: string): DocumentVersion | undefined {
    const overlay = this.overlays.get(table);
    return overlay === undefined ? table.rows.get(id)?.current : overlay.get(id);
  }

  #streamContext(component: ComponentPath, index: TableIndex | undefined): StreamContext {
    const table = index === undefined ? undefined : this.table(component, index.table);
    return {
      component,
      reads: this.readSet,
      overlay: () => (table === undefined ? undefined : this.overlays.get(table)),
      onScan: (document) => this.#chargeRead(document),
    };
  }

  #indexForUser(component: ComponentPath, tableName: string, indexName: string): TableIndex | undefined {
    if (tableName.startsWith("_")) {
      if (!isSystemTable(tableName) || !SYSTEM_TABLES[tableName].visible) {
        throw invalidArgument(`System table ${tableName} not found.`);
      }
      if (indexName !== BY_ID && indexName !== BY_CREATION_TIME) throw indexNotFound(tableName, indexName);
    }
    const table = this.table(component, tableName);
    if (table === undefined) {
      if (indexName !== BY_ID && indexName !== BY_CREATION_TIME) throw indexNotFound(tableName, indexName);
      return undefined;
    }
    const index = table.index(indexName);
    if (index === undefined) throw indexNotFound(tableName, indexName);
    if (index.staged) {
      throw invalidArgument(
        `Index ${tableName}.${indexName} is currently staged and not available to query until it is enabled.`,
      );
    }
    return index;
  }

  #systemTable(component: ComponentPath, name: string): Table {
    const table = this.#host.registry.component(component).table(name);
    if (table === undefined || !table.isSystem) throw new Error(`${name} is not a system table`);
    return table;
  }

  #update(table: Table, current: DocumentVersion, value: JSONObject): void {
    const next = this.#makeDocument(table, value, current.id, current.creationTime);
    if (next.text !== current.text) this.#write(table, next);
  }

  #makeDocument(table: Table, value: JSONObject, id: string, creationTime: number): DocumentVersion {
    let document: DocumentVersion;
    try {
      document = makeDocument({ ...value, _creationTime: creationTime, _id: id });
    } catch (error) {
      if (error instanceof InvalidValueError) throw invalidArgument(error.message);
      throw error;
    }
    const schema = this.#host.registry.component(table.component).schema;
    if (schema?.validate) {
      const names = this.tables(table.component);
      const problem = schemaProblem(schema, table.name, userFields(document.value), names);
      if (problem !== null) {
        throw new DeveloperError(
          "SchemaValidationFailed",
          `Failed to insert or update a document in table "${table.name}" because it does not match the schema: ${problem}`,
        );
      }
    }
    return document;
  }

  #write(table: Table, document: DocumentVersion): void {
    this.#budget.charge("documentsWritten", 1);
    this.#budget.charge("bytesWritten", document.size);
    this.#put(table, document.id, document);
  }

  #put(table: Table, id: string, after: DocumentVersion | null): void {
    let overlay = this.overlays.get(table);
    if (overlay === undefined) {
      overlay = new TableOverlay(table);
      this.overlays.set(table, overlay);
    }
    const target = overlay;
    const row = table.rows.get(id);
    const next: PendingDocument | undefined =
      row === undefined && after === null ? undefined : { row, after };
    const previous = target.put(id, next);
    this.#undo.push(() => target.put(id, previous));
  }
}

function checkSystemField(
  name: "_id" | "_creationTime",
  value: JSONValue | undefined,
  current: DocumentVersion,
): void {
  const actual = name === "_id" ? current.id : current.creationTime;
  if (value === actual) return;
  throw invalidArgument(
    `Provided \`${name}\` field value ${JSON.stringify(value)} does not match the document's \`${name}\` ${JSON.stringify(actual)}`,
  );
}

function userFields(document: JSONObject): JSONObject {
  const { _id, _creationTime, ...fields } = document;
  return fields;
}

function whyNotAnId(text: string): string {
  if (text.length < 31 || text.length > 37) return `Invalid ID length ${text.length}`;
  if (!/^[0-9a-hjkmnp-tv-z]*$/.test(text)) return "Invalid base32 encoding";
  return "Invalid ID checksum";
}

function readOnlySystemTable(): DeveloperError {
  return invalidArgument("System tables (prefixed with `_`) are read-only.");
}

function indexNotFound(table: string, index: string): DeveloperError {
  return invalidArgument(`Index ${table}.${index} not found.`);
}
