/* The day that would suit, one of the next three weeks, or none; and the part of that day [W-04]. */
import { useTranslation } from "react-i18next";
import { DAY_SLOT_CODES } from "../../../shared/intake/request";
import { addDays, serviceDayOf } from "../../../shared/time/zones";
import { useFormat } from "../../lib/useFormat";
import { useNow } from "../../lib/useNow";
import { useSlotWords } from "../../lib/useSlotWords";
import { Select } from "../../ui/Select";
import { FieldSlot } from "./FieldSlot";
import type { StepProps } from "./stepProps";

const DAYS_AHEAD = 21;
/** Stands for "no day": a list has no entry without a name. */
const ANY = "any";

export function DayField({
  draft,
  branch,
  onChange,
  errorOf,
}: Pick<StepProps, "draft" | "branch" | "onChange" | "errorOf">) {
  const { t } = useTranslation();
  const format = useFormat();
  const slotWords = useSlotWords();
  const today = serviceDayOf(useNow(60_000), branch?.zone ?? "UTC");
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => addDays(today, ahead));
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <FieldSlot name="day">
        <Select
          size="phone"
          label={t("request.what.day")}
          value={draft.day === "" ? ANY : draft.day}
          onChange={(day) => onChange({ day: day === ANY ? "" : day })}
          options={[
            { value: ANY, label: t("request.what.anyDay") },
            ...days.map((day) => ({ value: day, label: format.serviceDay(day) })),
          ]}
          {...errorOf("day")}
        />
      </FieldSlot>
      {draft.day !== "" && (
        <Select
          size="phone"
          label={t("request.what.slot")}
          value={draft.slot}
          onChange={(slot) => onChange({ slot })}
          options={DAY_SLOT_CODES.map((slot) => ({ value: slot, label: slotWords(slot) }))}
        />
      )}
    </div>
  );
}
