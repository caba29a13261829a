/* Everything that appears with a selection: the bar, its dialogs, the file it is saved as. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { serviceDayOf } from "../../../../shared/time/zones";
import { useWords } from "../../../lib/useWords";
import { showToast } from "../../../ui/toastQueue";
import type { TicketRow } from "../boardData";
import type { ChoiceStore } from "../choice/choiceStore";
import type { BoardWorld } from "../judgeDrop";
import type { LaneScale } from "../laneScale";
import { AssignManyDialog } from "./AssignManyDialog";
import { ChoiceBar } from "./ChoiceBar";
import { PartDialog } from "./PartDialog";
import type { CsvColumn } from "./ticketCsv";
import type { BulkControl } from "./useBulk";

export interface ChoiceLayerProps {
  readonly store: ChoiceStore;
  readonly tickets: readonly TicketRow[];
  readonly bulk: BulkControl;
  readonly world: BoardWorld;
  readonly scale: LaneScale;
  readonly now: number;
  /** While something is carried only the hand matters. */
  readonly hidden: boolean;
  readonly say: (sentence: string) => void;
}

export function ChoiceLayer({ store, tickets, bulk, world, scale, now, hidden, say }: ChoiceLayerProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [assigning, setAssigning] = useState<"assign" | "schedule" | null>(null);
  const { zone } = world.branch;
  const count = tickets.length;
  useEffect(() => {
    if (count === 0) setAssigning(null);
  }, [count]);

  const save = async () => {
    // Loaded by whoever exports: it brings a library along.
    const { saveCsv, ticketCsv } = await import("./ticketCsv");
    const nameOf = ({ visit }: TicketRow): string => {
      const found = world.technicians.find((row) => row.technicianId === visit?.technicianId);
      return found ? words.name(found.name) : "";
    };
    const text = ticketCsv(
      tickets,
      {
        header: (column: CsvColumn) => t(`boardActions.csv.${column}`),
        status: (ticket) => words.status(ticket.status),
        priority: (ticket) => words.priority(ticket.priority),
        workType: (ticket) => words.workType(ticket.workType),
        city: (ticket) => words.city(ticket.city),
        technician: nameOf,
      },
      zone,
    );
    const file = `${t("boardActions.csv.file")}-${serviceDayOf(now, zone)}.csv`;
    saveCsv(file, text);
    const title = t("boardActions.choice.exported", { file });
    showToast({ tone: "done", title });
    say(title);
  };

  return (
    <>
      <ChoiceBar
        tickets={hidden ? [] : tickets}
        onAssign={() => setAssigning("assign")}
        onSchedule={() => setAssigning("schedule")}
        onPriority={bulk.placesOnly ? null : (priority) => void bulk.setPriority(tickets, priority)}
        onUnassign={() => void bulk.move(tickets, { kind: "queue" })}
        onExport={() => void save()}
        onClear={() => store.clear()}
      />
      {assigning !== null && (
        <AssignManyDialog
          tickets={tickets}
          world={world}
          scale={scale}
          now={now}
          withTime={assigning === "schedule"}
          onMove={(moved, target) => void bulk.move(moved, target)}
          onClose={() => setAssigning(null)}
        />
      )}
      <PartDialog part={bulk.part} zone={zone} onClose={bulk.closePart} />
    </>
  );
}
