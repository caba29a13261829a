/* The technician's own duty switch: says the state in words, not by colour alone. */
import { Switch } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { cx } from "../../ui/classNames";

export interface DutySwitchProps {
  readonly onDuty: boolean;
  readonly pending: boolean;
  readonly onChange: (onDuty: boolean) => void;
}

export function DutySwitch({ onDuty, pending, onChange }: DutySwitchProps) {
  const { t } = useTranslation();
  const words = pending
    ? t("technician.duty.pending")
    : t(onDuty ? "technician.duty.on" : "technician.duty.off");
  return (
    <Switch
      isSelected={onDuty}
      onChange={onChange}
      aria-label={t("technician.duty.label")}
      className="flex min-h-12 shrink-0 cursor-default items-center gap-2 rounded-md outline-offset-2"
    >
      <span aria-hidden className="text-md font-medium">
        {words}
      </span>
      <span
        aria-hidden
        className={cx(
          "flex h-8 w-14 items-center rounded-full border-2 p-0.5 transition-colors duration-(--quick)",
          onDuty ? "justify-end border-accent bg-accent" : "justify-start border-ink-3 bg-raised",
        )}
      >
        <span className={cx("size-6 rounded-full", onDuty ? "bg-on-accent" : "bg-ink-3")} />
      </span>
    </Switch>
  );
}
