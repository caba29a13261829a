/* One line of a lane's head while a ticket is carried: whether its technician fits, and the two reasons. */
import { Check, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cx } from "../../../ui/classNames";

export interface FitLineProps {
  readonly fits: boolean;
  readonly reasons: readonly string[];
}

export function FitLine({ fits, reasons }: FitLineProps) {
  const { t } = useTranslation();
  const Icon = fits ? Check : X;
  const text = reasons.join(" · ");
  return (
    <span
      data-fit={fits ? "fits" : "blocked"}
      title={text}
      className={cx("flex items-center gap-0.5 text-xs", fits ? "text-accent" : "text-urgent")}
    >
      <Icon
        role="img"
        aria-label={t(fits ? "board.carry.fits" : "board.carry.blocked")}
        className="size-3 shrink-0"
      />
      <bdi className="truncate">{text}</bdi>
    </span>
  );
}
