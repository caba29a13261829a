/* One job of the day in a list: time, customer, place, status. With `onOpen` a tap makes it the job at hand. */
import { CloudUpload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { PhaseMark } from "../../ui/PhaseMark";
import type { ForecastJob } from "./forecastDay";

export interface JobRowProps {
  readonly forecast: ForecastJob;
  readonly zone: string;
  readonly onOpen?: () => void;
}

const ROW = "flex min-h-16 w-full items-center gap-3 bg-paper px-4 py-2 text-start";

export function JobRow({ forecast, zone, onOpen }: JobRowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { ticket } = forecast.job;
  const { startsAt } = forecast.facts;
  const content = (
    <>
      <span className="w-14 shrink-0 text-lg font-semibold">
        {startsAt === null ? (
          <>
            <span aria-hidden>—</span>
            <span className="sr-only">{t("technician.untimed")}</span>
          </>
        ) : (
          format.time(startsAt, zone)
        )}
      </span>
      <PhaseMark
        phase={STATUS_META[forecast.status].phase}
        letter={t(`marks.${forecast.status}`)}
        size={28}
      />
      <span className="min-w-0 flex-1">
        <Bidi className="truncate text-lg">{ticket.contactName}</Bidi>
        <Bidi className="truncate text-sm text-ink-2">{ticket.address}</Bidi>
        <span className="sr-only">{words.status(forecast.status)}</span>
      </span>
      {forecast.unconfirmed && (
        <>
          <CloudUpload aria-hidden className="size-5 shrink-0 text-ink-3" />
          <span className="sr-only">{t("technician.outbox.sending")}</span>
        </>
      )}
    </>
  );
  return onOpen ? (
    <button type="button" onClick={onOpen} className={`${ROW} active:bg-sunken`}>
      {content}
    </button>
  ) : (
    <div className={ROW}>{content}</div>
  );
}
