/* Parts of the day a customer may wish for, with their hours in the reader's digits. */
import { useTranslation } from "react-i18next";
import { DAY_SLOTS, type DaySlot } from "../../shared/intake/request";
import { useFormat } from "./useFormat";

const MINUTES_PER_HOUR = 60;

export function useSlotWords(): (slot: DaySlot) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (slot) => {
    const { startMinute, endMinute } = DAY_SLOTS[slot];
    return t(`intake.slots.${slot}`, {
      from: format.number(startMinute / MINUTES_PER_HOUR),
      to: format.number(endMinute / MINUTES_PER_HOUR),
    });
  };
}
