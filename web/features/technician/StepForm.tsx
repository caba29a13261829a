/* What a step asks before it can be taken: the note, the reason. Lives in the bottom bar, within reach of the thumb. */
import { Radio, RadioGroup, Label } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { NOTE_MAX_LENGTH, type Reason, reasonsFor } from "../../../shared/tickets/inputs";
import type { OfferedStep } from "../../../shared/tickets/plan";
import { useWords } from "../../lib/useWords";
import { TextField } from "../../ui/TextField";

/** What the technician has filled in so far. */
export interface StepDraft {
  readonly note: string;
  readonly reason: Reason | null;
}

export interface StepFormProps {
  readonly step: OfferedStep;
  readonly draft: StepDraft;
  readonly onDraft: (draft: StepDraft) => void;
}

export function StepForm({ step, draft, onDraft }: StepFormProps) {
  const { t } = useTranslation();
  const words = useWords();
  const reasons = reasonsFor(step.action);
  return (
    <div className="grid max-h-[50dvh] gap-3 overflow-y-auto">
      {step.asks.includes("reason") && (
        <RadioGroup
          value={draft.reason}
          onChange={(value) => {
            const reason = reasons.find((code) => code === value);
            if (reason) onDraft({ ...draft, reason });
          }}
          className="grid gap-1"
        >
          <Label className="text-sm font-medium text-ink-2">{t("technician.reason")}</Label>
          {reasons.map((code) => (
            <Radio
              key={code}
              value={code}
              className="flex min-h-12 items-center gap-3 rounded-md border-2 border-line-strong px-3 text-lg data-selected:border-accent data-selected:bg-accent-soft data-focus-visible:outline-2"
            >
              <span
                aria-hidden
                className="grid size-5 shrink-0 place-items-center rounded-full border-2 border-ink-3 after:size-2.5 after:rounded-full in-data-selected:border-accent in-data-selected:after:bg-accent"
              />
              {words.reason(code)}
            </Radio>
          ))}
        </RadioGroup>
      )}
      <TextField
        multiline
        size="phone"
        label={step.asks.includes("notes") ? t("technician.note") : t("technician.noteOptional")}
        hint={t("technician.noteHint")}
        maxLength={NOTE_MAX_LENGTH}
        value={draft.note}
        onChange={(note) => onDraft({ ...draft, note })}
      />
    </div>
  );
}
