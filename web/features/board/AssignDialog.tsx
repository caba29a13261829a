/*
 * The way to place a ticket without dragging: choose a start, then a technician. Everybody is listed, those who
 * can take it first and nearest first; the others say everything that is in the way.
 */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { distanceM } from "../../../shared/geo/point";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Ltr } from "../../ui/Ltr";
import { Select } from "../../ui/Select";
import type { TechnicianRow, TicketRow } from "./boardData";
import type { DropTarget } from "./dropTarget";
import { type BoardWorld, carriedLengthMs, judgeDrop, type Verdict } from "./judgeDrop";
import { technicianState } from "./laneRows";
import type { LaneScale } from "./laneScale";
import { TechnicianSign } from "./TechnicianSign";
import type { Drop } from "./useDrop";
import { usePositions } from "./usePositions";

export interface AssignDialogProps {
  readonly ticket: TicketRow;
  readonly world: BoardWorld;
  readonly scale: LaneScale;
  readonly now: number;
  readonly onDrop: (drop: Drop) => void;
  readonly onClose: () => void;
}

interface Candidate {
  readonly technician: TechnicianRow;
  readonly target: DropTarget;
  readonly verdict: Verdict;
  readonly awayM: number | null;
  readonly visits: number;
}

const UNTIMED = "untimed";
const STEP_MS = 30 * 60_000;

export function AssignDialog({ ticket, world, scale, now, onDrop, onClose }: AssignDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const [start, setStart] = useState(UNTIMED);
  const positions = usePositions(world.branch.branchId);

  const startsAt = start === UNTIMED ? null : Number(start);
  const planned = ticket.visit?.startsAt ?? null;
  const starts: number[] = [];
  for (let at = scale.startsAt; at < scale.endsAt; at += STEP_MS) if (at > now - STEP_MS) starts.push(at);

  const candidates = world.technicians
    .filter((technician) => technician.active)
    .map((technician): Candidate => {
      const { technicianId } = technician;
      const target: DropTarget =
        startsAt === null ? { kind: "technician", technicianId } : { kind: "lane", technicianId, startsAt };
      const fix = positions?.get(technicianId);
      return {
        technician,
        target,
        verdict: judgeDrop(world, ticket, target, now),
        awayM: fix && ticket.point ? distanceM(fix, ticket.point) : null,
        visits: world.visits.filter((v) => v.technicianId === technicianId && v.travel !== "called_off")
          .length,
      };
    })
    .sort(
      (a, b) =>
        Number(b.verdict.ok) - Number(a.verdict.ok) ||
        (a.awayM ?? Number.POSITIVE_INFINITY) - (b.awayM ?? Number.POSITIVE_INFINITY) ||
        a.visits - b.visits,
    );

  const row = (candidate: Candidate) => {
    const { technician, verdict, awayM, visits, target } = candidate;
    const name = words.name(technician.name);
    const has = ticket.visit?.technicianId === technician.technicianId;
    return (
      <li
        key={technician.technicianId}
        className="flex items-start gap-2 border-b border-line py-2 last:border-b-0"
      >
        <span className="mt-1">
          <TechnicianSign state={technicianState(technician)} />
        </span>
        <span className="min-w-0 flex-1">
          <Bidi className="truncate text-sm font-medium">{name}</Bidi>
          {verdict.ok ? (
            <span className="block text-xs text-ink-2">
              {awayM === null
                ? t("board.assign.noPosition")
                : t("board.assign.away", { distance: format.distance(awayM) })}
              {" · "}
              {t("board.assign.load", { count: visits })}
              {has && ` · ${t("board.assign.hereNow")}`}
            </span>
          ) : (
            <ul className="text-xs text-ink-2">
              {verdict.blockers.map((blocker) => {
                const reason = words.blocker(blocker, world.branch.zone);
                return <li key={reason}>{reason}</li>;
              })}
            </ul>
          )}
        </span>
        {verdict.ok && (
          <Button
            size="small"
            aria-label={t("board.assign.give", { name })}
            onPress={() => {
              onDrop({ ticket, target });
              onClose();
            }}
          >
            {t("board.assign.verb")}
          </Button>
        )}
      </li>
    );
  };

  const possible = candidates.filter(({ verdict }) => verdict.ok);
  const impossible = candidates.filter(({ verdict }) => !verdict.ok);
  return (
    <Dialog
      open
      title={t("board.assign.title", { number: ticket.number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
    >
      <p className="mb-3 text-sm text-ink-2">
        <bdi>{ticket.problem}</bdi> · <bdi>{ticket.contactName}</bdi> · <Ltr>{ticket.number}</Ltr>
      </p>
      <Select
        label={t("board.assign.time")}
        value={start}
        onChange={setStart}
        options={[
          {
            value: UNTIMED,
            label:
              planned === null
                ? t("board.assign.timeNone")
                : t("board.assign.timeKeep", { time: format.time(planned, scale.zone) }),
          },
          ...starts.map((at) => ({
            value: String(at),
            label: format.span(at, at + carriedLengthMs(ticket), scale.zone),
          })),
        ]}
      />
      {possible.length > 0 && (
        <section className="mt-4">
          <h3 className="text-xs font-medium text-ink-3">{t("board.assign.possible")}</h3>
          <ul>{possible.map(row)}</ul>
        </section>
      )}
      {impossible.length > 0 && (
        <section className="mt-4">
          <h3 className="text-xs font-medium text-ink-3">{t("board.assign.impossible")}</h3>
          <ul>{impossible.map(row)}</ul>
        </section>
      )}
    </Dialog>
  );
}
