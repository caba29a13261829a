/**
 * Convex's transaction budgets: what one query or mutation may read, write and schedule.
 * Limits on single values are `values/normalize.ts`; capacity limits of the cloud are not imitated.
 */
import type { MetricName } from "./api";
import { DeveloperError } from "./errors";

const MIB = 1024 * 1024;

export const TRANSACTION_LIMITS: Readonly<Record<MetricName, number>> = {
  bytesRead: 16 * MIB,
  bytesWritten: 16 * MIB,
  databaseQueries: 4096,
  documentsRead: 32_000,
  documentsWritten: 16_000,
  functionsScheduled: 1000,
  scheduledFunctionArgsBytes: 16 * MIB,
  filesWritten: 1000,
  fileWriteBytes: 16 * MIB,
  filesRead: 1000,
  fileReadBytes: 16 * MIB,
};

const READ_ADVICE =
  "Consider using smaller limits in your queries, paginating your queries, or using indexed queries with a selective index range expressions.";

const MESSAGES: Readonly<Record<MetricName, (limit: number) => string>> = {
  bytesRead: (n) => `Too many bytes read in a single function execution (limit: ${n} bytes). ${READ_ADVICE}`,
  documentsRead: (n) =>
    `Too many documents read in a single function execution (limit: ${n}). ${READ_ADVICE}`,
  databaseQueries: (n) => `Too many reads in a single function execution (limit: ${n}). ${READ_ADVICE}`,
  bytesWritten: (n) => `Too many bytes written in a single function execution (limit: ${n} bytes)`,
  documentsWritten: (n) => `Too many writes in a single function execution (limit: ${n})`,
  functionsScheduled: (n) => `Too many functions scheduled by this mutation (limit: ${n})`,
  scheduledFunctionArgsBytes: (n) =>
    `Too large total size of the arguments of scheduled functions from this mutation (limit: ${n} bytes)`,
  filesWritten: (n) => `Too many files written in a single function execution (limit: ${n})`,
  fileWriteBytes: (n) => `Too many file bytes written in a single function execution (limit: ${n} bytes)`,
  filesRead: (n) => `Too many files read in a single function execution (limit: ${n})`,
  fileReadBytes: (n) => `Too many file bytes read in a single function execution (limit: ${n} bytes)`,
};

/** From this share of a limit on a warning goes to the log. */
const WARNING_SHARE = 0.8;

/** What there is much of, per metric. */
const WARNED: Readonly<Partial<Record<MetricName, [what: string, unit: string, advice: string]>>> = {
  bytesRead: ["Many bytes read in a single function execution", " bytes", READ_ADVICE],
  documentsRead: ["Many documents read in a single function execution", "", READ_ADVICE],
  databaseQueries: ["Many reads in a single function execution", "", READ_ADVICE],
  bytesWritten: ["Many bytes written in a single function execution", " bytes", ""],
  documentsWritten: ["Many writes in a single function execution", "", ""],
  functionsScheduled: ["Many functions scheduled by this mutation", "", ""],
  scheduledFunctionArgsBytes: [
    "Large total size of the arguments of scheduled functions from this mutation",
    " bytes",
    "",
  ],
};

/** Metrics that count effects: a rolled-back sub-transaction gives them back. Reads stay spent. */
const WRITE_METRICS: readonly MetricName[] = [
  "bytesWritten",
  "documentsWritten",
  "functionsScheduled",
  "scheduledFunctionArgsBytes",
  "filesWritten",
  "fileWriteBytes",
];

export class Budget {
  readonly #used: Record<MetricName, number>;
  readonly #limits: Record<MetricName, number>;

  constructor() {
    this.#limits = { ...TRANSACTION_LIMITS };
    this.#used = {
      bytesRead: 0,
      bytesWritten: 0,
      databaseQueries: 0,
      documentsRead: 0,
      documentsWritten: 0,
      functionsScheduled: 0,
      scheduledFunctionArgsBytes: 0,
      filesWritten: 0,
      fileWriteBytes: 0,
      filesRead: 0,
      fileReadBytes: 0,
    };
  }

  charge(metric: MetricName, amount: number): void {
    const used = this.#used[metric] + amount;
    this.#used[metric] = used;
    if (used > this.#limits[metric]) {
      throw new DeveloperError("LimitExceeded", MESSAGES[metric](this.#limits[metric]));
    }
  }

  /** One sentence for each limit that is nearly used up. */
  warnings(): string[] {
    const warnings: string[] = [];
    for (const metric in WARNED) {
      const limit = TRANSACTION_LIMITS[metric as MetricName];
      const used = this.#used[metric as MetricName];
      if (used <= WARNING_SHARE * limit) continue;
      const [what, unit, advice] = WARNED[metric as MetricName] ?? ["", "", ""];
      warnings.push(`${what} (actual: ${used}${unit}, limit: ${limit}${unit}). ${advice}`.trimEnd());
    }
    return warnings;
  }

  remaining(metric: MetricName): number {
    return Math.max(0, this.#limits[metric] - this.#used[metric]);
  }

  get documentsRead(): number {
    return this.#used.documentsRead;
  }

  metrics(): Record<MetricName, { used: number; remaining: number }> {
    const report: Partial<Record<MetricName, { used: number; remaining: number }>> = {};
    for (const metric of Object.keys(this.#used) as MetricName[]) {
      report[metric] = { used: this.#used[metric], remaining: this.remaining(metric) };
    }
    return report as Record<MetricName, { used: number; remaining: number }>;
  }

  /** Lowers the budget left to the given amounts (a nested call's `transactionLimits`); returns the way back. */
  restrict(limits: Partial<Record<MetricName, number>>): () => void {
    const previous = { ...this.#limits };
    for (const metric of Object.keys(limits) as MetricName[]) {
      if (!(metric in previous)) throw new DeveloperError("InvalidArgument", `Unknown limit \`${metric}\`.`);
      const amount = limits[metric];
      if (amount !== undefined) {
        this.#limits[metric] = Math.min(this.#limits[metric], this.#used[metric] + amount);
      }
    }
    return () => Object.assign(this.#limits, previous);
  }

  markWrites(): readonly number[] {
    return WRITE_METRICS.map((metric) => this.#used[metric]);
  }

  resetWrites(mark: readonly number[]): void {
    WRITE_METRICS.forEach((metric, i) => {
      this.#used[metric] = mark[i] ?? 0;
    });
  }
}
