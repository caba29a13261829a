/**
 * The engine's own tables and their indexes. Every component has all of them; a row of this list is all it takes to have
 * a new one. Table numbers are part of ids: never change one, never reuse one.
 */

export interface SystemTableDefinition {
  number: number;
  /** Readable by user code through `db.system`; the documents hold exactly what Convex documents there. */
  visible: boolean;
  /** Index name → field paths. `by_id` and `by_creation_time` exist always. */
  indexes: Readonly<Record<string, readonly string[]>>;
}

export const SYSTEM_TABLES = {
  /** Written by the transaction that first uses a table; `{name, number}`. */
  _tables: { number: 1, visible: false, indexes: {} },
  /** One row per component, written by `setSchema`; `{schema: JSON text}`. */
  _schemas: { number: 2, visible: false, indexes: {} },
  /** Environment variables; `{name, value}`. */
  _env: { number: 3, visible: false, indexes: { by_name: ["name"] } },
  /** Code of the active push; `{path, …}`. */
  _modules: { number: 4, visible: false, indexes: { by_path: ["path"] } },
  /** What is active: analysis, auth config, … */
  _pushes: { number: 5, visible: false, indexes: { by_key: ["key"] } },
  _crons: { number: 6, visible: false, indexes: { by_name: ["name"] } },
  // 7 is taken: see `keptTexts.ts`.
  /** Public address of a stored file; `{uuid, storageId}`. */
  _file_uuids: {
    number: 8,
    visible: false,
    indexes: { by_uuid: ["uuid"], by_storage_id: ["storageId"] },
  },
  /** Cached discovery documents, signing keys, … */
  _auth: { number: 9, visible: false, indexes: { by_key: ["key"] } },
  /** Function handles; `{handle, path}`. */
  _handles: { number: 10, visible: false, indexes: { by_handle: ["handle"], by_path: ["path"] } },
  _components: { number: 11, visible: false, indexes: { by_path: ["path"] } },
  /** Small facts of the deployment; `{key, value}`. */
  _kv: { number: 12, visible: false, indexes: { by_key: ["key"] } },
  /** The scheduler's private notes on a job; `{jobId, …}`. */
  _job_notes: { number: 13, visible: false, indexes: { by_job: ["jobId"] } },
  _scheduled_functions: {
    number: 539,
    visible: true,
    indexes: { by_state: ["state.kind", "scheduledTime"], by_completed: ["completedTime"] },
  },
  _storage: { number: 540, visible: true, indexes: {} },
} as const satisfies Record<string, SystemTableDefinition>;

export type SystemTableName = keyof typeof SYSTEM_TABLES;

export function isSystemTable(name: string): name is SystemTableName {
  return Object.hasOwn(SYSTEM_TABLES, name);
}

const NAME_OF_NUMBER = new Map<number, SystemTableName>();
for (const name of Object.keys(SYSTEM_TABLES)) {
  if (isSystemTable(name)) NAME_OF_NUMBER.set(SYSTEM_TABLES[name].number, name);
}

export function systemTableOfNumber(number: number): SystemTableName | undefined {
  return NAME_OF_NUMBER.get(number);
}
