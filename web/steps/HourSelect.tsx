/* One half hour of a day in the branch's zone, as an instant: none that the clocks leave out, both that they repeat. */
import { useTranslation } from "react-i18next";
import { addDays, HOUR_MS, instantAt, isServiceDay, minuteOfDay } from "../../shared/time/zones";
import { useFormat } from "../lib/useFormat";
import { startsOfDay } from "../planning/DayAndTime";
import { Select } from "../ui/Select";

export interface HourSelectProps<V extends number | "now"> {
  readonly label: string;
  readonly day: string;
  readonly zone: string;
  /** Only hours later than this are offered. */
  readonly after: number | null;
  /** Words for "from this moment on"; null where that cannot be chosen. */
  readonly soon: string | null;
  /** Offers the end of the day too. */
  readonly withMidnight?: boolean;
  readonly size: "medium" | "phone";
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}

export function HourSelect<V extends number | "now">(props: HourSelectProps<V>) {
  const { label, day, zone, after, soon, withMidnight = false, size, value, onChange } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const isDay = isServiceDay(day);
  const starts = isDay ? startsOfDay(day, zone).map(({ startsAt, again }) => ({ at: startsAt, again })) : [];
  if (isDay && withMidnight) starts.push({ at: instantAt(addDays(day, 1), 0, zone), again: false });
  const shown = starts.filter(({ at }) => after === null || at > after);
  const isTwice = (at: number) =>
    starts.some(
      (other) => Math.abs(other.at - at) === HOUR_MS && minuteOfDay(other.at, zone) === minuteOfDay(at, zone),
    );
  const midnight = isDay ? instantAt(addDays(day, 1), 0, zone) : null;
  return (
    <Select
      size={size}
      label={label}
      placeholder={t("planning.choose")}
      disabled={!isDay}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange((next === "now" ? next : Number(next)) as V)}
      options={[
        ...(soon === null ? [] : [{ value: "now", label: soon }]),
        ...shown.map(({ at, again }) => ({
          value: String(at),
          label: at === midnight ? format.digits("24:00") : format.time(at, zone),
          ...(isTwice(at) ? { note: t(again ? "planning.afterChange" : "planning.beforeChange") } : {}),
        })),
      ]}
    />
  );
}
