/**
 * Which components a deployment has ever had: rows of `_components`. One that a push leaves out is unmounted: its data
 * stays and is there again when it is mounted again.
 */
import { z } from "zod";
import type { Transaction } from "../transaction/api";
import type { ComponentPath } from "../values/json";
import type { ComponentInstance } from "./instance";

const table = "_components";
const root = "";

const mountRow = z.object({
  _id: z.string(),
  path: z.string(),
  definition: z.string(),
  state: z.enum(["active", "unmounted"]),
});

/** As the CLI names what happens to a component in a push. */
export type MountChange = "create" | "modify" | "unmount" | "remount";

export interface MountedComponent {
  path: ComponentPath;
  state: "active" | "unmounted";
}

/** All components but the app, parents before children. */
export function listMounts(tx: Transaction): MountedComponent[] {
  return rowsOf(tx).map(({ path, state }) => ({ path, state }));
}

/** Makes the rows those of a push and tells what changed, the app left out. */
export function replaceMounts(
  tx: Transaction,
  instances: readonly ComponentInstance[],
  options: { dryRun: boolean },
): Map<ComponentPath, MountChange> {
  const changes = new Map<ComponentPath, MountChange>();
  const rows = new Map(rowsOf(tx).map((row) => [row.path, row]));
  for (const { path, definition } of instances) {
    if (path === root) continue;
    const row = rows.get(path);
    rows.delete(path);
    changes.set(path, row === undefined ? "create" : row.state === "unmounted" ? "remount" : "modify");
    if (options.dryRun) continue;
    const value = { path, definition, state: "active" };
    if (row === undefined) tx.systemInsert(root, table, value);
    else tx.systemReplace(root, table, row._id, value);
  }
  for (const { _id, path, definition, state } of rows.values()) {
    if (state === "unmounted") continue;
    changes.set(path, "unmount");
    if (!options.dryRun) tx.systemReplace(root, table, _id, { path, definition, state: "unmounted" });
  }
  return changes;
}

function rowsOf(tx: Transaction): z.infer<typeof mountRow>[] {
  return tx.systemList(root, table, "by_path", []).map((row) => mountRow.parse(row));
}
