/* Says aloud what a dashed edge shows: this card is not where the live day has it. */
import { useTranslation } from "react-i18next";

export function PlanMark() {
  const { t } = useTranslation();
  return <span className="sr-only"> {t("plan.mark.moved")}</span>;
}
