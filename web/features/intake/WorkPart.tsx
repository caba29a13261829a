/* What is asked for: kind of work, what is wrong, how urgent, and when the customer would like it. */
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { DAY_SLOT_CODES, type DaySlot } from "../../../shared/intake/request";
import { PRIORITIES, type Priority } from "../../../shared/tickets/priorities";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { useSlotWords } from "../../lib/useSlotWords";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";

export interface WorkDraft {
  readonly workType: string | null;
  readonly problem: string;
  readonly priority: Priority;
  /** YYYY-MM-DD, or empty for no wish. */
  readonly day: string;
  readonly slot: DaySlot;
}

export interface WorkPartProps {
  readonly value: WorkDraft;
  readonly onChange: (value: WorkDraft) => void;
}

export function WorkPart({ value, onChange }: WorkPartProps) {
  const { t } = useTranslation();
  const slotWords = useSlotWords();
  const words = useWords();
  const types = useLive(api.catalogue.workTypes, {});
  const set = (change: Partial<WorkDraft>) => onChange({ ...value, ...change });
  return (
    <div className="flex flex-col gap-3">
      <Select
        label={t("intake.work.type")}
        placeholder={t("intake.work.choose")}
        value={value.workType}
        onChange={(next) => set({ workType: next })}
        options={(types ?? [])
          .filter((entry) => entry.active)
          .map((entry) => ({ value: entry.value.code, label: words.name(entry.value.labels) }))}
      />
      <TextField
        multiline
        label={t("intake.work.problem")}
        value={value.problem}
        maxLength={2000}
        onChange={(next) => set({ problem: next })}
      />
      <div className="grid gap-3 sm:grid-cols-3">
        <Select
          label={t("intake.work.priority")}
          value={value.priority}
          onChange={(next) => set({ priority: next })}
          options={PRIORITIES.map((one) => ({ value: one, label: words.priority(one) }))}
        />
        <TextField
          ltr
          type="date"
          label={t("intake.work.day")}
          value={value.day}
          onChange={(next) => set({ day: next })}
        />
        <Select
          label={t("intake.work.slot")}
          disabled={value.day === ""}
          value={value.slot}
          onChange={(next) => set({ slot: next })}
          options={DAY_SLOT_CODES.map((one) => ({ value: one, label: slotWords(one) }))}
        />
      </div>
    </div>
  );
}
