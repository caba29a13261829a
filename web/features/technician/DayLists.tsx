/* The rest of the day: jobs still to come, and behind a fold what is finished. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { distanceM, type Point } from "../../../shared/geo/point";
import { PRIORITIES } from "../../../shared/tickets/priorities";
import { Select } from "../../ui/Select";
import type { ForecastJob } from "./forecastDay";
import { JobRow } from "./JobRow";

export interface DayListsProps {
  readonly others: readonly ForecastJob[];
  /** Interrupted jobs that wait for parts. */
  readonly waiting: readonly ForecastJob[];
  /** Where the technician is, when the page knows. */
  readonly here: Point | null;
  readonly finished: readonly ForecastJob[];
  readonly zone: string;
  readonly onOpen: (ticketId: string) => void;
}

type Order = "plan" | "nearest" | "oldest" | "priority";

function sorted(jobs: readonly ForecastJob[], order: Order, here: Point | null): readonly ForecastJob[] {
  const away = ({ job: { ticket } }: ForecastJob) =>
    here && ticket.point ? distanceM(here, ticket.point) : Number.POSITIVE_INFINITY;
  switch (order) {
    case "plan":
      return jobs;
    case "nearest":
      return [...jobs].sort((a, b) => away(a) - away(b) || 0);
    case "oldest":
      return [...jobs].sort((a, b) => a.job.ticket.requestedAt - b.job.ticket.requestedAt);
    case "priority":
      return [...jobs].sort(
        (a, b) => PRIORITIES.indexOf(b.job.ticket.priority) - PRIORITIES.indexOf(a.job.ticket.priority),
      );
  }
}

export function DayLists({ others, waiting, here, finished, zone, onOpen }: DayListsProps) {
  const { t } = useTranslation();
  const [order, setOrder] = useState<Order>("plan");
  const orders: readonly Order[] = ["plan", ...(here ? (["nearest"] as const) : []), "oldest", "priority"];
  return (
    <>
      {others.length > 0 && (
        <section aria-labelledby="jobs-title" className="mt-4">
          <div className="flex items-end justify-between gap-3 px-4 pb-2">
            <h2 id="jobs-title" className="text-md font-semibold">
              {t("technician.jobs")}
            </h2>
            {others.length > 1 && (
              <Select
                label={t("technician.sort.label")}
                value={order}
                onChange={setOrder}
                options={orders.map((value) => ({ value, label: t(`technician.sort.${value}`) }))}
              />
            )}
          </div>
          <ul className="divide-y divide-line border-y border-line">
            {sorted(others, order, here).map((one) => (
              <li key={one.job.ticket.ticketId}>
                <JobRow forecast={one} zone={zone} onOpen={() => onOpen(one.job.ticket.ticketId)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {waiting.length > 0 && (
        <section aria-labelledby="waiting-title" className="mt-4">
          <h2 id="waiting-title" className="px-4 pb-1 text-md font-semibold">
            {t("technician.waitingParts")}
          </h2>
          <ul className="divide-y divide-line border-y border-line">
            {waiting.map((one) => (
              <li key={one.job.ticket.ticketId}>
                <JobRow forecast={one} zone={zone} onOpen={() => onOpen(one.job.ticket.ticketId)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {finished.length > 0 && (
        <details className="mt-4">
          <summary className="flex min-h-12 cursor-default items-center px-4 text-md font-semibold">
            {t("technician.finished")} · {t("technician.done", { count: finished.length })}
          </summary>
          <ul className="divide-y divide-line border-y border-line">
            {finished.map((one) => (
              <li key={one.job.ticket.ticketId}>
                <JobRow forecast={one} zone={zone} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
