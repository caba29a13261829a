/* A button on the banner's accent ground. */
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps, TooltipTrigger } from "react-aria-components";
import { cx } from "../../../ui/classNames";
import { TooltipBubble } from "../../../ui/TooltipBubble";

export interface BannerButtonProps extends Omit<ButtonProps, "children" | "className" | "aria-label"> {
  /** The name of a button that shows an icon alone. */
  readonly label?: string;
  /** The one step the banner leads to. */
  readonly strong?: boolean;
  readonly pressed?: boolean;
  readonly children: ReactNode;
}

export function BannerButton({ label, strong = false, pressed, children, ...rest }: BannerButtonProps) {
  const button = (
    <AriaButton
      {...rest}
      {...(label === undefined ? {} : { "aria-label": label })}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      className={cx(
        "inline-flex h-7 shrink-0 cursor-default items-center gap-1 rounded-sm border px-2 text-xs font-medium whitespace-nowrap",
        "transition-colors duration-(--quick) outline-offset-1 data-disabled:opacity-50 data-focus-visible:outline-2 data-focus-visible:outline-on-accent",
        strong || pressed === true
          ? "border-on-accent bg-on-accent text-accent"
          : "border-on-accent/50 data-hovered:border-on-accent data-hovered:bg-accent-strong",
      )}
    >
      {children}
    </AriaButton>
  );
  if (label === undefined) return button;
  return (
    <TooltipTrigger delay={500}>
      {button}
      <TooltipBubble>{label}</TooltipBubble>
    </TooltipTrigger>
  );
}
