/* The way into the replay, by button and by the key R; pressed again it leads back to now. */
import { History } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";

export interface ReplayButtonProps {
  readonly active: boolean;
  readonly onToggle: () => void;
}

export function ReplayButton({ active, onToggle }: ReplayButtonProps) {
  const { t } = useTranslation();
  const latest = useRef(onToggle);
  latest.current = onToggle;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.code !== "KeyR" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return;
      const { target } = event;
      if (
        target instanceof HTMLElement &&
        target.closest("input:not([type=range]), textarea, select, [contenteditable]")
      )
        return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  return (
    <IconButton
      size="small"
      label={`${t("replay.open")} (R)`}
      icon={<History aria-hidden className="size-4 rtl:-scale-x-100" />}
      pressed={active}
      onPress={onToggle}
    />
  );
}
