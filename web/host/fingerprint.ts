/** Content fingerprints of source folders: "has anything changed since the last push or build?". */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { projectRoot } from "./paths";

const ignored = new Set(["node_modules", ".git", ".DS_Store"]);

async function filesBelow(entry: string): Promise<string[]> {
  const children = await readdir(entry, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOTDIR") return null;
    if (error.code === "ENOENT") return [];
    throw error;
  });
  if (children === null) return [entry];
  const nested = await Promise.all(
    children
      .filter((child) => !ignored.has(child.name))
      .map((child) => filesBelow(path.join(entry, child.name))),
  );
  return nested.flat();
}

/** SHA-256 over names and contents of everything below `entries` (relative to the project), plus `salt`. */
export async function fingerprint(entries: readonly string[], salt = ""): Promise<string> {
  const files = (await Promise.all(entries.map((entry) => filesBelow(path.join(projectRoot, entry)))))
    .flat()
    .sort();
  const hash = createHash("sha256").update(salt);
  for (const file of files)
    hash.update(`\0${path.relative(projectRoot, file)}\0`).update(await readFile(file));
  return hash.digest("hex");
}
