/**
 * Deployment environment variables: rows of `_env`, mirrored in memory for reading. Every function that read a
 * variable depends on the key `env:NAME`; listing them depends on `env`.
 */
import { HttpFailure } from "../push/api";
import type { Database } from "../transaction/api";
import type { Environment, EnvironmentVariable } from "./api";

const maxVariables = 256;
const maxNameChars = 256;
const maxValueBytes = 8 * 1024;
/** Names and values together. */
const maxTotalBytes = 512 * 1024;
const namePattern = /^[A-Za-z][A-Za-z0-9_]*$/;
const reserved = new Set(["CONVEX_CLOUD_URL", "CONVEX_SITE_URL"]);

export class EnvironmentStore implements Environment {
  readonly #database: Database;
  readonly #values = new Map<string, string>();
  readonly #listeners = new Set<(changed: readonly string[]) => void>();

  constructor(database: Database) {
    this.#database = database;
    const tx = database.begin({ kind: "query", beginMs: Date.now() });
    for (const row of tx.systemList("", "_env", "by_name", []))
      if (typeof row["name"] === "string" && typeof row["value"] === "string")
        this.#values.set(row["name"], row["value"]);
  }

  list(): EnvironmentVariable[] {
    return this.names().map((name) => ({ name, value: this.#values.get(name) ?? "" }));
  }

  names(): string[] {
    return [...this.#values.keys()].sort();
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** Called after a change, before dependents are touched. */
  onChange(listener: (changed: readonly string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async update(changes: readonly { name: string; value: string | null }[]): Promise<void> {
    for (const change of changes) checkChange(change);
    const changed = changes.filter(({ name, value }) => (this.#values.get(name) ?? null) !== value);
    if (changed.length === 0) return;
    const added = changed.filter(({ name, value }) => value !== null && !this.#values.has(name)).length;
    const removed = changed.filter(({ value }) => value === null).length;
    if (this.#values.size + added - removed > maxVariables)
      throw new HttpFailure(
        400,
        "TooManyEnvVars",
        `At most ${maxVariables} environment variables are allowed.`,
      );
    const after = new Map<string, string | null>([...this.#values, ...changed.map(pair)]);
    const bytes = Array.from(after, ([name, value]) =>
      value === null ? 0 : name.length + Buffer.byteLength(value),
    );
    if (bytes.reduce((sum, size) => sum + size, 0) > maxTotalBytes)
      throw new HttpFailure(400, "EnvVarsTooLarge", "All environment variables together may have 512 KiB.");
    const tx = this.#database.begin({ kind: "mutation", beginMs: Date.now() });
    for (const { name, value } of changed) {
      for (const row of tx.systemList("", "_env", "by_name", [name]))
        if (typeof row["_id"] === "string") tx.systemRemove("", "_env", row["_id"]);
      if (value !== null) tx.systemInsert("", "_env", { name, value });
    }
    const { durable } = this.#database.commit(tx);
    for (const { name, value } of changed) {
      if (value === null) this.#values.delete(name);
      else this.#values.set(name, value);
    }
    const names = changed.map((change) => change.name);
    for (const listener of this.#listeners) listener(names);
    this.#database.touchKey("env");
    for (const name of names) this.#database.touchKey(`env:${name}`);
    await durable;
  }
}

function pair({ name, value }: { name: string; value: string | null }): [string, string | null] {
  return [name, value];
}

function checkChange({ name, value }: { name: string; value: string | null }): void {
  if (!namePattern.test(name) || name.length > maxNameChars)
    throw new HttpFailure(
      400,
      "EnvVarNameInvalid",
      `Environment variable name "${name}" is invalid: names have at most ${maxNameChars} letters, digits and underscores and start with a letter.`,
    );
  if (reserved.has(name))
    throw new HttpFailure(
      400,
      "EnvVarNameForbidden",
      `Environment variable "${name}" is set by the deployment itself.`,
    );
  if (value !== null && Buffer.byteLength(value) > maxValueBytes)
    throw new HttpFailure(
      400,
      "EnvVarValueTooLarge",
      `The value of environment variable "${name}" is larger than ${maxValueBytes} bytes.`,
    );
}
