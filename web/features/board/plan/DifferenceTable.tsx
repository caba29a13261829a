/* Before and after, per technician for whom something changes, and for all together. */
import { useTranslation } from "react-i18next";
import {
  type Comparison,
  DAY_METRICS,
  type DayMetric,
  type Difference,
  TECHNICIAN_METRICS,
  type TechnicianMetric,
} from "../../../../shared/planning/compare";
import { useWords } from "../../../lib/useWords";
import type { TechnicianRow } from "../boardData";
import { type MetricWords, useMetricWords } from "./metricWords";
import { TrendMark } from "./TrendMark";

export interface DifferenceTableProps {
  readonly comparison: Comparison;
  readonly technicians: readonly TechnicianRow[];
}

export function DifferenceTable({ comparison, technicians }: DifferenceTableProps) {
  const { t } = useTranslation();
  const words = useWords();
  const metrics = useMetricWords();
  const names = new Map(technicians.map((one) => [String(one.technicianId), words.name(one.name)]));
  const total = DAY_METRICS.filter((metric) => comparison.total[metric].trend !== "same");
  if (total.length === 0 && comparison.technicians.length === 0)
    return <p className="text-sm text-ink-2">{t("plan.panel.noChange")}</p>;
  return (
    <>
      <table className="w-full border-collapse text-xs">
        <caption className="sr-only">{t("plan.panel.caption")}</caption>
        <thead>
          <tr className="border-b border-line-strong text-ink-3">
            <th scope="col">
              <span className="sr-only">{t("plan.panel.metric")}</span>
            </th>
            <th scope="col" className="py-1 text-end font-medium">
              {t("plan.panel.before")}
            </th>
            <th scope="col" className="py-1 text-end font-medium">
              {t("plan.panel.after")}
            </th>
            <th scope="col">
              <span className="sr-only">{t("plan.panel.trend")}</span>
            </th>
          </tr>
        </thead>
        <Rows
          title={t("plan.panel.total")}
          metrics={total}
          of={(metric: DayMetric) => comparison.total[metric]}
          words={metrics}
        />
        {comparison.technicians.map(({ technicianId, metrics: own }) => (
          <Rows
            key={technicianId}
            title={names.get(technicianId) ?? ""}
            metrics={TECHNICIAN_METRICS.filter((metric) => own[metric].trend !== "same")}
            of={(metric: TechnicianMetric) => own[metric]}
            words={metrics}
          />
        ))}
      </table>
      <p className="mt-2 text-2xs text-ink-3">{t("plan.panel.estimate")}</p>
    </>
  );
}

interface RowsProps<M extends DayMetric | TechnicianMetric> {
  readonly title: string;
  readonly metrics: readonly M[];
  readonly of: (metric: M) => Difference;
  readonly words: MetricWords;
}

function Rows<M extends DayMetric | TechnicianMetric>({ title, metrics, of, words }: RowsProps<M>) {
  return (
    <tbody className="border-b border-line last:border-b-0">
      <tr>
        <th scope="rowgroup" colSpan={4} className="pt-2 pb-0.5 text-start text-sm font-medium">
          <bdi>{title}</bdi>
        </th>
      </tr>
      {metrics.map((metric) => {
        const difference = of(metric);
        return (
          <tr key={metric}>
            <th scope="row" className="py-0.5 text-start font-normal text-ink-2">
              {words.name(metric)}
            </th>
            <td className="py-0.5 ps-2 text-end whitespace-nowrap text-ink-2">
              <bdi>{words.value(metric, difference.before)}</bdi>
            </td>
            <td className="py-0.5 ps-2 text-end font-medium whitespace-nowrap">
              <bdi>{words.value(metric, difference.after)}</bdi>
            </td>
            <td className="w-24 py-0.5 ps-2">
              <span className="flex items-center gap-1 whitespace-nowrap">
                <TrendMark trend={difference.trend} />
                <bdi>{words.delta(metric, difference)}</bdi>
              </span>
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}
