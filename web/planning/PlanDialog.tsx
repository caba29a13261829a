/*
 * Who takes this ticket and when, on the ticket's own page: the day's load of everybody, those who can take it first, the
 * others with all that is in the way. A supervisor may send somebody who does not fit and says why [D-12].
 */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import { visitMs } from "../../shared/catalogue/workTypePolicy";
import { NOTE_MAX_LENGTH } from "../../shared/tickets/inputs";
import { isServiceDay } from "../../shared/time/zones";
import { useLive } from "../lib/useLive";
import { useFormat } from "../lib/useFormat";
import { useSlotWords } from "../lib/useSlotWords";
import { useWords } from "../lib/useWords";
import { useChange } from "../steps/useChange";
import type { TicketDetail } from "../ticket/ticketData";
import { Bidi } from "../ui/Bidi";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { Skeleton } from "../ui/Skeleton";
import { TextField } from "../ui/TextField";
import { showToast } from "../ui/toastQueue";
import { DayAndTime, firstDraft, startOf } from "./DayAndTime";
import { type Candidate, judgeCandidates } from "./judgeCandidates";

export interface PlanDialogProps {
  readonly detail: Pick<TicketDetail, "ticket" | "facts" | "actor" | "branch" | "asked">;
  readonly now: number;
  readonly onClose: () => void;
}

export function PlanDialog({ detail, now, onClose }: PlanDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const slotWords = useSlotWords();
  const place = useMutation(api.tickets.place);
  const { ticket, facts, actor, branch } = detail;
  const { zone, branchId } = branch;
  const change = useChange(zone);
  const [time, setTime] = useState(() => firstDraft(facts.startsAt, now, zone));
  const [override, setOverride] = useState("");
  const technicians = useLive(api.board.technicians, { branchId });
  const visits = useLive(
    api.board.appointments,
    isServiceDay(time.day) ? { branchId, serviceDay: time.day } : "skip",
    { keepPrevious: true },
  );
  const startsAt = startOf(time, zone);
  const candidates =
    technicians === undefined || visits === undefined || !isServiceDay(time.day)
      ? undefined
      : judgeCandidates({ detail, actor, technicians, visits, startsAt, now });
  const reason = override.trim();

  const give = async ({ technician, verdict }: Candidate) => {
    const done = await change.run(() =>
      place({
        ticketId: ticket.ticketId,
        technicianId: technician.technicianId,
        startsAt,
        expectedVersion: facts.version,
        operationId: crypto.randomUUID(),
        ...(verdict.ok ? {} : { override: reason }),
      }),
    );
    if (!done) return;
    const name = words.name(technician.name);
    showToast({
      tone: "done",
      title:
        startsAt === null
          ? t("planning.given", { number: ticket.number, name })
          : t("planning.planned", { number: ticket.number, name, when: format.dateTime(startsAt, zone) }),
    });
    onClose();
  };

  const row = (candidate: Candidate) => {
    const { technician, verdict, load, overridable } = candidate;
    const name = words.name(technician.name);
    const holds = technician.technicianId === facts.technicianId;
    return (
      <li
        key={technician.technicianId}
        className="flex items-start gap-3 border-b border-line py-2 last:border-b-0"
      >
        <span className="min-w-0 flex-1">
          <Bidi className="text-sm font-medium">{name}</Bidi>
          {verdict.ok ? (
            <span className="block text-xs text-ink-2">
              {t("planning.load", { count: load })}
              {holds && ` · ${t("planning.holds")}`}
            </span>
          ) : (
            <ul className="text-xs text-ink-2">
              {verdict.blockers.map((blocker) => {
                const sentence = words.blocker(blocker, zone);
                return <li key={sentence}>{sentence}</li>;
              })}
            </ul>
          )}
        </span>
        {(verdict.ok || overridable) && (
          <Button
            size="small"
            tone={verdict.ok ? "secondary" : "danger"}
            isDisabled={change.busy || (!verdict.ok && reason === "")}
            aria-label={t(verdict.ok ? "planning.give" : "planning.giveAnyway", { name })}
            onPress={() => void give(candidate)}
          >
            {t(verdict.ok ? "planning.verb" : "planning.verbAnyway")}
          </Button>
        )}
      </li>
    );
  };

  const possible = candidates?.filter(({ verdict }) => verdict.ok) ?? [];
  const impossible = candidates?.filter(({ verdict }) => !verdict.ok) ?? [];
  return (
    <Dialog
      open
      wide
      busy={change.busy}
      title={t("planning.title", { number: ticket.number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
    >
      {detail.asked.preferred !== null && (
        <p className="mb-3 text-sm text-ink-2">
          {t("planning.preferred", {
            when: `${format.serviceDay(detail.asked.preferred.serviceDay)} · ${slotWords(detail.asked.preferred.slot)}`,
          })}
        </p>
      )}
      <DayAndTime
        value={time}
        onChange={setTime}
        zone={zone}
        now={now}
        lengthMs={visitMs(facts.policy)}
        untimed={
          facts.startsAt === null
            ? t("planning.noTime")
            : t("planning.keepTime", { time: format.dateTime(facts.startsAt, zone) })
        }
      />
      {candidates === undefined ? (
        <Skeleton className="mt-4 h-40" />
      ) : (
        <>
          <section className="mt-4" aria-label={t("planning.possible")}>
            <h3 className="text-xs font-medium text-ink-3">{t("planning.possible")}</h3>
            {possible.length === 0 ? (
              <p className="py-2 text-sm text-ink-2">{t("planning.nobody")}</p>
            ) : (
              <ul>{possible.map(row)}</ul>
            )}
          </section>
          {impossible.length > 0 && (
            <section className="mt-4" aria-label={t("planning.impossible")}>
              <h3 className="text-xs font-medium text-ink-3">{t("planning.impossible")}</h3>
              {impossible.some(({ overridable }) => overridable) && (
                <TextField
                  className="mt-2"
                  label={t("planning.override")}
                  hint={t("planning.overrideHint")}
                  value={override}
                  maxLength={NOTE_MAX_LENGTH}
                  onChange={setOverride}
                />
              )}
              <ul>{impossible.map(row)}</ul>
            </section>
          )}
        </>
      )}
    </Dialog>
  );
}
