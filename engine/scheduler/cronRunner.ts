/**
 * Crons of the active push: rows of `_crons` with their next run. One cron never runs twice at a time; runs missed
 * while the engine was down are skipped but for one. A mutation's next date is in its own commit; an action's is
 * written before it starts, so it runs at most once.
 */
import { z } from "zod";
import type { CronSpec } from "../functions/application";
import type { Transaction } from "../transaction/api";
import type { JSONObject } from "../values/json";
import { Alarm } from "./alarm";
import { firstRun, nextRun, parseSchedule } from "./cronSchedule";

const table = "_crons";

const cronRow = z.object({
  _id: z.string(),
  name: z.string(),
  /** JSON of the `CronSpec`. */
  spec: z.string(),
  /** Epoch ms. */
  nextRunAt: z.number(),
});

export interface CronDiff {
  added: string[];
  updated: string[];
  deleted: string[];
}

export interface CronExecution {
  kindOf(path: string): "mutation" | "action" | null;
  mutation(spec: CronSpec, args: JSONObject, after: (tx: Transaction) => void): Promise<void>;
  action(spec: CronSpec, args: JSONObject): Promise<void>;
  transact<T>(work: (tx: Transaction) => T): Promise<T>;
  read<T>(work: (tx: Transaction) => T): T;
}

/** Throws an Error naming the first cron whose schedule or target is wrong. */
export function checkCrons(
  specs: Record<string, CronSpec>,
  kindOf: (path: string) => "query" | "mutation" | "action" | null,
): void {
  for (const [name, spec] of Object.entries(specs)) {
    parseSchedule(name, spec);
    const kind = kindOf(spec.name);
    if (kind !== "mutation" && kind !== "action")
      throw new Error(`Cron job "${name}" calls ${spec.name}, which is no mutation or action of this app.`);
  }
}

/** Makes the rows those of a push: a changed schedule is planned anew, an unchanged one keeps its next date. */
export function replaceCrons(
  tx: Transaction,
  specs: Record<string, CronSpec>,
  nowMs: number,
  options: { dryRun: boolean },
): CronDiff {
  const diff: CronDiff = { added: [], updated: [], deleted: [] };
  const rows = new Map(cronRows(tx).map((row) => [row.name, row]));
  for (const [name, spec] of Object.entries(specs)) {
    const text = JSON.stringify(spec);
    const row = rows.get(name);
    rows.delete(name);
    if (row?.spec === text) continue;
    (row === undefined ? diff.added : diff.updated).push(name);
    if (options.dryRun) continue;
    const value = { name, spec: text, nextRunAt: firstRun(name, spec, nowMs) };
    if (row === undefined) tx.systemInsert("", table, value);
    else tx.systemReplace("", table, row._id, value);
  }
  for (const row of rows.values()) {
    diff.deleted.push(row.name);
    if (!options.dryRun) tx.systemRemove("", table, row._id);
  }
  return diff;
}

function cronRows(tx: Transaction): z.infer<typeof cronRow>[] {
  return tx.systemList("", table, "by_name", []).map((row) => cronRow.parse(row));
}

export interface CronRunnerOptions {
  execution: CronExecution;
  now(): number;
  onError(error: unknown): void;
}

export class CronRunner {
  readonly #options: CronRunnerOptions;
  readonly #alarm: Alarm;
  readonly #running = new Set<string>();
  #stopped = true;

  constructor(options: CronRunnerOptions) {
    this.#options = options;
    this.#alarm = new Alarm(options.now, () => this.plan());
  }

  start(): void {
    this.#stopped = false;
    this.plan();
  }

  stop(): void {
    this.#stopped = true;
    this.#alarm.set(null);
  }

  /** Runs what is due and sets the alarm for the next; call after every push. */
  plan(): void {
    if (this.#stopped) return;
    const { execution, now } = this.#options;
    const nowMs = now();
    let next: number | null = null;
    for (const row of execution.read(cronRows)) {
      if (this.#running.has(row.name)) continue;
      if (row.nextRunAt <= nowMs) void this.#run(row.name, JSON.parse(row.spec) as CronSpec);
      else next = next === null ? row.nextRunAt : Math.min(next, row.nextRunAt);
    }
    this.#alarm.set(next);
  }

  async #run(name: string, spec: CronSpec): Promise<void> {
    const { execution, onError } = this.#options;
    this.#running.add(name);
    const [first] = spec.args;
    const args = typeof first === "object" && first !== null && !Array.isArray(first) ? first : {};
    try {
      if (execution.kindOf(spec.name) === "action") {
        await execution.transact((tx) => this.#advance(tx, name));
        await execution.action(spec, args).catch(() => undefined);
      } else {
        try {
          await execution.mutation(spec, args, (tx) => this.#advance(tx, name));
        } catch {
          // The failure is in the log; the next run comes at its date all the same.
          await execution.transact((tx) => this.#advance(tx, name));
        }
      }
    } catch (error) {
      onError(error);
    } finally {
      this.#running.delete(name);
      this.plan();
    }
  }

  #advance(tx: Transaction, name: string): void {
    const row = cronRows(tx).find((candidate) => candidate.name === name);
    // Removed by a push meanwhile.
    if (row === undefined) return;
    const spec = JSON.parse(row.spec) as CronSpec;
    const nextRunAt = nextRun(name, spec, row.nextRunAt, this.#options.now());
    tx.systemReplace("", table, row._id, { name, spec: row.spec, nextRunAt });
  }
}
