/* In a draft, the panel of a ticket still speaks of the live day; this says so. */
import { useTranslation } from "react-i18next";
import { usePlanMode } from "./planContext";

export function PlanDetailNote() {
  const { t } = useTranslation();
  const mode = usePlanMode();
  if (mode === null) return null;
  return (
    <p className="border-b border-accent bg-accent-soft px-3 py-2 text-xs text-ink">{t("plan.detail")}</p>
  );
}
