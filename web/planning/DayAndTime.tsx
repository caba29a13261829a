/* A day and an hour in the branch's own time. The hour may be left open where the technician alone is to be named. */
import { useTranslation } from "react-i18next";
import { addDays, instantAt, isServiceDay, minuteOfDay, serviceDayOf } from "../../shared/time/zones";
import { useFormat } from "../lib/useFormat";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";

export interface TimeDraft {
  /** Service day of the branch; whatever was typed until it is one. */
  readonly day: string;
  /** Minute of the day, or null for no hour yet. */
  readonly minute: number | null;
}

const STEP_MINUTES = 30;
const DAY_MINUTES = 24 * 60;
const UNTIMED = "untimed";

/** What a planned ticket starts with: its own time, else the next working half hour without an hour chosen. */
export function firstDraft(startsAt: number | null, now: number, zone: string): TimeDraft {
  return startsAt === null
    ? { day: serviceDayOf(now, zone), minute: null }
    : { day: serviceDayOf(startsAt, zone), minute: minuteOfDay(startsAt, zone) };
}

/** The instant the draft names; null without an hour or with a day that is none. */
export function startOf({ day, minute }: TimeDraft, zone: string): number | null {
  return minute === null || !isServiceDay(day) ? null : instantAt(day, minute, zone);
}

export interface DayAndTimeProps {
  readonly value: TimeDraft;
  readonly onChange: (value: TimeDraft) => void;
  readonly zone: string;
  readonly now: number;
  readonly lengthMs: number;
  /** Words for "no hour"; without them an hour must be chosen. */
  readonly untimed?: string;
  readonly size?: "medium" | "phone";
}

export function DayAndTime({
  value,
  onChange,
  zone,
  now,
  lengthMs,
  untimed,
  size = "medium",
}: DayAndTimeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { day, minute } = value;
  const isDay = isServiceDay(day);
  const isToday = isDay && day === serviceDayOf(now, zone);
  const minutes: number[] = [];
  for (let at = 0; at < DAY_MINUTES; at += STEP_MINUTES)
    // An hour that a clock change leaves out is offered as the hour it becomes, once.
    if (isDay && (!isToday || instantAt(day, at + STEP_MINUTES, zone) > now || at === minute))
      minutes.push(at);
  if (minute !== null && !minutes.includes(minute)) minutes.push(minute);
  const spans = new Map<number, number>();
  for (const at of minutes.sort((a, b) => a - b)) {
    const startsAt = isDay ? instantAt(day, at, zone) : 0;
    if (!spans.has(startsAt)) spans.set(startsAt, at);
  }
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        ltr
        type="date"
        size={size}
        label={t("planning.day")}
        value={day}
        {...(isDay ? {} : { error: t("planning.noDay") })}
        onChange={(next) => onChange({ ...value, day: next })}
      />
      <Select
        label={t("planning.time")}
        placeholder={t("planning.choose")}
        disabled={!isDay}
        value={minute === null ? (untimed === undefined ? null : UNTIMED) : String(minute)}
        onChange={(next) => onChange({ ...value, minute: next === UNTIMED ? null : Number(next) })}
        options={[
          ...(untimed === undefined ? [] : [{ value: UNTIMED, label: untimed }]),
          ...[...spans].map(([startsAt, at]) => ({
            value: String(at),
            label: format.span(startsAt, startsAt + lengthMs, zone),
          })),
        ]}
      />
      <p className="flex flex-wrap gap-2 sm:col-span-2">
        {[0, 1, 2].map((ahead) => {
          const shortcut = addDays(serviceDayOf(now, zone), ahead);
          return (
            <button
              key={ahead}
              type="button"
              aria-pressed={shortcut === day}
              className="rounded-full border border-line-strong px-3 py-1 text-xs hover:border-ink-3 aria-pressed:border-accent aria-pressed:bg-accent-soft"
              onClick={() => onChange({ ...value, day: shortcut })}
            >
              {ahead === 0 ? t("planning.today") : format.serviceDay(shortcut, "short")}
            </button>
          );
        })}
      </p>
    </div>
  );
}
