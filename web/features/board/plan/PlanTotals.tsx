/* What the draft changes for the whole day, in one line under the banner. */
import { useTranslation } from "react-i18next";
import { type Comparison, DAY_METRICS } from "../../../../shared/planning/compare";
import { useMetricWords } from "./metricWords";
import { TrendMark } from "./TrendMark";

export interface PlanTotalsProps {
  readonly comparison: Comparison;
  readonly hidden: number;
}

export function PlanTotals({ comparison, hidden }: PlanTotalsProps) {
  const { t } = useTranslation();
  const words = useMetricWords();
  return (
    <dl className="flex flex-wrap items-stretch gap-x-5 gap-y-1 bg-accent-soft px-3 py-1 text-xs text-ink">
      {DAY_METRICS.map((metric) => {
        const difference = comparison.total[metric];
        return (
          <div key={metric} className="shrink-0">
            <dt className="text-2xs text-ink-2">{words.name(metric)}</dt>
            <dd className="flex items-center gap-1 whitespace-nowrap">
              <TrendMark trend={difference.trend} />
              <bdi className="font-medium">{words.value(metric, difference.after)}</bdi>
              {difference.trend !== "same" && (
                <bdi className="text-ink-2">{words.delta(metric, difference)}</bdi>
              )}
            </dd>
          </div>
        );
      })}
      {hidden > 0 && (
        <div className="shrink-0 self-center text-ink-2">{t("plan.banner.hidden", { count: hidden })}</div>
      )}
    </dl>
  );
}
