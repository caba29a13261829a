/*
 * The one button. Owns tone, size and the pending look; the verb and the action come from the caller.
 * `phone` size is the 48 px minimum target for pages used with a thumb.
 */
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { cx } from "./classNames";

/** What pressing the button means: the page's main step, an ordinary step, a quiet one, or a destructive one. */
export type ButtonTone = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "phone";

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className"> {
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly className?: string;
}

const TONES: Record<ButtonTone, string> = {
  primary:
    "bg-accent text-on-accent data-hovered:bg-accent-strong data-pressed:bg-accent-strong border-transparent",
  secondary: "bg-raised text-ink border-line-strong data-hovered:border-ink-3 data-pressed:bg-sunken",
  quiet:
    "bg-transparent text-ink-2 border-transparent data-hovered:bg-sunken data-hovered:text-ink data-pressed:bg-line",
  danger: "bg-raised text-urgent border-urgent data-hovered:bg-urgent-soft data-pressed:bg-urgent-soft",
};

const SIZES: Record<ButtonSize, string> = {
  small: "h-7 px-2 gap-1 text-xs rounded-sm",
  medium: "h-9 px-3 gap-1.5 text-sm rounded-md",
  phone: "min-h-12 px-5 gap-2 text-lg rounded-md",
};

export function Button({
  tone = "secondary",
  size = "medium",
  icon,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={cx(
        "inline-flex shrink-0 select-none items-center justify-center border font-medium whitespace-nowrap",
        "transition-colors duration-(--quick) cursor-default",
        "data-disabled:opacity-50 data-pending:opacity-70",
        TONES[tone],
        SIZES[size],
        className,
      )}
    >
      {icon}
      {children}
    </AriaButton>
  );
}
