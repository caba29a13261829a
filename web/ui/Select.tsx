/* Choose one of a short list. Options carry an optional second line. */
import { Check, ChevronDown } from "lucide-react";
import {
  Button as AriaButton,
  FieldError,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from "react-aria-components";
import { cx } from "./classNames";

export interface SelectOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly note?: string;
  readonly disabled?: boolean;
}

export interface SelectProps<V extends string> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly options: ReadonlyArray<SelectOption<V>>;
  readonly value: V | null;
  readonly onChange: (value: V) => void;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly tone?: "field" | "plain";
  /** What is wrong with the choice; marks the field and is read with it. */
  readonly error?: string;
  readonly size?: "medium" | "phone";
  readonly className?: string;
}

export function Select<V extends string>({
  label,
  labelHidden = false,
  options,
  value,
  onChange,
  placeholder,
  disabled = false,
  tone = "field",
  error,
  size = "medium",
  className,
}: SelectProps<V>) {
  const choose = (key: Key | null) => {
    const chosen = options.find((option) => option.value === key);
    if (chosen) onChange(chosen.value);
  };
  return (
    <AriaSelect
      value={value}
      onChange={choose}
      isDisabled={disabled}
      isInvalid={error !== undefined}
      {...(placeholder === undefined ? {} : { placeholder })}
      className={cx("group flex min-w-0 flex-col gap-1", className)}
    >
      <Label className={labelHidden ? "sr-only" : "text-sm font-medium text-ink-2"}>{label}</Label>
      <AriaButton
        className={cx(
          "flex min-w-0 cursor-default items-center gap-2 rounded-md border px-3 text-start text-ink",
          "data-hovered:border-ink-3 data-disabled:opacity-60 group-data-invalid:border-urgent",
          size === "phone" ? "h-12 text-lg" : "h-9 text-sm",
          tone === "field" ? "border-line-strong bg-raised" : "border-transparent bg-transparent font-medium",
        )}
      >
        <SelectValue className="min-w-0 flex-1 truncate data-placeholder:text-ink-3">
          {({ defaultChildren, isPlaceholder }) =>
            isPlaceholder ? defaultChildren : (options.find((option) => option.value === value)?.label ?? "")
          }
        </SelectValue>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      </AriaButton>
      <Popover
        offset={4}
        className="min-w-(--trigger-width) overflow-auto rounded-md border border-line bg-raised p-1 shadow-lift"
      >
        <ListBox items={options} className="outline-none">
          {(option) => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              isDisabled={option.disabled ?? false}
              className={cx(
                "flex cursor-default items-center gap-2 rounded-sm px-2 text-ink outline-none data-focused:bg-accent-soft data-disabled:opacity-50",
                size === "phone" ? "min-h-12 py-2 text-lg" : "py-1.5 text-sm",
              )}
            >
              {({ isSelected }) => (
                <>
                  <span className="min-w-0 flex-1">
                    <Text slot="label" className="block">
                      {option.label}
                    </Text>
                    {option.note !== undefined && (
                      <Text slot="description" className="block text-xs text-ink-3">
                        {option.note}
                      </Text>
                    )}
                  </span>
                  <Check aria-hidden className={cx("size-4 text-accent", !isSelected && "invisible")} />
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
      <FieldError className="text-xs text-urgent">{error}</FieldError>
    </AriaSelect>
  );
}
