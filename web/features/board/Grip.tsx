/* What a finger carries a card by; other pointers take the card itself. No stop of the keyboard, which lifts cards. */
import { GripVertical } from "lucide-react";
import type { KeyboardEventHandler } from "react";
import { useTranslation } from "react-i18next";
import { cx } from "../../ui/classNames";

export interface GripProps {
  /** Of the ticket, for its name. */
  readonly number: string;
  readonly className: string;
  readonly onKeyDown?: KeyboardEventHandler;
}

export function Grip({ number, className, onKeyDown }: GripProps) {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      data-grip
      tabIndex={-1}
      aria-label={t("board.card.grip", { number })}
      onKeyDown={onKeyDown}
      className={cx("cursor-grab touch-none place-items-center text-ink-3", className)}
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  );
}
