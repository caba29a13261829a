/* The day in four numbers [S-40]: what waits, what is under way, what waits for parts, what is finished and how. */
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useFormat } from "../../lib/useFormat";
import type { ForecastJob } from "./forecastDay";

export interface DayTilesProps {
  readonly jobs: readonly ForecastJob[];
  readonly waiting: readonly ForecastJob[];
  readonly finished: readonly ForecastJob[];
}

export function DayTiles({ jobs, waiting, finished }: DayTilesProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const planned = jobs.filter(({ status }) => STATUS_META[status].phase === "planned").length;
  const fixed = finished.filter(({ status }) => status === "completed").length;
  const tiles = [
    { label: t("technician.tiles.planned"), value: planned },
    { label: t("technician.tiles.underWay"), value: jobs.length - planned },
    { label: t("technician.tiles.parts"), value: waiting.length },
    { label: t("technician.tiles.fixed"), value: fixed },
    { label: t("technician.tiles.notFixed"), value: finished.length - fixed },
  ];
  return (
    <dl className="grid grid-cols-5 gap-px border-b border-line bg-line">
      {tiles.map(({ label, value }) => (
        <div key={label} className="flex flex-col-reverse justify-end bg-paper px-1 py-2 text-center">
          <dt className="text-xs leading-tight text-ink-2">{label}</dt>
          <dd className="text-xl font-semibold">{format.number(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
