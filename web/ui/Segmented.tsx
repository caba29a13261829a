/* Choose exactly one of two to four, all visible at once. */
import { Label, Radio, RadioGroup } from "react-aria-components";
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
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly className?: string;
}

export function Segmented<V extends string>({
  label,
  labelHidden = false,
  options,
  value,
  onChange,
  className,
}: SegmentedProps<V>) {
  return (
    <RadioGroup
      orientation="horizontal"
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onChange(chosen.value);
      }}
      className={cx("flex flex-col gap-1", className)}
    >
      <Label className={labelHidden ? "sr-only" : "text-xs text-ink-3"}>{label}</Label>
      <div className="flex rounded-md border border-line-strong bg-sunken p-0.5">
        {options.map((option) => (
          <Radio
            key={option.value}
            value={option.value}
            lang={option.lang}
            className={cx(
              "flex-1 cursor-default rounded-sm px-2 py-1 text-center text-xs text-ink-2 select-none",
              "data-hovered:text-ink data-selected:bg-raised data-selected:font-medium data-selected:text-ink data-selected:shadow-rest",
              "data-focus-visible:outline-2 data-focus-visible:outline-accent",
            )}
          >
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
