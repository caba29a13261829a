/**
 * Whole tables in and out of a transaction, for exports and imports: no budgets, and documents keep their system fields.
 * Still one transaction: a refused document refuses all.
 */
import { decodeId, newId } from "../values/ids";
import type { ComponentPath, JSONObject } from "../values/json";
import type { DocumentVersion } from "./document";
import { DeveloperError } from "./errors";
import { indexKeyOf, type RecordedReads } from "./readSet";
import { checkTableName } from "./schema";
import { isSystemTable } from "./system";
import { BY_CREATION_TIME, type Table } from "./table";
import type { Workspace } from "./workspace";

export interface BulkHost {
  workspace: Workspace;
  reads: RecordedReads;
  beginMs: number;
  /** A creation time later than all before. */
  nextCreationTime(): number;
  /** Canonical form of a whole document, checked against limits and schema. */
  build(table: Table, whole: JSONObject): DocumentVersion;
}

/** JSON texts of all documents of a table, oldest first; an unknown table has none. */
export function exportTable(host: BulkHost, component: ComponentPath, name: string): string[] {
  recordWholeTable(host, component, name);
  const table = host.workspace.table(component, name);
  if (table === undefined) return [];
  const documents = [...host.workspace.documents(table)];
  documents.sort((a, b) => a.creationTime - b.creationTime || (a.id < b.id ? -1 : 1));
  return documents.map(({ text }) => text);
}

/**
 * Creates or renumbers tables so that ids made elsewhere go on naming them; call it when what is to be replaced has been
 * cleared. A table in the way gets a new number. Throws `DeveloperError` when a table that would have to change its
 * number has documents.
 * @param wanted name → number
 */
export function importTables(
  host: BulkHost,
  component: ComponentPath,
  wanted: ReadonlyMap<string, number>,
): void {
  const { workspace } = host;
  const moves = new Map<Table, number>();
  let free = Math.max(workspace.nextNumber(component), ...[...wanted.values()].map((number) => number + 1));
  for (const [name, number] of wanted) {
    checkTableName(name);
    const here = workspace.table(component, name);
    if (here !== undefined && workspace.numberOf(here) !== number) moves.set(here, number);
    const inTheWay = workspace.tableByNumber(component, number);
    if (inTheWay !== undefined && wanted.get(inTheWay.name) === undefined) moves.set(inTheWay, free++);
  }
  for (const table of moves.keys()) {
    if (workspace.documents(table).next().done === true) continue;
    throw new DeveloperError(
      "TableNumberConflict",
      `Table "${table.name}" has documents and another number than the import wants, so the ids would not fit. Use --replace-all, or import into an empty deployment.`,
    );
  }
  if (moves.size > 0) workspace.renumber(component, moves);
  for (const [name, number] of wanted) workspace.ensureTable(component, name, number);
}

/** Adds a document, with its `_id` and `_creationTime` if it has them. Returns the id. Throws `DeveloperError`. */
export function importDocument(
  host: BulkHost,
  component: ComponentPath,
  name: string,
  value: JSONObject,
): string {
  if (!isSystemTable(name)) checkTableName(name);
  const table = isSystemTable(name)
    ? host.workspace.systemTable(component, name)
    : host.workspace.ensureTable(component, name);
  const { _id: givenId, _creationTime: givenTime } = value;
  const number = host.workspace.numberOf(table);
  const id = givenId === undefined ? newId(number, host.beginMs) : givenId;
  if (typeof id !== "string" || decodeId(id)?.tableNumber !== number) {
    throw new DeveloperError("InvalidId", `${JSON.stringify(id)} is not an id of table "${name}".`);
  }
  if (host.workspace.current(table, id) !== undefined) {
    throw new DeveloperError("DuplicateId", `Table "${name}" already has a document with the id "${id}".`);
  }
  const creationTime = typeof givenTime === "number" ? givenTime : host.nextCreationTime();
  host.workspace.put(table, id, host.build(table, { ...value, _id: id, _creationTime: creationTime }));
  return id;
}

/** Removes all documents of a table and tells how many they were. */
export function clearTable(host: BulkHost, component: ComponentPath, name: string): number {
  recordWholeTable(host, component, name);
  const table = host.workspace.table(component, name);
  if (table === undefined) return 0;
  const ids = [...host.workspace.documents(table)].map(({ id }) => id);
  for (const id of ids) host.workspace.put(table, id, null);
  return ids.length;
}

function recordWholeTable(host: BulkHost, component: ComponentPath, name: string): void {
  host.reads.addRange(indexKeyOf(component, name, BY_CREATION_TIME), { lo: "", hi: "\xff", closed: true });
}
