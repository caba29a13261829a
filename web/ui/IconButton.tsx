/* A button whose face is an icon; its name is spoken and shown as a tooltip. */
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  TooltipTrigger,
} from "react-aria-components";
import { cx } from "./classNames";
import { TooltipBubble } from "./TooltipBubble";

export interface IconButtonProps extends Omit<AriaButtonProps, "children" | "className" | "aria-label"> {
  /** The button's name in the user's language. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly size?: "small" | "medium" | "phone";
  readonly pressed?: boolean;
  readonly className?: string;
}

const SIZES = { small: "size-7", medium: "size-9", phone: "size-12" } as const;

export function IconButton({ label, icon, size = "medium", pressed, className, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
        className={cx(
          "inline-flex shrink-0 cursor-default items-center justify-center rounded-md text-ink-2",
          "transition-colors duration-(--quick) data-hovered:bg-sunken data-hovered:text-ink data-pressed:bg-line",
          "data-disabled:opacity-45",
          pressed === true && "bg-accent-soft text-accent",
          SIZES[size],
          className,
        )}
      >
        {icon}
      </AriaButton>
      <TooltipBubble>{label}</TooltipBubble>
    </TooltipTrigger>
  );
}
