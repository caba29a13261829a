#!/usr/bin/env node
// @ts-check
/**
 * The engine as a program: `node engine/cli/engine.mjs --port 3210 …`; what it takes is `arguments.ts`. Runs `main.ts` with
 * everything it needs put together in one file, which is ready in a third of the time. The file lies beside the
 * installed packages, so that these are found, under a name made of what the sources look like: it is made once.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const engine = path.resolve(import.meta.dirname, "..");
const folder = path.join(engine, "../node_modules/.cache/engine");
/** Earlier programs may still run: what they are made of stays for a day. */
const KEPT_MS = 86_400_000;

/** Changes when a source does. */
function stateOfSources() {
  const hash = createHash("sha256").update(engine);
  const sources = readdirSync(engine, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .toSorted();
  for (const name of sources) {
    const { size, mtimeMs } = statSync(path.join(engine, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex").slice(0, 16);
}

/** Several engines may start at once: each writes whole files, and all write the same. @param {string} file */
async function build(file) {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, "main.ts")],
    outfile: file,
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: true,
  });
  mkdirSync(folder, { recursive: true });
  // The map first: whoever finds the program finds its map too.
  for (const output of outputFiles.toSorted((a, b) => b.path.length - a.path.length)) {
    const unfinished = `${output.path}.${process.pid}`;
    writeFileSync(unfinished, output.contents);
    renameSync(unfinished, output.path);
  }
  for (const name of readdirSync(folder)) {
    const other = path.join(folder, name);
    // Another start may have cleared it away meanwhile.
    const age = statSync(other, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (age < Date.now() - KEPT_MS) rmSync(other, { force: true });
  }
}

process.setSourceMapsEnabled(true);
const program = path.join(folder, `${stateOfSources()}.mjs`);
if (!existsSync(program)) await build(program);
await import(pathToFileURL(program).href);
