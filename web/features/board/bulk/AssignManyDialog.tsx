/* Who can take all of the selected tickets, from a start or without a time; the one who fits most comes first. */
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { MINUTE_MS, minuteOfDay } from "../../../../shared/time/zones";
import { useFormat } from "../../../lib/useFormat";
import { useWords } from "../../../lib/useWords";
import { Bidi } from "../../../ui/Bidi";
import { Button } from "../../../ui/Button";
import { cx } from "../../../ui/classNames";
import { Dialog } from "../../../ui/Dialog";
import { Select } from "../../../ui/Select";
import { TextField } from "../../../ui/TextField";
import type { TicketRow } from "../boardData";
import type { DropTarget } from "../dropTarget";
import type { BoardWorld } from "../judgeDrop";
import { type LaneScale, SNAP_MS } from "../laneScale";
import { bulkCandidates } from "./bulkCandidates";

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
/** Rows that open at once. */
const STEP = 100;

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
  // Judging so many is not for every tick of the clock.
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const [name, setName] = useState("");
  const wanted = useDeferredValue(name);
  const [limit, setLimit] = useState(STEP);
  const { judged, left } = useMemo(
    () =>
      bulkCandidates(world, tickets, { startsAt: start === NO_TIME ? null : Number(start), wanted }, minute),
    [tickets, world, start, wanted, minute],
  );
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
      <TextField
        className="mt-3"
        label={t("boardActions.bulk.search")}
        labelHidden
        placeholder={t("boardActions.bulk.search")}
        type="search"
        value={name}
        onChange={(text) => {
          setName(text);
          setLimit(STEP);
        }}
      />
      <p role="status" className="mt-2 text-xs text-ink-2 empty:hidden">
        {judged.length === 0
          ? t("boardActions.bulk.nobody")
          : left > 0
            ? t("boardActions.bulk.notJudged", { count: left })
            : ""}
      </p>
      <ul className="mt-1 flex flex-col gap-1">
        {judged.slice(0, limit).map(({ technician, target, fit }) => {
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
      {judged.length > limit && (
        <Button size="small" tone="quiet" className="mt-1 w-full" onPress={() => setLimit(limit + STEP)}>
          {t("map.more", { count: judged.length - limit })}
        </Button>
      )}
    </Dialog>
  );
}
