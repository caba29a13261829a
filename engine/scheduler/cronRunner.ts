/**
 * Crons of the active push: rows of `_crons` with their next run. One cron never runs twice at a time; runs missed
 * while the engine was down are skipped but for one. A mutation's next date is in its own commit; an action's is
 * written before it starts, so it runs at most once.
 */
import { z } from "zod";
import type { CronSpec } from "../functions/application";
import type { Transaction } from "../transaction/api";
import type { ComponentPath, JSONObject } from "../values/json";
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
  /** Mounted components, the app among them. */
  components(): ComponentPath[];
  kindOf(component: ComponentPath, path: string): "mutation" | "action" | null;
  mutation(
    component: ComponentPath,
    spec: CronSpec,
    args: JSONObject,
    after: (tx: Transaction) => void,
  ): Promise<void>;
  action(component: ComponentPath, spec: CronSpec, args: JSONObject): Promise<void>;
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

/** Makes a component's rows those of a push: a changed schedule is planned anew, an unchanged one keeps its next date. */
export function replaceCrons(
  tx: Transaction,
  component: ComponentPath,
  specs: Record<string, CronSpec>,
  nowMs: number,
  options: { dryRun: boolean },
): CronDiff {
  const diff: CronDiff = { added: [], updated: [], deleted: [] };
  const rows = new Map(cronRows(tx, component).map((row) => [row.name, row]));
  for (const [name, spec] of Object.entries(specs)) {
    const text = JSON.stringify(spec);
    const row = rows.get(name);
    rows.delete(name);
    if (row?.spec === text) continue;
    (row === undefined ? diff.added : diff.updated).push(name);
    if (options.dryRun) continue;
    const value = { name, spec: text, nextRunAt: firstRun(name, spec, nowMs) };
    if (row === undefined) tx.systemInsert(component, table, value);
    else tx.systemReplace(component, table, row._id, value);
  }
  for (const row of rows.values()) {
    diff.deleted.push(row.name);
    if (!options.dryRun) tx.systemRemove(component, table, row._id);
  }
  return diff;
}

function cronRows(tx: Transaction, component: ComponentPath): z.infer<typeof cronRow>[] {
  return tx.systemList(component, table, "by_name", []).map((row) => cronRow.parse(row));
}

interface RunningCron {
  component: ComponentPath;
  name: string;
}

function runKey({ component, name }: RunningCron): string {
  return `${component}\0${name}`;
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
    const rows = execution.read((tx) =>
      execution
        .components()
        .flatMap((component) => cronRows(tx, component).map((row) => ({ ...row, component }))),
    );
    for (const row of rows) {
      if (this.#running.has(runKey(row))) continue;
      if (row.nextRunAt <= nowMs) void this.#run(row, JSON.parse(row.spec) as CronSpec);
      else next = next === null ? row.nextRunAt : Math.min(next, row.nextRunAt);
    }
    this.#alarm.set(next);
  }

  async #run(cron: RunningCron, spec: CronSpec): Promise<void> {
    const { execution, onError } = this.#options;
    const { component } = cron;
    this.#running.add(runKey(cron));
    const [first] = spec.args;
    const args = typeof first === "object" && first !== null && !Array.isArray(first) ? first : {};
    try {
      if (execution.kindOf(component, spec.name) === "action") {
        await execution.transact((tx) => this.#advance(tx, cron));
        await execution.action(component, spec, args).catch(() => undefined);
      } else {
        try {
          await execution.mutation(component, spec, args, (tx) => this.#advance(tx, cron));
        } catch {
          // The failure is in the log; the next run comes at its date all the same.
          await execution.transact((tx) => this.#advance(tx, cron));
        }
      }
    } catch (error) {
      onError(error);
    } finally {
      this.#running.delete(runKey(cron));
      this.plan();
    }
  }

  #advance(tx: Transaction, { component, name }: RunningCron): void {
    const row = cronRows(tx, component).find((candidate) => candidate.name === name);
    // Removed by a push meanwhile.
    if (row === undefined) return;
    const spec = JSON.parse(row.spec) as CronSpec;
    const nextRunAt = nextRun(name, spec, row.nextRunAt, this.#options.now());
    tx.systemReplace(component, table, row._id, { name, spec: row.spec, nextRunAt });
  }
}
