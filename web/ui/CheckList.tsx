/* Choose any of a list, all visible at once; labels wrap instead of being cut. */
import { Check } from "lucide-react";
import { Checkbox, CheckboxGroup, Label, Text } from "react-aria-components";

export interface CheckOption<V extends string> {
  readonly value: V;
  readonly label: string;
}

export interface CheckListProps<V extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly options: ReadonlyArray<CheckOption<V>>;
  readonly value: readonly V[];
  readonly onChange: (value: V[]) => void;
  readonly disabled?: boolean;
}

export function CheckList<V extends string>({
  label,
  hint,
  options,
  value,
  onChange,
  disabled = false,
}: CheckListProps<V>) {
  return (
    <CheckboxGroup
      value={[...value]}
      isDisabled={disabled}
      onChange={(next) =>
        onChange(options.map((option) => option.value).filter((option) => next.includes(option)))
      }
      className="flex flex-col gap-1"
    >
      <Label className="text-sm font-medium text-ink-2">{label}</Label>
      <div className="flex flex-wrap gap-x-4 gap-y-1.5">
        {options.map((option) => (
          <Checkbox
            key={option.value}
            value={option.value}
            className="group flex cursor-default items-center gap-2 text-sm data-disabled:opacity-60"
          >
            <span className="grid size-5 shrink-0 place-items-center rounded-sm border border-line-strong bg-raised group-data-selected:border-accent group-data-selected:bg-accent group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-1 group-data-focus-visible:outline-accent">
              <Check
                aria-hidden
                className="size-4 text-on-accent opacity-0 group-data-selected:opacity-100"
              />
            </span>
            <bdi>{option.label}</bdi>
          </Checkbox>
        ))}
      </div>
      {hint !== undefined && (
        <Text slot="description" className="text-xs text-ink-3">
          {hint}
        </Text>
      )}
    </CheckboxGroup>
  );
}
