/* Whether a change is better or worse, by shape and word; colour only repeats it. */
import { ArrowLeftRight, CircleCheck, Minus, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Trend } from "../../../../shared/planning/compare";
import { cx } from "../../../ui/classNames";

const SHAPES = { better: CircleCheck, worse: TriangleAlert, changed: ArrowLeftRight, same: Minus } as const;

export function TrendMark({ trend }: { readonly trend: Trend }) {
  const { t } = useTranslation();
  const Shape = SHAPES[trend];
  return (
    <span
      {...(trend === "better" ? { "data-phase": "closed_good" } : {})}
      className={cx(
        "inline-flex shrink-0",
        trend === "better" ? "text-p" : trend === "worse" ? "text-urgent" : "text-ink-3",
      )}
    >
      <Shape aria-hidden className="size-3.5" />
      <span className="sr-only">{t(`plan.trends.${trend}`)}</span>
    </span>
  );
}
