/* Type a few words, pick one of what was found: for lists that are too long to be shown. Who searches is the caller. */
import { Search } from "lucide-react";
import { ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from "react-aria-components";
import { cx } from "./classNames";

export interface PickerOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly note?: string;
}

export interface SearchPickerProps<V extends string> {
  readonly label: string;
  readonly placeholder: string;
  /** Shown where nothing is found. */
  readonly nobody: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What was found for the text; `undefined` while it is looked for. */
  readonly options: ReadonlyArray<PickerOption<V>> | undefined;
  readonly onPick: (value: V) => void;
  readonly disabled?: boolean;
  readonly className?: string;
}

export function SearchPicker<V extends string>({
  label,
  placeholder,
  nobody,
  text,
  onText,
  options,
  onPick,
  disabled = false,
  className,
}: SearchPickerProps<V>) {
  return (
    <ComboBox
      items={options ?? []}
      inputValue={text}
      onInputChange={onText}
      value={null}
      onChange={(key) => {
        const picked = options?.find((option) => option.value === key);
        if (picked) onPick(picked.value);
      }}
      defaultFilter={() => true}
      allowsEmptyCollection={options !== undefined && text.trim() !== ""}
      isDisabled={disabled}
      className={cx("flex min-w-0 flex-col gap-1", className)}
    >
      <Label className="text-sm font-medium text-ink-2">{label}</Label>
      <span className="relative block">
        <Search aria-hidden className="absolute inset-y-0 start-3 my-auto size-4 text-ink-3" />
        <Input
          dir="auto"
          placeholder={placeholder}
          className="h-9 w-full rounded-md border border-line-strong bg-raised ps-9 pe-3 text-sm text-ink placeholder:text-ink-3 data-focused:border-accent data-focused:outline-2 data-focused:-outline-offset-1 data-focused:outline-accent data-disabled:opacity-60"
        />
      </span>
      <Popover
        offset={4}
        className="min-w-(--trigger-width) overflow-auto rounded-md border border-line bg-raised p-1 shadow-lift"
      >
        <ListBox
          className="outline-none"
          renderEmptyState={() => <p className="px-2 py-1.5 text-sm text-ink-3">{nobody}</p>}
        >
          {(option: PickerOption<V>) => (
            <ListBoxItem
              id={option.value}
              textValue={option.label}
              className="flex cursor-default items-baseline gap-3 rounded-sm px-2 py-1.5 text-sm text-ink outline-none data-focused:bg-accent-soft"
            >
              <Text slot="label" className="min-w-0 flex-1 truncate">
                <bdi>{option.label}</bdi>
              </Text>
              {option.note !== undefined && (
                <Text slot="description" className="text-xs text-ink-3">
                  <bdi>{option.note}</bdi>
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
