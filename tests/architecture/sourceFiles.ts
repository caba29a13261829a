/**
 * The project's own source files as git knows them (tracked and new, ignored ones left out).
 * Owns file discovery for the architecture tests and nothing else.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");

/** Paths relative to the root, POSIX separators. */
export function sourceFiles(match: RegExp): string[] {
  const out = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return out.split("\n").filter((file) => match.test(file) && existsSync(path.join(root, file)));
}

export function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}
