/* Who can take all of the selected tickets, from a start or without a time; the one who fits most comes first. */
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { minuteOfDay } from "../../../../shared/time/zones";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { Bidi } from "../../../ui/Bidi";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/classNames";
import { Dialog } from "../../../ui/Dialog";
import { Select } from "../../../ui/Select";
import type { TicketRow } from "../boardData";
import type { DropTarget } from "../dropTarget";
import type { BoardWorld } from "../judgeDrop";
import { type LaneScale, SNAP_MS } from "../laneScale";
import { inPlanOrder, judgeMany } from "./judgeMany";

export interface AssignManyDialogProps {
  readonly tickets: readonly TicketRow[];
  readonly world: BoardWorld;
  readonly scale: LaneScale;
  readonly now: number;
  /** Begin with the next full quarter of an hour instead of "no time yet". */
  readonly withTime: boolean;
  readonly onMove: (tickets: readonly TicketRow[], target: DropTarget) => void;
  readonly onClose: () => void;
}

const NO_TIME = "none";
/** Technicians judged at once; a branch with more shows those on duty first. */
const MAX_CANDIDATES = 200;

export function AssignManyDialog(props: AssignManyDialogProps) {
  const { tickets, world, scale, now, withTime, onMove, onClose } = props;
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const starts = useMemo(() => {
    const found: number[] = [];
    for (let at = scale.startsAt; at < scale.endsAt; at += SNAP_MS) if (at > now) found.push(at);
    return found;
  }, [scale, now]);
  // The first start of the working day that is still ahead, not the first of the night.
  const { openMinute } = world.branch.hours;
  const first = starts.find((at) => minuteOfDay(at, scale.zone) >= openMinute) ?? starts[0];
  const [start, setStart] = useState(withTime && first !== undefined ? String(first) : NO_TIME);
  const candidates = useMemo(() => {
    const ordered = inPlanOrder(tickets);
    return world.technicians
      .filter(({ active }) => active)
      .sort((a, b) => Number(b.onDuty) - Number(a.onDuty))
      .slice(0, MAX_CANDIDATES)
      .map((technician) => {
        const { technicianId } = technician;
        const target: DropTarget =
          start === NO_TIME
            ? { kind: "technician", technicianId }
            : { kind: "lane", technicianId, startsAt: Number(start) };
        const parts = judgeMany(world, ordered, target, now);
        return { technician, target, fit: parts.filter(({ verdict }) => verdict.ok).length };
      })
      .sort((a, b) => b.fit - a.fit);
  }, [tickets, world, start, now]);
  const all = tickets.length;
  return (
    <Dialog
      open
      title={t("boardActions.bulk.title", { count: all })}
      closeLabel={t("shell.close")}
      onClose={onClose}
    >
      <Select
        label={t("boardActions.bulk.start")}
        value={start}
        onChange={setStart}
        options={[
          { value: NO_TIME, label: t("boardActions.bulk.noTime") },
          ...starts.map((at) => ({ value: String(at), label: format.time(at, scale.zone) })),
        ]}
      />
      <ul className="mt-3 flex flex-col gap-1">
        {candidates.map(({ technician, target, fit }) => {
          const name = words.name(technician.name);
          return (
            <li key={technician.technicianId} className="flex items-center gap-2 rounded-md px-2 py-1">
              <span className="min-w-0 flex-1">
                <Bidi className={cx("truncate text-sm font-medium", fit === 0 && "text-ink-3")}>{name}</Bidi>
                <span className="block text-xs text-ink-3">
                  {fit === all
                    ? t("boardActions.bulk.fitsAll")
                    : fit === 0
                      ? t("boardActions.bulk.fitsNone")
                      : t("boardActions.bulk.fitsSome", {
                          fit: format.number(fit),
                          all: format.number(all),
                        })}
                </span>
              </span>
              <Button
                size="small"
                tone={fit === all ? "primary" : "secondary"}
                aria-label={t("board.assign.give", { name })}
                onPress={() => {
                  onClose();
                  onMove(tickets, target);
                }}
              >
                {t("board.assign.verb")}
              </Button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
