/**
 * Backing a data folder up while an engine runs on it, checking one, and restoring.
 * A backup is a folder like the data folder: `data.sqlite` as of one moment, the files it speaks of, the admin key, and
 * `backup.json`. It appears under its name when it is complete.
 */
import { createHash } from "node:crypto";
import { constants, createReadStream, existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { problemOfFile, type RecordedFile, recordedFiles } from "../files/storedFiles";
import { syncDirectory } from "../files/syncedWrite";
import { StorageFailure } from "../storage/driver";
import { copyDataFile, DATA_FILE, openDriver } from "../storage/openDriver";

const FILES = "storage";
const KEY = "admin-key";
const MANIFEST = "backup.json";
/** What opening leaves beside a data file. */
const TRACES = ["engine.lock", "engine.pid", `${DATA_FILE}-wal`, `${DATA_FILE}-shm`];
/** Files may come and go while they are copied; then another moment is taken. */
const ATTEMPTS = 5;

const manifestSchema = z.object({ version: z.literal(1), createdAt: z.string(), dataSha256: z.string() });

export interface FolderReport {
  documents: number;
  files: number;
  /** One sentence each; empty when everything is as it was written. */
  problems: string[];
}

/** Copies the folder as of one moment. `out` must not exist. Throws `StorageFailure`. */
export async function backUp(dataDir: string, out: string): Promise<FolderReport> {
  if (!existsSync(path.join(dataDir, DATA_FILE))) {
    throw new StorageFailure("unusable", `There is no engine data in ${dataDir}.`);
  }
  if (existsSync(out)) throw new StorageFailure("unusable", `${out} is there already; choose another name.`);
  const draft = `${out}.partial`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(path.join(draft, FILES), { recursive: true });
  const contents = await copyOneMoment(dataDir, draft);
  const wanted = new Set(contents.files.map(({ uuid }) => uuid));
  for (const name of await readdir(path.join(draft, FILES))) {
    if (!wanted.has(name)) await rm(path.join(draft, FILES, name));
  }
  const problems = await problemsOf(draft, contents.files);
  if (existsSync(path.join(dataDir, KEY))) await copySynced(path.join(dataDir, KEY), path.join(draft, KEY));
  const dataSha256 = await digestOf(path.join(draft, DATA_FILE));
  const manifest = { version: 1, createdAt: new Date().toISOString(), dataSha256 };
  await writeFile(path.join(draft, MANIFEST), `${JSON.stringify(manifest)}\n`, { flush: true });
  for (const folder of [path.join(draft, FILES), draft]) await syncDirectory(folder);
  await rename(draft, out);
  await syncDirectory(path.dirname(path.resolve(out)));
  return { documents: contents.documents, files: contents.files.length, problems };
}

/** Makes a data folder of a backup. `dataDir` must be empty or absent. Throws `StorageFailure`. */
export async function restore(from: string, dataDir: string): Promise<FolderReport> {
  await requireUnchanged(from);
  if (existsSync(dataDir) && (await readdir(dataDir)).length > 0) {
    throw new StorageFailure("unusable", `${dataDir} is not empty. Restore into a new folder.`);
  }
  await mkdir(path.join(dataDir, FILES), { recursive: true });
  for (const name of await readdir(path.join(from, FILES))) {
    await copySynced(path.join(from, FILES, name), path.join(dataDir, FILES, name));
  }
  if (existsSync(path.join(from, KEY))) await copySynced(path.join(from, KEY), path.join(dataDir, KEY));
  // Last: without it the engine refuses a folder that was restored in part.
  await copySynced(path.join(from, DATA_FILE), path.join(dataDir, DATA_FILE));
  for (const folder of [path.join(dataDir, FILES), dataDir]) await syncDirectory(folder);
  return await check(dataDir);
}

/** Reads everything in a folder that no engine runs on, or in a backup. Throws `StorageFailure`. */
export async function check(dataDir: string): Promise<FolderReport> {
  if (!existsSync(path.join(dataDir, DATA_FILE))) {
    throw new StorageFailure("unusable", `There is no engine data in ${dataDir}.`);
  }
  const isBackup = existsSync(path.join(dataDir, MANIFEST));
  const contents = isBackup ? await contentsOfBackup(dataDir) : await contentsOf(dataDir);
  return {
    documents: contents.documents,
    files: contents.files.length,
    problems: await problemsOf(dataDir, contents.files),
  };
}

/** Looked at in a copy: opening may upgrade a data file, and a backup stays as it is. */
async function contentsOfBackup(from: string): Promise<Contents> {
  await requireUnchanged(from);
  const copy = await mkdtemp(path.join(tmpdir(), "engine-check-"));
  try {
    await copySynced(path.join(from, DATA_FILE), path.join(copy, DATA_FILE));
    return await contentsOf(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

interface Contents {
  documents: number;
  files: RecordedFile[];
}

async function copyOneMoment(dataDir: string, draft: string): Promise<Contents> {
  const source = path.join(dataDir, FILES);
  const target = path.join(draft, FILES);
  for (let attempt = 1; ; attempt += 1) {
    // Before and after: a file of that moment was there in one of the two, unless it came and went in between.
    await copyNewFiles(source, target);
    await rm(path.join(draft, DATA_FILE), { force: true });
    copyDataFile(dataDir, path.join(draft, DATA_FILE));
    const contents = await contentsOf(draft);
    for (const name of TRACES) await rm(path.join(draft, name), { force: true });
    await copyNewFiles(source, target);
    const copied = new Set(await readdir(target));
    if (attempt === ATTEMPTS || contents.files.every(({ uuid }) => copied.has(uuid))) return contents;
  }
}

async function copyNewFiles(source: string, target: string): Promise<void> {
  const there = new Set(await readdir(target));
  const names = existsSync(source) ? await readdir(source) : [];
  for (const name of names) {
    if (there.has(name) || name.endsWith(".part")) continue;
    try {
      await copySynced(path.join(source, name), path.join(target, name));
    } catch (error) {
      // Deleted meanwhile: whether it is missed is decided when the rows are known.
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
}

async function contentsOf(folder: string): Promise<Contents> {
  const driver = await openDriver(folder);
  try {
    let documents = 0;
    driver.readMeta();
    driver.readDocuments(() => {
      documents += 1;
    });
    return { documents, files: recordedFiles(driver) };
  } finally {
    await driver.close();
  }
}

async function problemsOf(folder: string, files: readonly RecordedFile[]): Promise<string[]> {
  const problems: string[] = [];
  for (const file of files) {
    const problem = await problemOfFile(path.join(folder, FILES), file);
    if (problem !== null) problems.push(problem);
  }
  return problems;
}

async function requireUnchanged(from: string): Promise<void> {
  const { dataSha256 } = await readManifest(from);
  if ((await digestOf(path.join(from, DATA_FILE))) !== dataSha256)
    throw new StorageFailure("damaged", `The backup ${from} is damaged: ${DATA_FILE} has changed since.`);
}

async function readManifest(from: string): Promise<z.infer<typeof manifestSchema>> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(path.join(from, MANIFEST), "utf8")));
  } catch (cause) {
    throw new StorageFailure(
      "unusable",
      `${from} is not a complete backup: its ${MANIFEST} cannot be read.`,
      {
        cause,
      },
    );
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("base64");
}

async function copySynced(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const handle = await open(to, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
