/* Who, which day, how much is left, when he is away today, and the duty switch. */
import { CalendarOff } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { dayRange, serviceDayOf } from "../../../shared/time/zones";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { absenceWords } from "../../steps/absenceTimes";
import { DutySwitch } from "./DutySwitch";
import type { OwnDay } from "./ownDay";

export interface DayHeaderProps {
  readonly day: OwnDay;
  readonly now: number;
  readonly left: number;
  readonly dutyPending: boolean;
  readonly onDuty: (onDuty: boolean) => void;
  readonly settings: ReactNode;
}

export function DayHeader({ day, now, left, dutyPending, onDuty, settings }: DayHeaderProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const { zone } = day.branch;
  const { endsAt } = dayRange(serviceDayOf(now, zone), zone);
  const away = day.absences.filter(({ from, until }) => from < endsAt && until > now);
  return (
    <header className="grid gap-1 border-b border-line bg-paper px-4 pt-2 pb-2">
      <div className="flex items-center gap-3">
        <h1 className="min-w-0 flex-1 truncate text-xl font-semibold">
          <bdi>{words.name(day.technician.name)}</bdi>
        </h1>
        {settings}
      </div>
      <div className="flex items-center justify-between gap-3">
        <p className="min-w-0 text-md text-ink-2">
          {format.day(now, zone)} · {words.name(day.branch.name)}
          <span className="block font-medium text-ink">
            {t("technician.left", { count: left })} · {t("technician.done", { count: day.finished.length })}
          </span>
        </p>
        <DutySwitch onDuty={day.technician.onDuty} pending={dutyPending} onChange={onDuty} />
      </div>
      {away.map((one) => (
        <p key={one.absenceId} className="flex items-center gap-2 text-md">
          <CalendarOff aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span>
            {t(one.from <= now ? "technician.away.now" : "technician.away.later", {
              reason: t(`absenceReasons.${one.reason}`),
            })}{" "}
            <bdi>{absenceWords(format, one.from, one.until, zone)}</bdi>
          </span>
        </p>
      ))}
    </header>
  );
}
