/* Writes a measured value and its change in the reader's words; signs are words of the number, not colours. */
import { useTranslation } from "react-i18next";
import type { DayMetric, Difference, TechnicianMetric } from "../../../../shared/planning/compare";
import { MINUTE_MS } from "../../../../shared/time/zones";
import { useFormat } from "../../../lib/useFormat";

export interface MetricWords {
  readonly name: (metric: DayMetric | TechnicianMetric) => string;
  readonly value: (metric: DayMetric | TechnicianMetric, value: number) => string;
  /** With its sign, like "−4.2 km"; a dash where nothing changed. */
  readonly delta: (metric: DayMetric | TechnicianMetric, difference: Difference) => string;
}

export function useMetricWords(): MetricWords {
  const { t } = useTranslation();
  const format = useFormat();
  const value: MetricWords["value"] = (metric, amount) => {
    switch (metric) {
      case "distanceM":
        return format.distance(amount);
      case "travelMinutes":
      case "workMinutes":
      case "idleMinutes":
        return format.duration(amount * MINUTE_MS);
      case "utilisation":
      case "spread":
        return format.percent(amount / 100);
      case "late":
      case "overlaps":
      case "waiting":
      case "waitingDue":
      case "visits":
        return format.number(amount);
    }
  };
  return {
    name: (metric) => t(`plan.metrics.${metric}`),
    value,
    delta: (metric, { before, after }) => {
      if (before === after) return "–";
      // Marks keep the sign before its number in both reading directions.
      const sign = after > before ? "\u200e+" : "\u200e−";
      return `${sign}${value(metric, Math.abs(after - before))}`;
    },
  };
}
