/**
 * Building the pages when their sources changed, in a process of its own, plus compressed twins of every text file for
 * slow networks. Each build has a folder of its own, named by its sources: a server never sees its files change, and a
 * page that is open while a newer build is made still finds the parts it has not loaded yet.
 */
import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { fingerprint } from "./fingerprint";
import { HostFailure } from "./hostFailure";
import { pagesDir, projectRoot } from "./paths";

const sources = ["web", "shared", "convex/_generated", "vite.config.ts", "package-lock.json"];
const worthCompressing = /\.(?:js|mjs|css|html|svg|json|woff)$/;
const COMPRESS_FROM_BYTES = 1_400;

/** Older builds stay this long, for servers and pages that still use them. */
const OLD_BUILD_KEPT_MS = 7 * 86_400_000;
const ABANDONED_AFTER_MS = 3_600_000;

export interface WebBuild {
  dir: string;
  /** False when a build of the same sources was there already. */
  built: boolean;
}

/** The build of the present sources, made if it is not there. */
export async function ensureWebBuild(): Promise<WebBuild> {
  const name = (await fingerprint(sources)).slice(0, 16);
  const dir = path.join(pagesDir, name);
  if (await exists(path.join(dir, "index.html"))) return { dir, built: false };
  const unfinished = path.join(pagesDir, `unfinished-${process.pid}`);
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(pagesDir, { recursive: true });
  try {
    await runViteBuild(unfinished);
    await compressAll(unfinished);
    // Another host may have finished the same build first; both are the same.
    await rename(unfinished, dir).catch(async (error: unknown) => {
      if (!(await exists(path.join(dir, "index.html")))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await removeOldBuilds(name);
  return { dir, built: true };
}

async function exists(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}

async function removeOldBuilds(present: string): Promise<void> {
  const names = (await readdir(pagesDir)).filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== present);
  // A host that was killed while building leaves a folder that nobody will finish.
  const abandoned = (await readdir(pagesDir)).filter((name) => name.startsWith("unfinished-"));
  await removeOlder(abandoned, ABANDONED_AFTER_MS);
  await removeOlder(names, OLD_BUILD_KEPT_MS);
}

async function removeOlder(folders: readonly string[], ageMs: number): Promise<void> {
  for (const folder of folders) {
    const dir = path.join(pagesDir, folder);
    const { mtimeMs } = await stat(dir);
    if (Date.now() - mtimeMs > ageMs) await rm(dir, { recursive: true, force: true });
  }
}

async function runViteBuild(outDir: string): Promise<void> {
  const vite = path.join(projectRoot, "node_modules/vite/bin/vite.js");
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn", "--outDir", outDir], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new HostFailure(`the web build failed:\n${output.trim()}`);
}

async function compressAll(dir: string): Promise<void> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  await Promise.all(
    entries
      .filter((entry) => entry.isFile() && worthCompressing.test(entry.name))
      .map((entry) => compressOne(path.join(entry.parentPath, entry.name))),
  );
}

async function compressOne(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < COMPRESS_FROM_BYTES) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
  const [brotli, zipped] = await Promise.all([
    promisify(brotliCompress)(content, quality),
    promisify(gzip)(content),
  ]);
  await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, zipped)]);
}
