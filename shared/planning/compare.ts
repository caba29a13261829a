/** compare(): what a draft changes against the live day, per technician and for all, and whether that is better. */
import type { DayMeasure, TechnicianMeasure } from "./measure";

/** What is compared per technician, in the order a table shows it. */
export const TECHNICIAN_METRICS = [
  "visits",
  "distanceM",
  "travelMinutes",
  "workMinutes",
  "utilisation",
  "overlaps",
  "late",
  "idleMinutes",
] as const;
export type TechnicianMetric = (typeof TECHNICIAN_METRICS)[number];
/** The day as a whole also knows what nobody has. */
export const DAY_METRICS = [
  "late",
  "overlaps",
  "waiting",
  "waitingDue",
  "distanceM",
  "travelMinutes",
  "workMinutes",
  "idleMinutes",
  "utilisation",
  "spread",
] as const;
export type DayMetric = (typeof DAY_METRICS)[number];

/** Of which less is better; of the rest neither is, they only change. */
const LESS_IS_BETTER: readonly (TechnicianMetric | DayMetric)[] = [
  "distanceM",
  "travelMinutes",
  "overlaps",
  "late",
  "idleMinutes",
  "waiting",
  "waitingDue",
  "spread",
];

export type Trend = "better" | "worse" | "changed" | "same";

export interface Difference {
  readonly before: number;
  readonly after: number;
  readonly trend: Trend;
}

export interface TechnicianDifference {
  readonly technicianId: string;
  readonly metrics: Readonly<Record<TechnicianMetric, Difference>>;
}

export interface Comparison {
  /** Only technicians for whom something changes. */
  readonly technicians: readonly TechnicianDifference[];
  readonly total: Readonly<Record<DayMetric, Difference>>;
}

/** Percent of the shift that is work or way; 0 where there is no shift. */
function utilisation(
  measure: Pick<TechnicianMeasure, "workMinutes" | "travelMinutes" | "shiftMinutes">,
): number {
  const { workMinutes, travelMinutes, shiftMinutes } = measure;
  return shiftMinutes === 0 ? 0 : Math.round((100 * (workMinutes + travelMinutes)) / shiftMinutes);
}

function valueOf(measure: TechnicianMeasure, metric: TechnicianMetric): number {
  return metric === "utilisation" ? utilisation(measure) : measure[metric];
}

function difference(metric: TechnicianMetric | DayMetric, before: number, after: number): Difference {
  if (before === after) return { before, after, trend: "same" };
  if (!LESS_IS_BETTER.includes(metric)) return { before, after, trend: "changed" };
  return { before, after, trend: after < before ? "better" : "worse" };
}

function totals({ technicians, waiting, waitingDue }: DayMeasure): Record<DayMetric, number> {
  const all = [...technicians.values()];
  const sum = (metric: Exclude<TechnicianMetric, "utilisation">) =>
    all.reduce((total, one) => total + one[metric], 0);
  const [workMinutes, travelMinutes] = [sum("workMinutes"), sum("travelMinutes")];
  const shiftMinutes = all.reduce((total, one) => total + one.shiftMinutes, 0);
  const shares = all.filter((one) => one.shiftMinutes > 0).map(utilisation);
  return {
    late: sum("late"),
    overlaps: sum("overlaps"),
    waiting,
    waitingDue,
    distanceM: sum("distanceM"),
    travelMinutes,
    workMinutes,
    idleMinutes: sum("idleMinutes"),
    utilisation: utilisation({ workMinutes, travelMinutes, shiftMinutes }),
    spread: shares.length === 0 ? 0 : Math.max(...shares) - Math.min(...shares),
  };
}

/** Compares two measures of the same technicians. */
export function compare(live: DayMeasure, draft: DayMeasure): Comparison {
  const technicians = [...draft.technicians.values()].flatMap((after): TechnicianDifference[] => {
    const before = live.technicians.get(after.technicianId) ?? after;
    const of = (metric: TechnicianMetric) =>
      difference(metric, valueOf(before, metric), valueOf(after, metric));
    const metrics: Record<TechnicianMetric, Difference> = {
      visits: of("visits"),
      distanceM: of("distanceM"),
      travelMinutes: of("travelMinutes"),
      workMinutes: of("workMinutes"),
      utilisation: of("utilisation"),
      overlaps: of("overlaps"),
      late: of("late"),
      idleMinutes: of("idleMinutes"),
    };
    const same = TECHNICIAN_METRICS.every((metric) => metrics[metric].trend === "same");
    return same ? [] : [{ technicianId: after.technicianId, metrics }];
  });
  const [before, after] = [totals(live), totals(draft)];
  const of = (metric: DayMetric) => difference(metric, before[metric], after[metric]);
  return {
    technicians,
    total: {
      late: of("late"),
      overlaps: of("overlaps"),
      waiting: of("waiting"),
      waitingDue: of("waitingDue"),
      distanceM: of("distanceM"),
      travelMinutes: of("travelMinutes"),
      workMinutes: of("workMinutes"),
      idleMinutes: of("idleMinutes"),
      utilisation: of("utilisation"),
      spread: of("spread"),
    },
  };
}
