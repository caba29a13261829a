/* Says where a ticket would go, in words: for the overlay, the announcements and the messages. */
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import type { TicketRow } from "./boardData";
import type { DropTarget } from "./dropTarget";
import type { BoardWorld } from "./judgeDrop";

/** A function from ticket and target to one phrase. */
export function useTargetWords(
  world: Pick<BoardWorld, "technicians" | "branch">,
): (ticket: TicketRow, target: DropTarget) => string {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  return (ticket, target) => {
    if (target.kind === "queue") return t("board.carry.target.queue");
    const row = world.technicians.find((one) => one.technicianId === target.technicianId);
    const name = row ? words.name(row.name) : "";
    const { zone } = world.branch;
    if (target.kind === "lane")
      return t("board.carry.target.lane", { name, time: format.time(target.startsAt, zone) });
    const planned = ticket.visit?.startsAt ?? null;
    return planned === null
      ? t("board.carry.target.technician", { name })
      : t("board.carry.target.technicianKeeps", { name, time: format.time(planned, zone) });
  };
}
