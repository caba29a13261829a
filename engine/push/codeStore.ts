/**
 * The active push on disk: compiled modules and what was found around them, so that a restart needs neither the CLI
 * nor the compiler. Written in the commit that activates; texts are split into parts below the document limit.
 */
import { z } from "zod";
import type { AuthProvider } from "../auth/config";
import { splitText } from "../execution/textParts";
import type { ImportPhase, ModuleRecord } from "../functions/application";
import type { Transaction } from "../transaction/api";
import type { ComponentPath } from "../values/json";

/** Facts of a push beside its modules. */
export interface PushFacts {
  importPhase: ImportPhase;
  authProviders: AuthProvider[];
  /** The `functions` setting of convex.json. */
  functionsDir: string;
  udfServerVersion: string;
  /** Epoch ms. */
  pushedAt: number;
}

export interface StoredPush {
  facts: PushFacts;
  records: ModuleRecord[];
}

const storedRow = z.object({ _id: z.string(), part: z.number(), text: z.string() });
const moduleRow = storedRow.extend({ path: z.string(), sha256: z.string() });

type ModuleRow = z.infer<typeof moduleRow>;

const modulesTable = "_modules";
const pushesTable = "_pushes";
const activeKey = "active";

/** The stored push of a component, or null before the first one. */
export function readPush(tx: Transaction, component: ComponentPath): StoredPush | null {
  const factsText = joined(
    tx.systemList(component, pushesTable, "by_key", [activeKey]).map((row) => storedRow.parse(row)),
  );
  if (factsText === "") return null;
  const records = [...moduleRows(tx, component).values()].map(
    (rows) => JSON.parse(joined(rows)) as ModuleRecord,
  );
  return { facts: JSON.parse(factsText) as PushFacts, records };
}

/** Replaces the stored push; modules whose hash and compiled text are unchanged are left alone. */
export function writePush(tx: Transaction, component: ComponentPath, push: StoredPush): void {
  const existing = moduleRows(tx, component);
  for (const record of push.records) {
    const text = JSON.stringify(record);
    const rows = existing.get(record.path);
    existing.delete(record.path);
    if (rows !== undefined && joined(rows) === text) continue;
    for (const row of rows ?? []) tx.systemRemove(component, modulesTable, row._id);
    splitText(text).forEach((part, index) => {
      const { path, sha256 } = record;
      tx.systemInsert(component, modulesTable, { path, sha256, part: index, text: part });
    });
  }
  for (const rows of existing.values())
    for (const row of rows) tx.systemRemove(component, modulesTable, row._id);
  for (const row of tx.systemList(component, pushesTable, "by_key", [activeKey]))
    tx.systemRemove(component, pushesTable, storedRow.parse(row)._id);
  splitText(JSON.stringify(push.facts)).forEach((text, part) => {
    tx.systemInsert(component, pushesTable, { key: activeKey, part, text });
  });
}

function moduleRows(tx: Transaction, component: ComponentPath): Map<string, ModuleRow[]> {
  const byPath = new Map<string, ModuleRow[]>();
  for (const json of tx.systemList(component, modulesTable, "by_path", [])) {
    const row = moduleRow.parse(json);
    const rows = byPath.get(row.path);
    if (rows === undefined) byPath.set(row.path, [row]);
    else rows.push(row);
  }
  return byPath;
}

function joined(rows: readonly { part: number; text: string }[]): string {
  return [...rows]
    .sort((a, b) => a.part - b.part)
    .map((row) => row.text)
    .join("");
}
