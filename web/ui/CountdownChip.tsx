/* A deadline as a small chip: shape and words say how urgent, colour only underlines it. */
import { AlarmClock, AlarmClockOff, Clock, Pause } from "lucide-react";
import { cx } from "./classNames";

export interface CountdownChipProps {
  readonly urgency: "calm" | "soon" | "late" | "still";
  /** The short text on the chip. */
  readonly text: string;
  /** The whole sentence, for pointer and screen reader. */
  readonly title: string;
  /** Without a ground, for what is old news. */
  readonly bare?: boolean;
}

const FACE = {
  calm: { Icon: Clock, look: "bg-sunken text-ink-2" },
  soon: { Icon: AlarmClock, look: "bg-sunken text-ink font-semibold outline-1 outline-line-strong" },
  late: { Icon: AlarmClockOff, look: "bg-urgent-soft text-urgent-ink font-semibold" },
  still: { Icon: Pause, look: "bg-sunken text-ink-2" },
} as const;

export function CountdownChip({ urgency, text, title, bare = false }: CountdownChipProps) {
  const { Icon, look } = FACE[urgency];
  return (
    <span
      title={title}
      className={cx(
        "inline-flex h-4.5 shrink-0 items-center gap-1 rounded-sm text-2xs whitespace-nowrap",
        bare ? "font-semibold text-urgent" : cx("px-1.5", look),
      )}
    >
      <Icon aria-hidden className="size-3" />
      <span aria-hidden>{text}</span>
      <span className="sr-only">{title}</span>
    </span>
  );
}
