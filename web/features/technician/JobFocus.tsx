/* The job the page is about, large: who, where, what, when, and the taps a technician needs before any step. */
import { KeyRound, MapPin, Navigation, Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { cx } from "../../ui/classNames";
import { Ltr } from "../../ui/Ltr";
import { PhaseBadge } from "../../ui/PhaseBadge";
import type { ForecastJob } from "./forecastDay";
import { navigationLinks, telLink } from "./navigationLinks";

export interface JobFocusProps {
  readonly forecast: ForecastJob;
  readonly zone: string;
  readonly now: number;
}

const TAP =
  "flex min-h-16 min-w-0 flex-1 flex-col items-center justify-center gap-1 rounded-md border-2 border-ink-3 bg-raised px-1 text-md font-semibold text-ink active:bg-sunken";

export function JobFocus({ forecast, zone, now }: JobFocusProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { ticket, accessNotes } = forecast.job;
  const links = navigationLinks(ticket);
  const { startsAt, endsAt } = forecast.facts;
  const waits = STATUS_META[forecast.status].phase === "planned";
  const city = words.city(ticket.city);
  return (
    <article aria-labelledby="focus-title" className="grid gap-4 bg-paper px-4 py-4">
      <header className="grid gap-2">
        <div className="flex flex-wrap items-center gap-2">
          <PhaseBadge
            size="medium"
            phase={STATUS_META[forecast.status].phase}
            letter={t(`marks.${forecast.status}`)}
            label={words.status(forecast.status)}
          />
          {(ticket.priority === "high" || ticket.priority === "urgent") && (
            <span className="rounded-sm border-2 border-urgent px-1.5 py-0.5 text-sm font-semibold text-urgent">
              {words.priority(ticket.priority)}
            </span>
          )}
          <Ltr className="ms-auto text-md text-ink-2">{ticket.number}</Ltr>
        </div>
        <h2 id="focus-title" className="text-2xl font-semibold leading-(--leading-tight)">
          <bdi>{ticket.contactName}</bdi>
        </h2>
        <p className="text-lg font-medium">
          {startsAt !== null && endsAt !== null ? (
            <>
              {format.span(startsAt, endsAt, zone)}
              {waits && (
                <span
                  className={cx("ms-2 text-md", startsAt < now ? "font-semibold text-urgent" : "text-ink-2")}
                >
                  {startsAt < now
                    ? t("technician.overdue", { when: format.relative(startsAt, now) })
                    : t("technician.startsIn", { when: format.relative(startsAt, now) })}
                </span>
              )}
            </>
          ) : (
            t("technician.untimed")
          )}
        </p>
      </header>
      <dl className="grid gap-3">
        <div>
          <dt className="text-sm text-ink-3">{t("technician.address")}</dt>
          <dd className="flex gap-2 text-lg leading-snug">
            <MapPin aria-hidden className="mt-1 size-5 shrink-0 text-ink-3" />
            <span className="min-w-0">
              <bdi>{ticket.address}</bdi>
              {city !== "" && <span className="text-ink-2"> · {city}</span>}
            </span>
          </dd>
          {accessNotes !== "" && (
            <dd className="mt-1 flex gap-2 text-md leading-snug">
              <KeyRound aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-3" />
              <span className="min-w-0">
                <span className="sr-only">{t("ticket.accessNotes")}: </span>
                <bdi>{accessNotes}</bdi>
              </span>
            </dd>
          )}
          {ticket.point === null && <dd className="mt-1 text-sm text-ink-3">{t("technician.noPoint")}</dd>}
        </div>
        <div>
          <dt className="text-sm text-ink-3">
            {t("technician.problem")} · {words.workType(ticket.workType)}
          </dt>
          <dd className="text-lg leading-snug">
            <bdi>{ticket.problem}</bdi>
          </dd>
        </div>
      </dl>
      <div className="flex gap-2">
        {ticket.phone === null ? (
          <p className={cx(TAP, "border-line text-center text-sm font-normal text-ink-3")}>
            {t("technician.noPhone")}
          </p>
        ) : (
          <a
            href={telLink(ticket.phone)}
            aria-label={t("technician.callName", { name: ticket.contactName })}
            className={TAP}
          >
            <Phone aria-hidden className="size-5" />
            {t("technician.call")}
          </a>
        )}
        <a href={links.google} target="_blank" rel="noreferrer" className={TAP}>
          <Navigation aria-hidden className="size-5" />
          {t("technician.googleMaps")}
        </a>
        <a href={links.waze} target="_blank" rel="noreferrer" className={TAP}>
          <Navigation aria-hidden className="size-5 -scale-x-100" />
          {t("technician.waze")}
        </a>
      </div>
    </article>
  );
}
