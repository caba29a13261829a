/* The sentence on top, its status mark, and what must be said honestly about the position. */
import { useTranslation } from "react-i18next";
import { STATUS_META } from "../../../shared/tickets/statuses";
import { pastMoment } from "../../lib/pastMoment";
import { useFormat } from "../../lib/useFormat";
import { PhaseBadge } from "../../ui/PhaseBadge";
import { isSignalLost, mapAbsence, type Tracked, trackingSentence } from "./trackingSentence";

export interface TrackingHeadlineProps {
  readonly tracked: Tracked;
  readonly now: number;
  /** The technician as the sentence calls him. */
  readonly name: string;
}

export function TrackingHeadline({ tracked, now, name }: TrackingHeadlineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, zone, live } = tracked;
  const sentence = trackingSentence(tracked, now);

  const words = (): string => {
    switch (sentence.key) {
      case "scheduled":
      case "scheduledToday":
        return t(`tracking.sentence.${sentence.key}`, {
          name,
          day: format.day(sentence.startsAt, zone),
          from: format.time(sentence.startsAt, zone),
          to: format.time(sentence.endsAt, zone),
        });
      case "scheduledLate":
        return t("tracking.sentence.scheduledLate", { name, from: format.time(sentence.startsAt, zone) });
      case "on_routeEta":
        return t("tracking.sentence.on_routeEta", { name, count: sentence.minutes });
      default:
        return t(`tracking.sentence.${sentence.key}`, { name });
    }
  };

  const lost = isSignalLost(tracked, now);
  const absence = mapAbsence(tracked, now);
  return (
    <section aria-live="polite" aria-atomic className="grid gap-3">
      <PhaseBadge
        size="medium"
        phase={STATUS_META[status].phase}
        letter={t(`marks.${status}`)}
        label={t(`customerStatuses.${status}`)}
      />
      <h1 className="text-2xl font-semibold leading-(--leading-tight) text-balance">{words()}</h1>
      {sentence.key === "on_routeEta" && !lost && (
        <p className="text-lg text-ink-2">
          {t("tracking.arrival", { time: format.time(sentence.arrivesAt, zone) })}
        </p>
      )}
      {lost && live?.position && (
        <p className="text-md text-ink-2">
          {t("tracking.signalLost", {
            when: format.relative(live.position.recordedAt, pastMoment(live.position.recordedAt, now)),
          })}
        </p>
      )}
      {absence !== null && <p className="text-md text-ink-2">{t(`tracking.${absence}`)}</p>}
    </section>
  );
}
