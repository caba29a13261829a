/* Opening hours, days off and holidays of one branch: what promises count by. Saved as a whole. */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { roleHas } from "../../../shared/access/permissions";
import { clockText, isServiceDay } from "../../../shared/time/zones";
import { useMe } from "../../lib/session";
import { useAttempt } from "../../lib/useAttempt";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";
import { showToast } from "../../ui/toastQueue";
import { minuteOf } from "./clockField";

type Calendar = FunctionReturnType<typeof api.sla.calendars>[number];

export function CalendarEditor({ calendar }: { readonly calendar: Calendar }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const me = useMe();
  const update = useMutation(api.sla.updateCalendar);
  const attempt = useAttempt(calendar.zone);
  const [opens, setOpens] = useState(clockText(calendar.hours.openMinute));
  const [closes, setCloses] = useState(clockText(calendar.hours.closeMinute));
  const [weekend, setWeekend] = useState<readonly number[]>(calendar.weekend);
  const [holidays, setHolidays] = useState<readonly string[]>(calendar.holidays);
  const [day, setDay] = useState("");
  const mayChange = roleHas(me.role, "sla.manage");
  const [openMinute, closeMinute] = [minuteOf(opens), minuteOf(closes)];
  const fits = openMinute !== null && openMinute < 1440 && closeMinute !== null && weekend.length < 7;
  const overnight = fits && closeMinute <= openMinute;
  const toggle = (weekday: number) =>
    setWeekend(weekend.includes(weekday) ? weekend.filter((one) => one !== weekday) : [...weekend, weekday]);
  const add = () => {
    if (isServiceDay(day) && !holidays.includes(day)) setHolidays([...holidays, day].toSorted());
    setDay("");
  };
  const save = async () => {
    if (!fits) return;
    const change = {
      branchId: calendar.branchId,
      weekend: [...weekend],
      hours: { openMinute, closeMinute },
      holidays: [...holidays],
    };
    if (await attempt.run(() => update(change))) showToast({ tone: "done", title: t("sla.saved") });
  };
  return (
    <form
      aria-label={words.name(calendar.name)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      className="flex flex-col gap-3 rounded-lg border border-line bg-raised p-4 shadow-rest"
    >
      <h3 className="text-md font-semibold">
        <bdi>{words.name(calendar.name)}</bdi>
      </h3>
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          className="w-28"
          ltr
          label={t("sla.calendar.opens")}
          value={opens}
          onChange={setOpens}
          isDisabled={!mayChange}
          {...(openMinute === null ? { error: t("sla.calendar.clock") } : {})}
        />
        <TextField
          className="w-28"
          ltr
          label={t("sla.calendar.closes")}
          value={closes}
          onChange={setCloses}
          isDisabled={!mayChange}
          {...(closeMinute === null
            ? { error: t("sla.calendar.clock") }
            : overnight
              ? { hint: t("sla.calendar.overnight") }
              : {})}
        />
      </div>
      <fieldset disabled={!mayChange}>
        <legend className="mb-1 text-sm font-medium text-ink-2">{t("sla.calendar.daysOff")}</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {[0, 1, 2, 3, 4, 5, 6].map((weekday) => (
            <label key={weekday} className="flex items-center gap-1.5 text-sm">
              <input
                type="checkbox"
                className="size-6 accent-accent"
                checked={weekend.includes(weekday)}
                onChange={() => toggle(weekday)}
              />
              {words.weekday(weekday)}
            </label>
          ))}
        </div>
        {weekend.length === 7 && (
          <p role="alert" className="text-xs text-urgent-ink">
            {t("sla.calendar.neverOpen")}
          </p>
        )}
      </fieldset>
      <div>
        <p className="mb-1 text-sm font-medium text-ink-2">{t("sla.calendar.holidays")}</p>
        {holidays.length === 0 && <p className="text-xs text-ink-3">{t("sla.calendar.noHolidays")}</p>}
        <ul className="flex flex-wrap gap-2">
          {holidays.map((one) => (
            <li key={one} className="inline-flex items-center gap-1 rounded-sm bg-sunken ps-2 text-sm">
              {format.serviceDay(one, "short")}
              {mayChange && (
                <IconButton
                  size="small"
                  label={t("sla.calendar.removeHoliday", { day: format.serviceDay(one, "short") })}
                  icon={<X aria-hidden className="size-3.5" />}
                  onPress={() => setHolidays(holidays.filter((other) => other !== one))}
                />
              )}
            </li>
          ))}
        </ul>
        {mayChange && (
          <div className="mt-2 flex items-end gap-2">
            <TextField type="date" ltr label={t("sla.calendar.newHoliday")} value={day} onChange={setDay} />
            <Button isDisabled={!isServiceDay(day)} onPress={add}>
              {t("sla.calendar.addHoliday")}
            </Button>
          </div>
        )}
      </div>
      {mayChange && (
        <Button
          tone="primary"
          type="submit"
          className="self-start"
          isDisabled={!fits}
          isPending={attempt.busy}
        >
          {t("sla.save")}
        </Button>
      )}
      <ProblemNotice problem={attempt.problem} />
    </form>
  );
}
