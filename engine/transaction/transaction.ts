/**
 * A running transaction as user code meets it: reads, queries, pages and writes with Convex's checks, budgets and read
 * set. What it changed is `workspace.ts`, the engine's own access `systemAccess.ts`, making it visible `database.ts`.
 * It belongs to one synchronous step: reads after another transaction committed are refused.
 */
import type { CursorCodec } from "../query/cursor";
import { type Page, readPage } from "../query/page";
import { type IndexCatalog, type Plan, planQuery } from "../query/plan";
import { QueryStream, type StreamContext } from "../query/stream";
import type { TextIndex } from "../search/textIndex";
import { typeOf } from "../values/encoding";
import { decodeId } from "../values/ids";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import { InvalidValueError } from "../values/normalize";
import { encodeSortKey } from "../values/sortKey";
import type { TableNames } from "../values/validator";
import type { MetricName, QueryPageArgs, Savepoint, Transaction, TransactionKind } from "./api";
import type { BulkHost } from "./bulkAccess";
import { type DocumentVersion, makeDocument } from "./document";
import { DeveloperError, invalidArgument, stagedIndex } from "./errors";
import { isVisible, readOnlySystemTable, resolveId, resolveIdForWrite } from "./idAccess";
import { KeptChanges } from "./keptTexts";
import { Budget } from "./limits";
import { indexKeyOf, RecordedReads } from "./readSet";
import { checkTableName, type Schema, schemaProblem, userFields } from "./schema";
import { isSystemTable } from "./system";
import { type SchemaProblem, SystemAccess } from "./systemAccess";
import { BY_CREATION_TIME, BY_ID, type Table, type TableIndex } from "./table";
import { type TransactionHost, Workspace } from "./workspace";

const SYSTEM_FIELDS = ["_id", "_creationTime"] as const;

interface SavepointMark {
  undoMark: number;
  writeBudget: readonly number[];
}

export class TransactionState implements Transaction {
  readonly readSet = new RecordedReads();
  readonly workspace: Workspace;
  readonly kept = new KeptChanges();
  readonly version: number;
  journalOut: string | null = null;
  readonly #host: TransactionHost;
  readonly #cursors: CursorCodec;
  readonly #budget = new Budget();
  readonly #system: SystemAccess;
  readonly #streams = new Map<number, QueryStream>();
  #nextQueryId = 0;
  #paginated = false;

  constructor(
    host: TransactionHost,
    cursors: CursorCodec,
    readonly kind: TransactionKind,
    readonly beginMs: number,
    readonly snapshotTs: bigint,
    public journalIn: string | null,
  ) {
    this.#host = host;
    this.#cursors = cursors;
    this.version = host.version;
    this.workspace = new Workspace(host, beginMs);
    this.#system = new SystemAccess(this.workspace, this.readSet);
  }

  // ---- reads

  getText(component: ComponentPath, id: string, isSystem: boolean, table?: string): string | null {
    this.#assertStep();
    const operation = isSystem ? "db.system.get" : "db.get";
    const target = resolveId(this.workspace, component, id, { operation, expected: table, isSystem });
    if (target !== undefined) return this.#read(target, id)?.text ?? null;
    this.#budget.charge("databaseQueries", 1);
    return null;
  }

  normalizeId(component: ComponentPath, table: string, idString: string): string | null {
    const decoded = decodeId(idString);
    if (decoded === null || (isSystemTable(table) && !isVisible(table))) return null;
    return this.workspace.table(component, table)?.number === decoded.tableNumber ? idString : null;
  }

  count(component: ComponentPath, table: string): number {
    this.#assertStep();
    this.#budget.charge("databaseQueries", 1);
    const everything = { lo: "", hi: "\xff", closed: true };
    this.readSet.addRange(indexKeyOf(component, table, BY_CREATION_TIME), everything);
    const found = this.workspace.table(component, table);
    if (found === undefined) return 0;
    let count = found.rows.size;
    for (const { row, after } of this.workspace.overlays.get(found)?.pending.values() ?? []) {
      count += (after === null ? 0 : 1) - (row === undefined ? 0 : 1);
    }
    return count;
  }

