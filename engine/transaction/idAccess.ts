/**
 * From an id that user code holds to the table it belongs to, refusing what Convex refuses, with its texts.
 */
import { decodeId } from "../values/ids";
import type { ComponentPath } from "../values/json";
import { type DeveloperError, invalidArgument } from "./errors";
import { isSystemTable, SYSTEM_TABLES } from "./system";
import type { Table } from "./table";
import type { Workspace } from "./workspace";

export interface IdUse {
  /** As the message names it: `db.get`. */
  operation: string;
  /** Table the caller named, if it did. */
  expected?: string | undefined;
  /** Through `db.system`. */
  isSystem: boolean;
}

/** Undefined when the id belongs to no table (that user code may see). Throws `DeveloperError` for a wrong id. */
export function resolveId(
  workspace: Workspace,
  component: ComponentPath,
  id: string,
  use: IdUse,
): Table | undefined {
  const decoded = decodeId(id);
  if (decoded === null) throw badId(use, `Unable to decode ID: ${whyNotAnId(id)}`);
  const table = workspace.tableByNumber(component, decoded.tableNumber);
  if (use.expected !== undefined && table?.name !== use.expected) {
    const known = table ?? workspace.table(component, use.expected);
    if (known !== undefined) {
      throw badId(
        use,
        `expected to be an Id<"${use.expected}">, got Id<"${table?.name ?? "unknown"}"> instead.`,
      );
    }
  }
  if (table === undefined) return undefined;
  if (table.isSystem !== use.isSystem) {
    const [kind, access] = table.isSystem ? ["System", "db.system.get"] : ["User", "db.get"];
    throw badId(use, `${kind} tables can only be accessed from ${access}.`);
  }
  return table.isSystem && !isVisible(table.name) ? undefined : table;
}

/** As `resolveId` for a write: system tables are read-only. */
export function resolveIdForWrite(
  workspace: Workspace,
  component: ComponentPath,
  id: string,
  use: Omit<IdUse, "isSystem">,
): Table | undefined {
  const number = decodeId(id)?.tableNumber;
  if (number !== undefined && workspace.tableByNumber(component, number)?.isSystem === true) {
    throw readOnlySystemTable();
  }
  return resolveId(workspace, component, id, { ...use, isSystem: false });
}

/** False for the engine's private tables and for names that are no system table. */
export function isVisible(systemTable: string): boolean {
  return isSystemTable(systemTable) && SYSTEM_TABLES[systemTable].visible;
}

export function readOnlySystemTable(): DeveloperError {
  return invalidArgument("System tables (prefixed with `_`) are read-only.");
}

function badId({ operation }: IdUse, reason: string): DeveloperError {
  return invalidArgument(`Invalid argument \`id\` for \`${operation}\`: ${reason}`);
}

function whyNotAnId(text: string): string {
  if (text.length < 31 || text.length > 37) return `Invalid ID length ${text.length}`;
  if (!/^[0-9a-hjkmnp-tv-z]*$/.test(text)) return "Invalid base32 encoding";
  return "Invalid ID checksum";
}
