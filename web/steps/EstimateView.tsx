/* One estimate as it is read: lines, totals with tax, and what became of it. Actions are the caller's. */
import type { FunctionReturnType } from "convex/server";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { api } from "../../convex/_generated/api";
import { useFormat } from "../lib/useFormat";

export type Estimate = FunctionReturnType<typeof api.records.estimates>[number];

export interface EstimateViewProps {
  readonly estimate: Estimate;
  readonly zone: string;
  readonly children?: ReactNode;
}

export function EstimateView({ estimate, zone, children }: EstimateViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = (minor: number) => format.money(minor, estimate.currency);
  const totals = [
    { term: t("steps.estimate.net"), value: estimate.netMinor },
    { term: t("steps.estimate.tax"), value: estimate.taxMinor },
  ];
  return (
    <article className="rounded-md border border-line p-3 text-sm">
      <p className="flex items-baseline gap-2">
        <span className="font-medium">
          {t("steps.estimate.number", { serial: format.number(estimate.serial) })}
        </span>
        <span>{t(`steps.estimate.state.${estimate.state}`)}</span>
        {estimate.answer !== null && (
          <span className="text-xs text-ink-3">
            {t(`steps.estimate.method.${estimate.answer.method}`)} ·{" "}
            {format.dateTime(estimate.answer.at, zone)}
          </span>
        )}
      </p>
      <ul className="mt-2 divide-y divide-line">
        {estimate.lines.map((line, index) => (
          <li
            // Lines of one estimate never move.
            key={index}
            className="flex gap-2 py-1"
          >
            <span className="min-w-0 flex-1 break-words">
              <bdi>{line.description}</bdi>
              <span className="text-ink-3"> · {t(`steps.estimate.kinds.${line.kind}`)}</span>
            </span>
            {line.quantity > 1 && <span className="text-ink-2">{format.number(line.quantity)}×</span>}
            <bdi>{money(line.unitAmountMinor)}</bdi>
          </li>
        ))}
      </ul>
      <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-3">
        {totals.map(({ term, value }) => (
          <div key={term} className="contents text-ink-2">
            <dt>{term}</dt>
            <dd>
              <bdi>{money(value)}</bdi>
            </dd>
          </div>
        ))}
        <dt className="font-semibold">{t("steps.estimate.total")}</dt>
        <dd className="font-semibold">
          <bdi>{money(estimate.totalMinor)}</bdi>
        </dd>
      </dl>
      {estimate.note !== "" && (
        <p className="mt-2 text-xs text-ink-2">
          <bdi>{estimate.note}</bdi>
        </p>
      )}
      {estimate.answer !== null && estimate.answer.note !== "" && (
        <p className="mt-1 text-xs">
          <bdi>{estimate.answer.note}</bdi>
        </p>
      )}
      {children}
    </article>
  );
}
