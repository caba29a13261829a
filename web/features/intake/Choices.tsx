/* Choose one row of a list found by searching; every row says whose it is in two lines. */
import { Label, Radio, RadioGroup } from "react-aria-components";
import { cx } from "../../ui/classNames";

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly note?: string;
  /** Numbers keep their direction on a right-to-left page. */
  readonly ltrNote?: boolean;
  readonly mark?: string | null;
}

export interface ChoicesProps<V extends string> {
  readonly label: string;
  readonly options: ReadonlyArray<Choice<V>>;
  readonly value: V | null;
  readonly onChange: (value: V) => void;
}

export function Choices<V extends string>({ label, options, value, onChange }: ChoicesProps<V>) {
  return (
    <RadioGroup
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className="flex flex-col gap-1"
    >
      <Label className="text-sm font-medium text-ink-2">{label}</Label>
      <div className="flex flex-col gap-1">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            className={({ isSelected, isFocusVisible }) =>
              cx(
                "flex min-h-9 cursor-default items-center gap-2 rounded-md border px-3 py-1.5 text-sm",
                isSelected ? "border-accent bg-accent-soft text-ink" : "border-line bg-raised text-ink",
                isFocusVisible && "outline-2 outline-accent",
              )
            }
          >
            <bdi className="min-w-0 flex-1">{option.label}</bdi>
            {option.mark && <span className="text-xs text-ink-3">{option.mark}</span>}
            {option.note !== undefined && option.note !== "" && (
              <bdi className="text-ink-2" dir={option.ltrNote === true ? "ltr" : "auto"}>
                {option.note}
              </bdi>
            )}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
