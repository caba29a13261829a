/* A day and an hour in the branch's own time. The hour may be left open where the technician alone is to be named. */
import { useTranslation } from "react-i18next";
import {
  addDays,
  dayRange,
  HOUR_MS,
  instantAt,
  isServiceDay,
  MINUTE_MS,
  minuteOfDay,
  serviceDayOf,
} from "../../shared/time/zones";
import { useFormat } from "../lib/useFormat";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";

export interface TimeDraft {
  /** Service day of the branch; whatever was typed until it is one. */
  readonly day: string;
  /** Minute of the day, or null for no hour yet. */
  readonly minute: number | null;
  /** Of an hour that the clocks go through twice, the second time. */
  readonly again?: boolean;
}

const STEP_MINUTES = 30;
const UNTIMED = "untimed";

/** What a planned ticket starts with: its own time, else the next working half hour without an hour chosen. */
export function firstDraft(startsAt: number | null, now: number, zone: string): TimeDraft {
  return startsAt === null ? { day: serviceDayOf(now, zone), minute: null } : draftOf(startsAt, zone);
}

/** The draft that names an instant, and no other one. */
export function draftOf(startsAt: number, zone: string): TimeDraft {
  const draft = { day: serviceDayOf(startsAt, zone), minute: minuteOfDay(startsAt, zone) };
  return instantAt(draft.day, draft.minute, zone) < minuteStart(startsAt) ? { ...draft, again: true } : draft;
}

const minuteStart = (at: number) => Math.floor(at / MINUTE_MS) * MINUTE_MS;

/** The instant the draft names; null without an hour or with a day that is none. */
export function startOf({ day, minute, again = false }: TimeDraft, zone: string): number | null {
  if (minute === null || !isServiceDay(day)) return null;
  const first = instantAt(day, minute, zone);
  return again ? (secondTime(first, zone) ?? first) : first;
}

/** When the clock of the zone shows the same minute of the same day once more; null on all days but one of the year. */
function secondTime(first: number, zone: string): number | null {
  const later = first + HOUR_MS;
  const isSame =
    serviceDayOf(later, zone) === serviceDayOf(first, zone) &&
    minuteOfDay(later, zone) === minuteOfDay(first, zone);
  return isSame ? later : null;
}

/** Every half hour of a day that can be chosen, in order: none that the clocks leave out, and both that they repeat. */
export function startsOfDay(
  day: string,
  zone: string,
): { readonly startsAt: number; readonly again: boolean }[] {
  const { startsAt, endsAt } = dayRange(day, zone);
  const starts: { startsAt: number; again: boolean }[] = [];
  for (let at = startsAt; at < endsAt; at += STEP_MINUTES * MINUTE_MS)
    starts.push({ startsAt: at, again: draftOf(at, zone).again === true });
  return starts;
}

function sameClock(one: number, other: number, zone: string): boolean {
  return (
    minuteOfDay(one, zone) === minuteOfDay(other, zone) &&
    serviceDayOf(one, zone) === serviceDayOf(other, zone)
  );
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
  const chosen = startOf(value, zone);
  const starts = isDay ? startsOfDay(day, zone).map((one) => one.startsAt) : [];
  const shown = starts.filter((at) => !isToday || at + STEP_MINUTES * MINUTE_MS > now || at === chosen);
  // A visit that does not begin at a half hour keeps its own time among them.
  if (chosen !== null && !shown.includes(chosen)) shown.push(chosen);
  shown.sort((a, b) => a - b);
  const isTwice = (at: number) =>
    shown.some((other) => Math.abs(other - at) === HOUR_MS && sameClock(other, at, zone));
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        ltr
        type="date"
        size={size}
        label={t("planning.day")}
        value={day}
        {...(isDay ? {} : { error: t("planning.noDay") })}
        onChange={(next) => onChange({ day: next, minute })}
      />
      <Select
        size={size}
        label={t("planning.time")}
        placeholder={t("planning.choose")}
        disabled={!isDay}
        value={chosen === null ? (untimed === undefined || minute !== null ? null : UNTIMED) : String(chosen)}
        onChange={(next) => onChange(next === UNTIMED ? { day, minute: null } : draftOf(Number(next), zone))}
        options={[
          ...(untimed === undefined ? [] : [{ value: UNTIMED, label: untimed }]),
          ...shown.map((startsAt) => ({
            value: String(startsAt),
            label: format.span(startsAt, startsAt + lengthMs, zone),
            ...(isTwice(startsAt)
              ? { note: t(draftOf(startsAt, zone).again ? "planning.afterChange" : "planning.beforeChange") }
              : {}),
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
              onClick={() => onChange({ day: shortcut, minute })}
            >
              {ahead === 0 ? t("planning.today") : format.serviceDay(shortcut, "short")}
            </button>
          );
        })}
      </p>
    </div>
  );
}
