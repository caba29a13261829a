/*
 * The way to place a ticket without dragging: choose a start, then a technician. Everybody is listed in the order of the
 * shared ranking with what speaks for and against him; those who are skipped say everything that is in the way.
 */
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AgainstReason,
  type CandidateReason,
  type RankedCandidate,
} from "../../../shared/technicians/rankCandidates";
import type { Blocker } from "../../../shared/tickets/blockers";
import { canOverride } from "../../../shared/tickets/technicianFit";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Bidi } from "../../ui/Bidi";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Select } from "../../ui/Select";
import type { TicketRow } from "./boardData";
import { rankOnBoard, targetFor } from "./fit/rankOnBoard";
import { useReasonWords } from "./fit/useReasonWords";
import { type BoardWorld, carriedLengthMs } from "./judgeDrop";
import { useForecastStore } from "./late/forecastContext";
import type { Overridable } from "./late/OverrideDialog";
import { technicianState } from "./laneRows";
import type { LaneScale } from "./laneScale";
import { TechnicianSign } from "./TechnicianSign";
import type { Drop } from "./useDrop";

export interface AssignDialogProps {
  readonly ticket: TicketRow;
  readonly world: BoardWorld;
  readonly scale: LaneScale;
  readonly now: number;
  readonly onDrop: (drop: Drop) => void;
  /** A supervisor wants somebody who does not fit. */
  readonly onOverride: (wanted: Overridable) => void;
  readonly onClose: () => void;
}

/** Reasons that are no rule: somebody can be sent in spite of them. */
const SOFT: ReadonlySet<string> = new Set<CandidateReason["code"]>([
  "holder",
  "near",
  "far",
  "placeUnknown",
  "skilled",
  "freeNow",
  "freeFrom",
  "load",
  "arrivesLate",
  "makesLate",
]);

function isBlocker(reason: AgainstReason): reason is Blocker {
  return !SOFT.has(reason.code);
}

const UNTIMED = "untimed";
const STEP_MS = 30 * 60_000;

export function AssignDialog({ ticket, world, scale, now, onDrop, onOverride, onClose }: AssignDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const [start, setStart] = useState(UNTIMED);
  const store = useForecastStore();
  const { zone } = world.branch;
  const reasonWords = useReasonWords(zone);

  const startsAt = start === UNTIMED ? null : Number(start);
  const planned = ticket.visit?.startsAt ?? null;
  const starts: number[] = [];
  for (let at = scale.startsAt; at < scale.endsAt; at += STEP_MS) if (at > now - STEP_MS) starts.push(at);

  const ranked = useMemo(
    () => rankOnBoard({ world, store, now }, ticket, startsAt),
    [world, store, now, ticket, startsAt],
  );
  const byId = new Map(world.technicians.map((one) => [String(one.technicianId), one]));
  const candidates = ranked.filter((one) => byId.get(one.technicianId)?.active === true);

  const row = (candidate: RankedCandidate, best: boolean) => {
    const technician = byId.get(candidate.technicianId);
    if (technician === undefined) return null;
    const { fits, inFavour, against, arrivesAt } = candidate;
    const name = words.name(technician.name);
    const target = targetFor(candidate.technicianId, startsAt);
    const blockers = fits ? [] : against.filter(isBlocker);
    const drawbacks = against.filter((reason) => !isBlocker(reason));
    return (
      <li
        key={candidate.technicianId}
        className="flex items-start gap-2 border-b border-line py-2 last:border-b-0"
      >
        <span className="mt-1">
          <TechnicianSign state={technicianState(technician)} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <Bidi className="truncate text-sm font-medium">{name}</Bidi>
            {best && <span className="text-2xs font-medium text-accent">{t("late.rank.best")}</span>}
            {fits && arrivesAt !== null && (
              <span className="text-xs text-ink-3">
                {t("late.rank.arrives", { time: format.time(arrivesAt, zone) })}
              </span>
            )}
          </span>
          {blockers.length > 0 && (
            <ul className="text-xs text-urgent-ink">
              {blockers.map((blocker) => {
                const reason = words.blocker(blocker, zone);
                return <li key={reason}>{reason}</li>;
              })}
            </ul>
          )}
          <ReasonLine label={t("late.rank.inFavour")} sign="+" reasons={inFavour.map(reasonWords)} />
          <ReasonLine label={t("late.rank.against")} sign="−" reasons={drawbacks.map(reasonWords)} />
        </span>
        {fits ? (
          <Button
            size="small"
            tone={best ? "primary" : "secondary"}
            aria-label={t("board.assign.give", { name })}
            onPress={() => {
              onDrop({ ticket, target });
              onClose();
            }}
          >
            {t("board.assign.verb")}
          </Button>
        ) : (
          canOverride(world.actor.role, blockers) && (
            <Button
              size="small"
              tone="quiet"
              onPress={() => {
                onOverride({ drop: { ticket, target }, blockers });
                onClose();
              }}
            >
              {t("late.override.action")}
            </Button>
          )
        )}
      </li>
    );
  };

  const possible = candidates.filter(({ fits }) => fits);
  const impossible = candidates.filter(({ fits }) => !fits);
  return (
    <Dialog
      open
      title={t("board.assign.title", { number: ticket.number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
    >
      <p className="mb-3 text-sm text-ink-2">
        <bdi>{ticket.problem}</bdi> · <bdi>{ticket.contactName}</bdi>
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
          <ul>{possible.map((one, index) => row(one, index === 0))}</ul>
        </section>
      )}
      {impossible.length > 0 && (
        <section className="mt-4">
          <h3 className="text-xs font-medium text-ink-3">
            {t("late.rank.skipped", { count: impossible.length })}
          </h3>
          <ul>{impossible.map((one) => row(one, false))}</ul>
        </section>
      )}
    </Dialog>
  );
}

interface ReasonLineProps {
  readonly label: string;
  readonly sign: string;
  readonly reasons: readonly string[];
}

/** What speaks for somebody or against him, on one line. */
function ReasonLine({ label, sign, reasons }: ReasonLineProps) {
  if (reasons.length === 0) return null;
  return (
    <span className="flex gap-1 text-xs text-ink-2">
      <span aria-hidden className="w-3 shrink-0 text-center text-ink-3">
        {sign}
      </span>
      <span className="sr-only">{label}: </span>
      <bdi>{reasons.join(" · ")}</bdi>
    </span>
  );
}
