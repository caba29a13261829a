/**
 * The deployment's admin key: `<instance name>|<hex secret>`.
 * Owns its making, its file (readable by the owner alone) and the comparison; what an admin may do is decided elsewhere.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const FILE = "admin-key";

/**
 * Reads the key from the data folder, or makes one there the first time.
 * @param given overrides the stored key for this run (from the environment) and is not written down.
 */
export function loadAdminKey(dataDir: string, instanceName: string, given: string | undefined): string {
  if (given !== undefined && given !== "") return given.includes("|") ? given : `${instanceName}|${given}`;
  const file = path.join(dataDir, FILE);
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const key = `${instanceName}|${randomBytes(32).toString("hex")}`;
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: "wx" });
  chmodSync(file, 0o600);
  return key;
}

/** A constant-time test for the key; `prod:`, `dev:` and `preview:` prefixes of the candidate are ignored. */
export function adminKeyTest(adminKey: string): (candidate: string) => boolean {
  const expected = digest(adminKey);
  return (candidate) => timingSafeEqual(digest(candidate.replace(/^(?:prod|dev|preview):/, "")), expected);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
