/* A promise that will not hold, in one line. */
import { useTranslation } from "react-i18next";
import type { PromiseAtRisk } from "../../../../shared/forecast/atRisk";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import type { BoardWorld } from "../judgeDrop";
import type { LateVisit } from "./forecastStore";

export function usePromiseWords(world: BoardWorld): (promise: PromiseAtRisk, late: LateVisit) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  return ({ kind, code, limitAt }, late) => {
    const time = format.time(limitAt, world.branch.zone);
    switch (kind) {
      case "window":
      case "shift":
        return t(`late.promise.${kind}`, { time });
      case "start":
        return t("late.promise.start");
      case "sla":
        return code === null ? "" : t("late.promise.sla", { promise: t(`sla.promises.${code}`), time });
      case "off_duty": {
        const found = world.technicians.find((one) => one.technicianId === late.technicianId);
        return t("late.promise.off_duty", { name: found ? words.name(found.name) : "" });
      }
    }
  };
}
