/*
 * What lies under and over the visits of a lane: absences, the roads between visits, what really happened, and where the
 * forecast differs from the plan. Takes no pointer; everything here is also said by the visit's own words.
 */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { travelLegs } from "../../../../shared/forecast/travelLegs";
import { MINUTE_MS } from "../../../../shared/time/zones";
import { useFormat } from "../../../lib/useFormat";
import { cx } from "../../../ui/classNames";
import { spanStyle } from "../LaneVisit";
import type { LaneRow } from "../laneRows";
import type { LaneScale } from "../laneScale";
import { useTechnicianForecast } from "./forecastContext";
import { technicianDay } from "./technicianDays";

export interface LaneLayersProps {
  readonly row: LaneRow;
  readonly scale: LaneScale;
}

/** Smaller differences between plan and forecast are not drawn. */
const VISIBLE_MS = 5 * MINUTE_MS;
const NOWHERE = new Map<string, never>();

function onScale(scale: LaneScale, from: number, until: number): boolean {
  return from < scale.endsAt && until > scale.startsAt && until > from;
}

/** Absences and roads, under the visits. */
export function LaneUnderlay({ row, scale }: LaneLayersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const legs = useMemo(() => travelLegs(technicianDay(row, NOWHERE, 0).visits), [row]);
  return (
    <>
      {row.technician.absences
        .filter(({ from, until }) => onScale(scale, from, until))
        .map(({ absenceId, from, until, reason }) => {
          const text = t("late.lane.absent", {
            reason: t(`absenceReasons.${reason}`),
            span: format.span(Math.max(from, scale.startsAt), Math.min(until, scale.endsAt), scale.zone),
          });
          return (
            <div
              key={absenceId}
              data-absence
              title={text}
              className="hatched absolute inset-y-0 flex items-end overflow-hidden border-s border-line-strong"
              style={spanStyle(scale, from, until)}
            >
              <bdi className="truncate ps-1 text-2xs text-ink-3">{t(`absenceReasons.${reason}`)}</bdi>
              <span className="sr-only">{text}</span>
            </div>
          );
        })}
      {legs
        .filter(({ startsAt, endsAt }) => onScale(scale, startsAt, endsAt))
        .map(({ key, number, startsAt, endsAt, driven, shortMs }) => {
          const length = format.duration(endsAt - startsAt);
          const text =
            shortMs > 0
              ? t("late.lane.travelShort", { length, number, short: format.duration(shortMs) })
              : t("late.lane.travel", { length, number });
          return (
            <div
              key={key}
              data-travel={shortMs > 0 ? "short" : driven ? "driven" : "planned"}
              title={text}
              className="absolute inset-y-0 z-1 flex items-center"
              style={spanStyle(scale, startsAt, endsAt)}
            >
              <span
                aria-hidden
                className={cx(
                  "w-full border-t-2",
                  shortMs > 0
                    ? "border-dashed border-urgent"
                    : driven
                      ? "border-solid border-ink-3"
                      : "border-dotted border-ink-3",
                )}
              />
              <span className="sr-only">{text}</span>
            </div>
          );
        })}
    </>
  );
}

/** What really happened, and what is forecast beyond the plan; over the visits, under the ghost of a drop. */
export function LaneOverlay({ row, scale }: LaneLayersProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const forecasts = useTechnicianForecast(row.technician.technicianId);
  const { timed } = row;
  return (
    <>
      {timed.map(({ ticket, arrivedAt, finishedAt, endsAt }) => {
        if (arrivedAt === null || finishedAt === null || !onScale(scale, arrivedAt, finishedAt)) return null;
        const difference = endsAt - finishedAt;
        const end =
          Math.abs(difference) < VISIBLE_MS
            ? ""
            : ` · ${t(difference > 0 ? "late.lane.early" : "late.lane.over", { length: format.duration(Math.abs(difference)) })}`;
        const text = `${t("late.lane.actual", { span: format.span(arrivedAt, finishedAt, scale.zone) })}${end}`;
        return (
          <div
            key={ticket.ticketId}
            data-actual={ticket.number}
            className="pointer-events-none absolute bottom-0 z-3 h-1.5 min-w-1 rounded-full border border-raised bg-ink-2"
            style={spanStyle(scale, arrivedAt, finishedAt)}
          >
            <span className="sr-only">{text}</span>
          </div>
        );
      })}
      {forecasts.map(({ key, basis, arrivesAt, endsAt, plannedStartsAt, plannedEndsAt, lateMs }) => {
        const starts = basis === "present" ? plannedEndsAt : arrivesAt;
        const overMs = endsAt - plannedEndsAt;
        if (basis === "present" ? overMs < VISIBLE_MS : lateMs < VISIBLE_MS) return null;
        if (!onScale(scale, starts, endsAt)) return null;
        const shown = basis === "present" ? overMs : arrivesAt - plannedStartsAt;
        return (
          <div
            key={key}
            data-forecast={key}
            className="pointer-events-none absolute inset-y-1 z-5 flex items-start justify-end overflow-visible rounded-sm border-2 border-dashed border-urgent/70"
            style={spanStyle(scale, starts, endsAt)}
          >
            <bdi className="-mt-1.5 shrink-0 rounded-sm bg-urgent-soft px-1 whitespace-nowrap text-2xs font-medium text-urgent-ink">
              {`+${format.duration(shown)}`}
            </bdi>
            <span className="sr-only">
              {t("late.lane.forecast", { span: format.span(starts, endsAt, scale.zone) })}
            </span>
          </div>
        );
      })}
    </>
  );
}
