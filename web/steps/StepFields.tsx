/* What a step asks the person himself: reasons, who did not come, told or not, a window, a priority, a note. */
import { Radio, RadioGroup, Label } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { TicketFacts } from "../../shared/tickets/facts";
import { NOT_FIXED_REASONS, NOTE_MAX_LENGTH } from "../../shared/tickets/inputs";
import type { OfferedStep } from "../../shared/tickets/plan";
import { PRIORITIES } from "../../shared/tickets/priorities";
import { PARTIES } from "../../shared/tickets/visits";
import { useWords } from "../lib/useWords";
import { useCompanyLists } from "../lib/vocabulary";
import { CheckList } from "../ui/CheckList";
import { cx } from "../ui/classNames";
import { Switch } from "../ui/Switch";
import { TextField } from "../ui/TextField";
import type { StepDraft } from "./stepDraft";

export interface StepFieldsProps {
  readonly step: OfferedStep;
  readonly facts: TicketFacts;
  readonly draft: StepDraft;
  readonly onDraft: (draft: StepDraft) => void;
  readonly size?: "desk" | "phone";
}

const WINDOWS = [60, 120, 180, 240] as const;

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V | null;
  readonly options: ReadonlyArray<{ readonly value: V; readonly label: string }>;
  readonly onChange: (value: V) => void;
  readonly size: "desk" | "phone";
}

function Choice<V extends string>({ label, value, options, onChange, size }: ChoiceProps<V>) {
  return (
    <RadioGroup
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className="grid gap-1"
    >
      <Label className="text-sm font-medium text-ink-2">{label}</Label>
      {options.map((option) => (
        <Radio
          key={option.value}
          value={option.value}
          className={cx(
            "flex items-center gap-3 rounded-md border border-line-strong px-3 data-selected:border-accent data-selected:bg-accent-soft data-focus-visible:outline-2",
            size === "phone" ? "min-h-12 text-lg" : "min-h-8 text-sm",
          )}
        >
          <span
            aria-hidden
            className="grid size-5 shrink-0 place-items-center rounded-full border-2 border-ink-3 after:size-2.5 after:rounded-full in-data-selected:border-accent in-data-selected:after:bg-accent"
          />
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}

export function StepFields({ step, facts, draft, onDraft, size = "desk" }: StepFieldsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { reasonsFor } = useCompanyLists();
  const { asks } = step;
  const change = (patch: Partial<StepDraft>) => onDraft({ ...draft, ...patch });
  return (
    <>
      {asks.includes("reason") && (
        <Choice
          size={size}
          label={t("steps.reason")}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          options={reasonsFor(step.action).map((value) => ({ value, label: words.reason(value) }))}
        />
      )}
      {asks.includes("notFixedReasons") && (
        <CheckList
          label={t("steps.notFixed")}
          value={draft.notFixedReasons}
          onChange={(notFixedReasons) => change({ notFixedReasons })}
          options={NOT_FIXED_REASONS.map((value) => ({ value, label: t(`notFixedReasons.${value}`) }))}
        />
      )}
      {asks.includes("party") && (
        <Choice
          size={size}
          label={t("steps.party")}
          value={draft.party}
          onChange={(party) => change({ party })}
          options={PARTIES.map((value) => ({ value, label: t(`parties.${value}`) }))}
        />
      )}
      {asks.includes("priority") && (
        <Choice
          size={size}
          label={t("steps.priority")}
          value={draft.priority}
          onChange={(priority) => change({ priority })}
          options={PRIORITIES.filter((value) => value !== facts.priority).map((value) => ({
            value,
            label: words.priority(value),
          }))}
        />
      )}
      {asks.includes("window") && (
        <Choice
          size={size}
          label={t("steps.window")}
          value={draft.windowMinutes === null ? null : String(draft.windowMinutes)}
          onChange={(minutes) => change({ windowMinutes: Number(minutes) })}
          options={WINDOWS.map((minutes) => ({
            value: String(minutes),
            label: t("steps.windowLength", { count: minutes / 60 }),
          }))}
        />
      )}
      {asks.includes("customerTold") && (
        <Switch on={draft.customerTold} onChange={(customerTold) => change({ customerTold })}>
          {t("steps.customerTold")}
        </Switch>
      )}
      <TextField
        multiline
        size={size === "phone" ? "phone" : "medium"}
        label={t(asks.includes("notes") ? "steps.found" : "steps.noteOptional")}
        hint={t("steps.noteHint")}
        maxLength={NOTE_MAX_LENGTH}
        value={draft.note}
        onChange={(note) => change({ note })}
      />
    </>
  );
}
