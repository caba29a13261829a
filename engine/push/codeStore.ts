/**
 * The active push on disk: compiled modules and what was found around them, so that a restart needs neither the CLI
 * nor the compiler. Written in the commit that activates; texts are split into parts below the document limit.
 */
import { z } from "zod";
import type { AuthProvider } from "../auth/config";
import { type ComponentInstance, rootInstance } from "../components/instance";
import { splitText } from "../execution/textParts";
import type { ImportPhase, ModuleRecord } from "../functions/application";
import type { Transaction } from "../transaction/api";

/** Facts of a push beside its modules. */
export interface PushFacts {
  importPhase: ImportPhase;
  authProviders: AuthProvider[];
  /** The `functions` setting of convex.json. */
  functionsDir: string;
  /** Version of the `convex` package per definition; that of the app stands beside it since ever. */
  udfServerVersion: string;
  udfServerVersions?: Record<string, string>;
  /** Mounted components, the app first. Absent in what was stored before there were any. */
  instances?: ComponentInstance[];
  /** Epoch ms. */
  pushedAt: number;
}

export interface StoredPush {
  facts: PushFacts;
  /** Modules of the app ("") and of each component definition, by definition path. */
  modules: ReadonlyMap<string, ModuleRecord[]>;
}

const storedRow = z.object({ _id: z.string(), part: z.number(), text: z.string() });
const moduleRow = storedRow.extend({
  path: z.string(),
  sha256: z.string(),
  definition: z.string().default(""),
});

type ModuleRow = z.infer<typeof moduleRow>;

const root = "";
const modulesTable = "_modules";
const pushesTable = "_pushes";
const activeKey = "active";

export function instancesOf(facts: PushFacts): ComponentInstance[] {
  return facts.instances ?? [rootInstance()];
}

/** The app's own modules. */
export function appModules(push: StoredPush | null): ModuleRecord[] {
  return push?.modules.get(root) ?? [];
}

export function versionOf(facts: PushFacts, definition: string): string {
  return definition === root ? facts.udfServerVersion : (facts.udfServerVersions?.[definition] ?? "");
}

/** The stored push, or null before the first one. */
export function readPush(tx: Transaction): StoredPush | null {
  const factsText = joined(
    tx.systemList(root, pushesTable, "by_key", [activeKey]).map((row) => storedRow.parse(row)),
  );
  if (factsText === "") return null;
  const modules = new Map<string, ModuleRecord[]>([[root, []]]);
  for (const rows of moduleRows(tx).values()) {
    const definition = rows[0]?.definition ?? root;
    const record = JSON.parse(joined(rows)) as ModuleRecord;
    const known = modules.get(definition);
    if (known === undefined) modules.set(definition, [record]);
    else known.push(record);
  }
  return { facts: JSON.parse(factsText) as PushFacts, modules };
}

/** Replaces the stored push; modules whose hash and compiled text are unchanged are left alone. */
export function writePush(tx: Transaction, push: StoredPush): void {
  const existing = moduleRows(tx);
  for (const [definition, records] of push.modules) {
    for (const record of records) {
      const text = JSON.stringify(record);
      const key = keyOf(definition, record.path);
      const rows = existing.get(key);
      existing.delete(key);
      if (rows !== undefined && joined(rows) === text) continue;
      for (const row of rows ?? []) tx.systemRemove(root, modulesTable, row._id);
      splitText(text).forEach((part, index) => {
        const { path, sha256 } = record;
        const owner = definition === root ? {} : { definition };
        tx.systemInsert(root, modulesTable, { path, sha256, ...owner, part: index, text: part });
      });
    }
  }
  for (const rows of existing.values()) for (const row of rows) tx.systemRemove(root, modulesTable, row._id);
  for (const row of tx.systemList(root, pushesTable, "by_key", [activeKey]))
    tx.systemRemove(root, pushesTable, storedRow.parse(row)._id);
  splitText(JSON.stringify(push.facts)).forEach((text, part) => {
    tx.systemInsert(root, pushesTable, { key: activeKey, part, text });
  });
}

function keyOf(definition: string, path: string): string {
  return `${definition}\0${path}`;
}

function moduleRows(tx: Transaction): Map<string, ModuleRow[]> {
  const byKey = new Map<string, ModuleRow[]>();
  for (const json of tx.systemList(root, modulesTable, "by_path", [])) {
    const row = moduleRow.parse(json);
    const key = keyOf(row.definition, row.path);
    const rows = byKey.get(key);
    if (rows === undefined) byKey.set(key, [row]);
    else rows.push(row);
  }
  return byKey;
}

function joined(rows: readonly { part: number; text: string }[]): string {
  return [...rows]
    .sort((a, b) => a.part - b.part)
    .map((row) => row.text)
    .join("");
}
