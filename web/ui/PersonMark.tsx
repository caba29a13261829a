/* A person as a small disc: the first letter of the name on the colour the person has on every screen. */
import { presenceHue } from "../../shared/presence/presence";
import { cx } from "./classNames";

export interface PersonMarkProps {
  readonly userId: string;
  readonly name: string;
  readonly size?: "small" | "medium";
  readonly className?: string;
}

const SIZES = { small: "size-4 text-[0.5625rem]", medium: "size-7 text-xs" } as const;

/** The colour of a person. */
export function personColour(userId: string): string {
  return `var(--person-${presenceHue(userId)})`;
}

/** First letter as readers see it; combining marks stay with it. */
function initialOf(name: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(name.trim());
  return first?.segment.toLocaleUpperCase() ?? "?";
}

/** Decorative: whoever shows it says the name beside it. */
export function PersonMark({ userId, name, size = "medium", className }: PersonMarkProps) {
  return (
    <span
      aria-hidden
      style={{ backgroundColor: personColour(userId) }}
      className={cx(
        "grid shrink-0 place-items-center rounded-full leading-none font-semibold text-on-mark ring-2 ring-raised",
        SIZES[size],
        className,
      )}
    >
      {initialOf(name)}
    </span>
  );
}
