/** Markdown tables: one row per system, ratios against the Socket.IO server. */
import { median, quantile } from "./statistics";

export interface Measured {
  system: string;
  samples: number[];
}

const pad = (cells: string[]): string => `| ${cells.join(" | ")} |`;

export function table(head: string[], rows: string[][]): string {
  return [pad(head), pad(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(pad)].join(
    "\n",
  );
}

function ratio(value: number, base: number): string {
  return `${(value / base).toFixed(2)}×`;
}

function medianOf(measured: readonly Measured[], name: string): number {
  const found = measured.find(({ system }) => system === name);
  return found ? median(found.samples) : Number.NaN;
}

/** Latencies in ms; lower is better. */
export function latencyTable(measured: readonly Measured[], baseline: string): string {
  const base = medianOf(measured, baseline);
  return table(
    ["", "median", "p95", "slowest", `median against ${baseline}`],
    measured.map(({ system, samples }) => [
      system,
      `${median(samples).toFixed(1)} ms`,
      `${quantile(samples, 0.95).toFixed(1)} ms`,
      `${Math.max(...samples).toFixed(1)} ms`,
      ratio(median(samples), base),
    ]),
  );
}

/** Rates per second; higher is better. One sample per round. */
export function rateTable(measured: readonly Measured[], baseline: string): string {
  const base = medianOf(measured, baseline);
  return table(
    ["", "median of rounds", "slowest round", "fastest round", `median against ${baseline}`],
    measured.map(({ system, samples }) => [
      system,
      `${median(samples).toFixed(0)}/s`,
      `${Math.min(...samples).toFixed(0)}/s`,
      `${Math.max(...samples).toFixed(0)}/s`,
      ratio(median(samples), base),
    ]),
  );
}

export interface SummaryRow {
  title: string;
  unit: "ms" | "/s";
  measured: readonly Measured[];
}

/** One row per measurement, one column per system, and how the first of them stands to each baseline. */
export function summaryTable(rows: readonly SummaryRow[], baselines: readonly string[]): string {
  const systems = rows[0]?.measured.map(({ system }) => system) ?? [];
  const spell = (value: number, unit: SummaryRow["unit"]): string =>
    unit === "ms" ? `${value.toFixed(1)} ms` : Math.round(value).toLocaleString("en");
  return table(
    ["", ...systems, ...baselines.map((baseline) => `engine against ${baseline}`)],
    rows.map(({ title, unit, measured }) => [
      title,
      ...systems.map((system) => spell(medianOf(measured, system), unit)),
      ...baselines.map((baseline) =>
        ratio(medianOf(measured, systems[0] ?? ""), medianOf(measured, baseline)),
      ),
    ]),
  );
}
