/* Who, which day, how much is left, and the duty switch. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
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
          {format.day(now, day.branch.zone)} · {words.name(day.branch.name)}
          <span className="block font-medium text-ink">
            {t("technician.left", { count: left })} · {t("technician.done", { count: day.finished.length })}
          </span>
        </p>
        <DutySwitch onDuty={day.technician.onDuty} pending={dutyPending} onChange={onDuty} />
      </div>
    </header>
  );
}
