/* Where one is among the three steps; done ones lead back [S-04]. */
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { cx } from "../../ui/classNames";
import { type Step, STEP_NAMES, STEPS } from "./requestDraft";

export interface StepperProps {
  readonly step: Step;
  readonly linkTo: (step: Step, children: ReactNode) => ReactNode;
}

export function Stepper({ step, linkTo }: StepperProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <nav aria-label={t("request.steps.label")}>
      <ol className="flex items-center gap-2">
        {STEPS.map((one) => {
          const done = one < step;
          const face = (
            <span className="flex min-h-10 items-center gap-2">
              <span
                className={cx(
                  "grid size-7 shrink-0 place-items-center rounded-full border-2 text-sm font-semibold",
                  done
                    ? "border-accent bg-accent text-on-accent"
                    : one === step
                      ? "border-accent text-accent"
                      : "border-line-strong text-ink-3",
                )}
              >
                {done ? <Check aria-hidden className="size-4" /> : format.number(one)}
              </span>
              <span className={cx("text-sm max-sm:sr-only", one === step ? "font-semibold" : "text-ink-2")}>
                {t(`request.steps.${STEP_NAMES[one]}`)}
              </span>
            </span>
          );
          return (
            <li
              key={one}
              className={cx("flex items-center gap-2", one < STEPS.length && "flex-1")}
              {...(one === step ? { "aria-current": "step" as const } : {})}
            >
              {done ? linkTo(one, face) : face}
              {one < STEPS.length && (
                <span aria-hidden className={cx("h-0.5 flex-1", done ? "bg-accent" : "bg-line-strong")} />
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
