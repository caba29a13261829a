/**
 * What the host remembers between starts, in one small JSON file: which code it pushed to which data folder and which
 * sources it built. A missing or unreadable file means "do everything again", never an error.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

const stateSchema = z.object({
  /** Names the data folder (derived from its admin key): another folder forgets what was pushed. */
  deployment: z.string().optional(),
  pushed: z.string().optional(),
  environment: z.string().optional(),
  demoLoaded: z.boolean().optional(),
});

export type HostState = z.infer<typeof stateSchema>;

export async function readHostState(file: string): Promise<HostState> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return {};
  }
}

/** Replaces the file in one step, so that a crash leaves either the old or the new state. */
export async function writeHostState(file: string, state: HostState): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
  await rename(`${file}.new`, file);
}
