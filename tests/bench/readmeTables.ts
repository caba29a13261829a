/** Puts measured tables between their markers in README.md, so that a better run replaces an older one whole. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const readme = path.join(import.meta.dirname, "../../README.md");

/** `name`: of the markers `<!-- bench:name -->` and `<!-- /bench:name -->`. Throws when they are not there. */
export function writeToReadme(name: string, markdown: string): void {
  const text = readFileSync(readme, "utf8");
  const open = `<!-- bench:${name} -->`;
  const close = `<!-- /bench:${name} -->`;
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new Error(`README.md has no place for ${name}`);
  writeFileSync(readme, `${text.slice(0, start + open.length)}\n${markdown}\n${text.slice(end)}`);
}
