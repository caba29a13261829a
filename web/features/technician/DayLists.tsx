/* The rest of the day: jobs still to come, and behind a fold what is finished. */
import { useTranslation } from "react-i18next";
import type { ForecastJob } from "./forecastDay";
import { JobRow } from "./JobRow";

export interface DayListsProps {
  readonly others: readonly ForecastJob[];
  readonly finished: readonly ForecastJob[];
  readonly zone: string;
  readonly onOpen: (ticketId: string) => void;
}

export function DayLists({ others, finished, zone, onOpen }: DayListsProps) {
  const { t } = useTranslation();
  return (
    <>
      {others.length > 0 && (
        <section aria-labelledby="jobs-title" className="mt-4">
          <h2 id="jobs-title" className="px-4 pb-1 text-md font-semibold">
            {t("technician.jobs")}
          </h2>
          <ul className="divide-y divide-line border-y border-line">
            {others.map((one) => (
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
