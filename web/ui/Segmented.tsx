/* Choose exactly one of two to four, all visible at once. */
import { FieldError, Label, Radio, RadioGroup } from "react-aria-components";
import { cx } from "./classNames";

export interface SegmentedOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Language of the label when it is not the page's. */
  readonly lang?: string;
}

export interface SegmentedProps<V extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly options: ReadonlyArray<SegmentedOption<V>>;
  /** Null while nothing is chosen yet. */
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  /** What is wrong with the choice; marks the group and is read with it. */
  readonly error?: string;
  readonly size?: "medium" | "phone";
  readonly className?: string;
}

export function Segmented<V extends string>({
  label,
  labelHidden = false,
  options,
  value,
  onChange,
  error,
  size = "medium",
  className,
}: SegmentedProps<V>) {
  return (
    <RadioGroup
      orientation="horizontal"
      value={value}
      isInvalid={error !== undefined}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className={cx("group flex flex-col gap-1", className)}
    >
      <Label
        className={
          labelHidden ? "sr-only" : size === "phone" ? "text-sm font-medium text-ink-2" : "text-xs text-ink-3"
        }
      >
        {label}
      </Label>
      <div className="flex rounded-md border border-line-strong bg-sunken p-0.5 group-data-invalid:border-urgent">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            lang={option.lang}
            className={cx(
              "flex-1 cursor-default rounded-sm px-2 text-center text-ink-2 select-none",
              size === "phone" ? "grid min-h-11 place-items-center text-md" : "py-1 text-xs",
              "data-hovered:text-ink data-selected:bg-raised data-selected:font-medium data-selected:text-ink data-selected:shadow-rest",
              "data-focus-visible:outline-2 data-focus-visible:outline-accent",
            )}
          >
            {option.label}
          </Radio>
        ))}
      </div>
      <FieldError className="text-xs text-urgent">{error}</FieldError>
    </RadioGroup>
  );
}
