/* On or off, with immediate effect. */
import type { ReactNode } from "react";
import { Switch as AriaSwitch } from "react-aria-components";

export interface SwitchProps {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function Switch({ on, onChange, disabled = false, children }: SwitchProps) {
  return (
    <AriaSwitch
      isSelected={on}
      isDisabled={disabled}
      onChange={onChange}
      className="group flex cursor-default items-center gap-2 text-sm data-disabled:opacity-60"
    >
      <span className="flex h-5 w-9 items-center rounded-full border border-line-strong bg-sunken px-0.5 transition-colors duration-(--quick) group-data-selected:border-accent group-data-selected:bg-accent group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-1 group-data-focus-visible:outline-accent">
        <span className="size-3.5 rounded-full bg-ink-3 transition-[margin] duration-(--quick) group-data-selected:ms-4 group-data-selected:bg-on-accent" />
      </span>
      {children}
    </AriaSwitch>
  );
}