  queryStart(component: ComponentPath, query: JSONObject): number {
    this.#assertStep();
    this.#budget.charge("databaseQueries", 1);
    const plan = planQuery(query, this.#catalog(component));
    const id = this.#nextQueryId++;
    this.#streams.set(id, new QueryStream(plan, this.#streamContext(component, plan)));
    return id;
  }

  queryNext(queryId: number): { valueText: string | null; done: boolean } {
    this.#assertStep();
    const document = this.#streams.get(queryId)?.next() ?? null;
    return document === null ? { valueText: null, done: true } : { valueText: document.text, done: false };
  }

  queryCleanup(queryId: number): void {
    this.#streams.delete(queryId);
  }

  queryPage(component: ComponentPath, args: QueryPageArgs): Page {
    this.#assertStep();
    if (this.#paginated && this.kind === "query") {
      throw new DeveloperError(
        "MultiplePaginatedDatabaseQueries",
        "This query or mutation function ran multiple paginated queries. Convex only supports a single paginated query in each function.",
      );
    }
    this.#paginated = true;
    this.#budget.charge("databaseQueries", 1);
    const plan = planQuery(args.query, this.#catalog(component));
    const request = { ...args, component, journal: this.journalIn };
    const { page, journal } = readPage(request, plan, this.#cursors, this.#streamContext(component, plan));
    this.journalOut = journal;
    return page;
  }

  // ---- writes

  insert(component: ComponentPath, table: string, value: JSONObject): string {
    this.#assertWritable();
    if (table.startsWith("_")) throw readOnlySystemTable();
    checkTableName(table);
    for (const field of SYSTEM_FIELDS) {
      if (Object.hasOwn(value, field)) {
        throw invalidArgument(
          `The document given to \`db.insert("${table}", …)\` must not have the field \`${field}\`: it is assigned by the database.`,
        );
      }
    }
    const before = this.workspace.mark;
    try {
      const target = this.workspace.ensureTable(component, table);
      return this.workspace.insert(target, (system) => this.#accept(target, { ...value, ...system })).id;
    } catch (error) {
      // A refused document does not leave the table that was to hold it.
      this.workspace.rollbackTo(before);
      throw error;
    }
  }

  patch(component: ComponentPath, id: string, value: JSONObject, table?: string): void {
    const [target, current] = this.#existing(component, id, "db.patch", "Update", table);
    const merged: JSONObject = { ...current.value };
    for (const [name, member] of Object.entries(value)) {
      if (name === "_id" || name === "_creationTime") checkSystemField(name, member, current);
      else if (typeOf(member) === "undefined") delete merged[name];
      else merged[name] = member;
    }
    this.#update(target, current, merged);
  }

  replace(component: ComponentPath, id: string, value: JSONObject, table?: string): void {
    const [target, current] = this.#existing(component, id, "db.replace", "Replace", table);
    for (const name of SYSTEM_FIELDS) {
      if (Object.hasOwn(value, name)) checkSystemField(name, value[name], current);
    }
    this.#update(target, current, value);
  }

  remove(component: ComponentPath, id: string, table?: string): void {
    const [target] = this.#existing(component, id, "db.delete", "Delete", table);
    this.#budget.charge("documentsWritten", 1);
    this.workspace.put(target, id, null);
  }

  // ---- sub-transactions and budgets

  savepoint(): Savepoint {
    const mark: SavepointMark = { undoMark: this.workspace.mark, writeBudget: this.#budget.markWrites() };
    return mark as unknown as Savepoint;
  }

  rollbackTo(savepoint: Savepoint): void {
    const mark = savepoint as unknown as SavepointMark;
    this.workspace.rollbackTo(mark.undoMark);
    this.#budget.resetWrites(mark.writeBudget);
  }

  charge(metric: MetricName, amount: number): void {
    this.#budget.charge(metric, amount);
  }

  get documentsRead(): number {
    return this.#budget.documentsRead;
  }

  limitWarnings(): string[] {
    return this.#budget.warnings();
  }

  metrics(): Record<MetricName, { used: number; remaining: number }> {
    return this.#budget.metrics();
  }

  /** Lowers what is left to the given amounts until the returned function is called. */
  restrictBudget(limits: Partial<Record<MetricName, number>>): () => void {
    return this.#budget.restrict(limits);
  }

  // ---- the engine's own access

  tables(component: ComponentPath): TableNames {
    return this.workspace.tables(component);
  }

  keepText(text: string, onKept: (seq: number) => void): void {
    this.#assertWritable();
    this.kept.keep(text, onKept);
  }

  dropText(seq: number): void {
    this.#assertWritable();
    this.kept.drop(seq);
  }

  systemInsert(component: ComponentPath, table: string, value: JSONObject): string {
    this.#assertWritable();
    return this.#system.insert(component, table, value);
  }

  systemGet(component: ComponentPath, table: string, id: string): JSONObject | null {
    this.#assertStep();
    return this.#system.get(component, table, id);
  }

  systemReplace(component: ComponentPath, table: string, id: string, value: JSONObject): void {
    this.#assertWritable();
    this.#system.replace(component, table, id, value);
  }

  systemRemove(component: ComponentPath, table: string, id: string): void {
    this.#assertWritable();
    this.#system.remove(component, table, id);
  }

  systemList(
    component: ComponentPath,
    table: string,
    index: string,
    equals: JSONValue[],
    limit?: number,
  ): JSONObject[] {
    this.#assertStep();
    return this.#system.list(component, table, index, equals, limit);
  }

  /**
   * Makes this the component's schema when the transaction commits: refuses it with `SchemaValidationFailed` if an
   * existing document does not fit, creates declared tables, and switches indexes and enforcement atomically.
   */
  setSchema(component: ComponentPath, json: JSONObject | null): void {
    this.#assertWritable();
    this.#system.setSchema(component, json);
  }

  /** The first document that does not fit a schema, or null. */
  schemaProblem(component: ComponentPath, schema: Schema): SchemaProblem | null {
    this.#assertWritable();
    return this.#system.schemaProblem(component, schema);
  }

  /** Whole tables in and out, without budgets: see `bulkAccess.ts`. */
  bulk(): BulkHost {
    this.#assertStep();
    return {
      workspace: this.workspace,
      reads: this.readSet,
      beginMs: this.beginMs,
      nextCreationTime: () => this.#host.nextCreationTime(this.beginMs),
      build: (table, whole) => this.#build(table, whole),
    };
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

  #read(table: Table, id: string): DocumentVersion | undefined {
    this.#budget.charge("databaseQueries", 1);
    this.readSet.addPoint(table.byId.key, encodeSortKey(id));
    const document = this.workspace.current(table, id);
    if (document !== undefined) this.#chargeRead(document);
    return document;
  }

  #chargeRead(document: DocumentVersion): void {
    this.#budget.charge("documentsRead", 1);
    this.#budget.charge("bytesRead", document.size);
  }

  #streamContext(component: ComponentPath, { index }: Plan): StreamContext {
    const table = index === undefined ? undefined : this.workspace.table(component, index.table);
    return {
      component,
      reads: this.readSet,
      mayWrite: this.kind === "mutation",
      overlay: () => (table === undefined ? undefined : this.workspace.overlays.get(table)),
      current: (id) => (table === undefined ? undefined : this.workspace.current(table, id)),
      onScan: (document) => this.#chargeRead(document),
    };
  }

  #catalog(component: ComponentPath): IndexCatalog {
    return {
      index: (table, name) => this.#indexForUser(component, table, name),
      textIndex: (table, name) => this.#textIndexForUser(component, table, name),
    };
  }

  #indexForUser(component: ComponentPath, table: string, name: string): TableIndex | undefined {
    const isBuiltIn = name === BY_ID || name === BY_CREATION_TIME;
    if (table.startsWith("_") && !isVisible(table)) throw invalidArgument(`System table ${table} not found.`);
    const index =
      table.startsWith("_") && !isBuiltIn ? undefined : this.workspace.table(component, table)?.index(name);
    if (index?.staged === true) throw stagedIndex(`${table}.${name}`);
    if (index === undefined && !isBuiltIn) {
      const search = this.workspace.table(component, table)?.search;
      if (search?.texts.has(name) === true) {
        throw invalidArgument(`Index ${table}.${name} is a search index; query it by \`withSearchIndex\`.`);
      }
      if (search?.vectors.has(name) === true) {
        throw invalidArgument(`Index ${table}.${name} is a vector index; query it by \`ctx.vectorSearch\`.`);
      }
      throw invalidArgument(`Index ${table}.${name} not found.`);
    }
    return index;
  }

  #textIndexForUser(component: ComponentPath, table: string, name: string): TextIndex {
    if (table.startsWith("_") && !isVisible(table)) throw invalidArgument(`System table ${table} not found.`);
    const target = this.workspace.table(component, table);
    const index = target?.search.texts.get(name);
    if (index === undefined) {
      if (target?.indexes.has(name) === true) {
        throw invalidArgument(`Index ${table}.${name} is no search index; query it by \`withIndex\`.`);
      }
      throw invalidArgument(`Index ${table}.${name} not found.`);
    }
    if (index.definition.staged) throw stagedIndex(`${table}.${name}`);
    return index;
  }

