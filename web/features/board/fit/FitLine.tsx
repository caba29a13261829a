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
      className={cx("flex items-start gap-0.5 text-2xs leading-3.5", fits ? "text-accent" : "text-urgent")}
    >
      <Icon
        role="img"
        aria-label={t(fits ? "board.carry.fits" : "board.carry.blocked")}
        className="mt-0.5 size-3 shrink-0"
      />
      <bdi className="line-clamp-2">{text}</bdi>
    </span>
  );
}
