/* One service day back, one ahead, and today. Days are the branch's local days. */
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { addDays, type ServiceDay } from "../../../shared/time/zones";
import { useFormat } from "../../lib/useFormat";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";

export interface DayPickerProps {
  readonly day: ServiceDay;
  readonly today: ServiceDay;
  readonly onChange: (day: ServiceDay) => void;
}

export function DayPicker({ day, today, onChange }: DayPickerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div role="group" aria-label={t("board.day.label")} className="flex items-center gap-0.5">
      <IconButton
        size="small"
        label={t("board.day.previous")}
        icon={<ChevronLeft aria-hidden className="size-4 rtl:-scale-x-100" />}
        onPress={() => onChange(addDays(day, -1))}
      />
      <span aria-live="polite" className="min-w-24 px-1 text-center text-sm font-medium whitespace-nowrap">
        {format.serviceDay(day, "short")}
      </span>
      <IconButton
        size="small"
        label={t("board.day.next")}
        icon={<ChevronRight aria-hidden className="size-4 rtl:-scale-x-100" />}
        onPress={() => onChange(addDays(day, 1))}
      />
      {day !== today && (
        <Button size="small" onPress={() => onChange(today)}>
          {t("board.day.today")}
        </Button>
      )}
    </div>
  );
}
