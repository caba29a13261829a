/**
 * The engine's own view of a transaction: system tables without user checks and budgets, and the schema.
 * Same overlays, same read set, same commit as the user's part.
 */
import { QueryStream } from "../query/stream";
import type { ComponentPath, JSONObject, JSONValue } from "../values/json";
import { encodeSortKey } from "../values/sortKey";
import { makeDocument } from "./document";
import { DeveloperError } from "./errors";
import type { RecordedReads } from "./readSet";
import { parseSchema, type Schema, schemaProblem, userFields } from "./schema";
import { BY_CREATION_TIME } from "./table";
import type { Workspace } from "./workspace";

export interface SchemaProblem {
  table: string;
  message: string;
}

export class SystemAccess {
  constructor(
    readonly workspace: Workspace,
    readonly reads: RecordedReads,
  ) {}

  insert(component: ComponentPath, table: string, value: JSONObject): string {
    const target = this.workspace.systemTable(component, table);
    return this.workspace.insert(target, (system) => makeDocument({ ...value, ...system })).id;
  }

  get(component: ComponentPath, table: string, id: string): JSONObject | null {
    const target = this.workspace.systemTable(component, table);
    this.reads.addPoint(target.byId.key, encodeSortKey(id));
    return this.workspace.current(target, id)?.copy() ?? null;
  }

  replace(component: ComponentPath, table: string, id: string, value: JSONObject): void {
    const target = this.workspace.systemTable(component, table);
    const current = this.workspace.current(target, id);
    if (current === undefined) throw new Error(`No document ${id} in ${table}`);
    this.reads.addPoint(target.byId.key, encodeSortKey(id));
    const next = makeDocument({ ...value, _creationTime: current.creationTime, _id: id });
    if (next.text !== current.text) this.workspace.put(target, id, next);
  }

  remove(component: ComponentPath, table: string, id: string): void {
    const target = this.workspace.systemTable(component, table);
    if (this.workspace.current(target, id) === undefined) throw new Error(`No document ${id} in ${table}`);
    this.reads.addPoint(target.byId.key, encodeSortKey(id));
    this.workspace.put(target, id, null);
  }

  list(
    component: ComponentPath,
    table: string,
    indexName: string,
    equals: readonly JSONValue[],
    limit = Number.POSITIVE_INFINITY,
  ): JSONObject[] {
    const target = this.workspace.systemTable(component, table);
    const index = target.index(indexName);
    if (index === undefined) throw new Error(`Index ${table}.${indexName} not found`);
    const prefix = equals.map((value) => encodeSortKey(value)).join("");
    const range = { lo: prefix, hi: `${prefix}\xff` };
    const stream = new QueryStream(
      { kind: "index", table, indexName, index, range, order: "asc", operators: [] },
      {
        component,
        reads: this.reads,
        mayWrite: true,
        overlay: () => this.workspace.overlays.get(target),
        current: (id) => this.workspace.current(target, id),
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

  /** See `TransactionState.setSchema`. */
  setSchema(component: ComponentPath, json: JSONObject | null): void {
    if (json !== null) {
      const problem = this.schemaProblem(component, parseSchema(json));
      if (problem !== null) throw new DeveloperError("SchemaValidationFailed", problem.message);
    }
    const row = { schema: json === null ? null : JSON.stringify(json) };
    const id = this.list(component, "_schemas", BY_CREATION_TIME, [], 1)[0]?.["_id"];
    if (typeof id === "string") this.replace(component, "_schemas", id, row);
    else this.insert(component, "_schemas", row);
  }

  /** The first document that does not fit, or null. Creates the declared tables: `v.id()` must know their numbers. */
  schemaProblem(component: ComponentPath, schema: Schema): SchemaProblem | null {
    const declared = [...schema.tables.keys()].map((name) => this.workspace.ensureTable(component, name));
    if (!schema.validate) return null;
    const names = this.workspace.tables(component);
    const active = this.workspace.registry.component(component).schema;
    for (const table of declared) {
      if (isEnforcedAlready(active, schema, table.name)) continue;
      for (const document of this.workspace.documents(table)) {
        const reason = schemaProblem(schema, table.name, userFields(document.value), names);
        if (reason === null) continue;
        return {
          table: table.name,
          message: `Document with ID "${document.id}" in table "${table.name}" does not match the schema: ${reason}`,
        };
      }
    }
    return null;
  }
}

/** Rows of a table whose document type stays the same were checked when they were written. */
function isEnforcedAlready(active: Schema | null, next: Schema, table: string): boolean {
  if (active?.validate !== true) return false;
  const [before, after] = [active, next].map((schema) => schema.tables.get(table)?.documentType);
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after);
}
