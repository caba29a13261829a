/**
 * Building the pages when their sources changed, in a process of its own, plus compressed twins of every text file for
 * slow networks. The fingerprint lies beside the build, so a deleted `dist/` is rebuilt.
 */
import { spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { fingerprint } from "./fingerprint";
import { HostFailure } from "./hostFailure";
import { distDir, projectRoot } from "./paths";

const sources = ["web", "shared", "convex/_generated", "vite.config.ts", "package-lock.json"];
const stampFile = path.join(distDir, ".fingerprint");
const worthCompressing = /\.(?:js|mjs|css|html|svg|json|woff)$/;
const COMPRESS_FROM_BYTES = 1_400;

/** Builds unless the present build was made from the same sources. Returns whether it built. */
export async function ensureWebBuild(): Promise<boolean> {
  const stamp = await fingerprint(sources);
  const present = await readFile(stampFile, "utf8").catch(() => "");
  if (present === stamp) return false;
  await runViteBuild();
  await compressAll(distDir);
  await writeFile(stampFile, stamp);
  return true;
}

async function runViteBuild(): Promise<void> {
  const vite = path.join(projectRoot, "node_modules/vite/bin/vite.js");
  const child = spawn(process.execPath, [vite, "build", "--logLevel", "warn"], {
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