  /** The document a write is about, and its table. Counts as a read. */
  #existing(
    component: ComponentPath,
    id: string,
    operation: string,
    verb: string,
    expected: string | undefined,
  ): [Table, DocumentVersion] {
    this.#assertWritable();
    const table = resolveIdForWrite(this.workspace, component, id, { operation, expected });
    const current = table === undefined ? undefined : this.#read(table, id);
    if (table === undefined || current === undefined) {
      throw new DeveloperError("DocumentNotFound", `${verb} on nonexistent document ID ${id}`);
    }
    return [table, current];
  }

  #update(table: Table, current: DocumentVersion, value: JSONObject): void {
    const whole = { ...value, _creationTime: current.creationTime, _id: current.id };
    const next = this.#build(table, whole);
    if (next.text === current.text) return;
    this.#chargeWrite(next);
    this.workspace.put(table, current.id, next);
  }

  #accept(table: Table, whole: JSONObject): DocumentVersion {
    const document = this.#build(table, whole);
    this.#chargeWrite(document);
    return document;
  }

  #chargeWrite(document: DocumentVersion): void {
    this.#budget.charge("documentsWritten", 1);
    this.#budget.charge("bytesWritten", document.size);
  }

  /** Canonical form of a whole document, checked against limits and schema. */
  #build(table: Table, whole: JSONObject): DocumentVersion {
    let document: DocumentVersion;
    try {
      document = makeDocument(whole);
    } catch (error) {
      if (error instanceof InvalidValueError) throw invalidArgument(error.message);
      throw error;
    }
    const schema = this.workspace.registry.component(table.component).schema;
    if (schema === null || !schema.validate || table.isSystem) return document;
    const names = this.workspace.tables(table.component);
    const problem = schemaProblem(schema, table.name, userFields(document.value), names);
    if (problem === null) return document;
    throw new DeveloperError(
      "SchemaValidationFailed",
      `Failed to insert or update a document in table "${table.name}" because it does not match the schema: ${problem}`,
    );
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
