/*
 * A menu that opens from a button. A disabled item stays readable and says why it is disabled, because
 * "not possible" without a reason sends a person hunting.
 */
import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { cx } from "./classNames";

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: ReactNode;
  /** Second line: a fact that helps to choose. */
  readonly note?: string;
  /** Every reason why this entry cannot be chosen now; empty or absent means it can. */
  readonly reasons?: ReadonlyArray<string>;
  readonly danger?: boolean;
}

export interface MenuProps {
  /** Name of the menu for screen readers. */
  readonly label: string;
  readonly entries: ReadonlyArray<MenuEntry>;
  readonly onChoose: (id: string) => void;
  /** The button that opens the menu. */
  readonly trigger: ReactNode;
  readonly header?: ReactNode;
}

export function Menu({ label, entries, onChoose, trigger, header }: MenuProps) {
  const disabledKeys = entries.filter((entry) => (entry.reasons?.length ?? 0) > 0).map((entry) => entry.id);
  return (
    <MenuTrigger>
      {trigger}
      <Popover
        offset={4}
        className="max-h-96 min-w-56 max-w-96 overflow-auto rounded-md border border-line bg-raised p-1 shadow-lift"
      >
        {header}
        <AriaMenu
          aria-label={label}
          disabledKeys={disabledKeys}
          onAction={(key) => onChoose(String(key))}
          className="outline-none"
        >
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              id={entry.id}
              textValue={entry.label}
              className={cx(
                "group flex cursor-default items-start gap-2 rounded-sm px-2 py-1.5 text-sm outline-none data-focused:bg-accent-soft",
                entry.danger === true ? "text-urgent" : "text-ink",
              )}
            >
              {entry.icon !== undefined && <span className="mt-0.5 shrink-0">{entry.icon}</span>}
              <span className="min-w-0 flex-1">
                <Text slot="label" className="block group-data-disabled:text-ink-3">
                  {entry.label}
                </Text>
                {entry.note !== undefined && <span className="block text-xs text-ink-3">{entry.note}</span>}
                {entry.reasons?.map((reason) => (
                  <Text slot="description" key={reason} className="block text-xs text-ink-2">
                    {reason}
                  </Text>
                ))}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
