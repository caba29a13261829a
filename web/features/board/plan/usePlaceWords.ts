/* Says where a ticket is or shall be: who, and when. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import type { TechnicianRow } from "../boardData";

interface Place {
  readonly technicianId: string | null;
  readonly startsAt: number | null;
}

export function usePlaceWords(technicians: readonly TechnicianRow[], zone: string): (place: Place) => string {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  return ({ technicianId, startsAt }) => {
    const technician = technicians.find((one) => one.technicianId === technicianId);
    if (technicianId === null || technician === undefined) return t("plan.panel.queue");
    const time = startsAt === null ? t("board.lanes.untimed") : format.time(startsAt, zone);
    return t("plan.panel.place", { name: words.name(technician.name), time });
  };
}
