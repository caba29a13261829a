/* The level of an escalation: its number and as many bars, so that it reads without colour [J-49]. */
import { useTranslation } from "react-i18next";
import type { EscalationLevel } from "../../../shared/sla/escalations";
import { useFormat } from "../../lib/useFormat";
import { cx } from "../../ui/classNames";

export function LevelMark({ level, open }: { readonly level: EscalationLevel; readonly open: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span
      className={cx(
        "inline-flex h-6 shrink-0 items-center gap-1.5 rounded-sm px-2 text-xs font-semibold",
        open && level === 3
          ? "bg-urgent text-on-mark"
          : open
            ? "bg-urgent-soft text-urgent-ink"
            : "bg-sunken text-ink-2",
      )}
    >
      <span aria-hidden className="flex items-end gap-0.5">
        {[1, 2, 3].map((step) => (
          <span
            key={step}
            className={cx(
              "w-1 rounded-full bg-current",
              step === 1 ? "h-1.5" : step === 2 ? "h-2.5" : "h-3.5",
              step > level && "opacity-25",
            )}
          />
        ))}
      </span>
      {t("escalations.level.one", { level: format.number(level) })}
    </span>
  );
}
