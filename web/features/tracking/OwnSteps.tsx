/* What the customer may do with his own request: confirm, decline or move the visit, call it off, come back [C-04, C-10]. */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Reason } from "../../../shared/tickets/inputs";
import { addDays, instantAt, serviceDayOf } from "../../../shared/time/zones";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useNow } from "../../lib/useNow";
import { useWords } from "../../lib/useWords";
import { useCompanyLists } from "../../lib/vocabulary";
import { useChange } from "../../steps/useChange";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";

export interface OwnStepsProps {
  readonly token: string;
  readonly zone: string;
  /** Whether a visit is planned that could be moved. */
  readonly movable: boolean;
}

type Step = FunctionReturnType<typeof api.tickets.customerOffers>["steps"][number];

/** How far ahead a visit can be moved from here, and at which hours it may begin. */
const DAYS_AHEAD = 14;
const HOURS = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19] as const;
/** The page asks again what is possible at most once in this time. */
const BEAT_MS = 60_000;
/** What goes on after an answered estimate happens by itself. */
const HIDDEN: readonly string[] = ["resume_work", "resume_in_workshop"];

export function OwnSteps({ token, zone, movable }: OwnStepsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { reasonsFor } = useCompanyLists();
  const format = useFormat();
  const now = useNow(BEAT_MS);
  const offers = useLive(
    api.tickets.customerOffers,
    { token, at: Math.floor(now / BEAT_MS) * BEAT_MS },
    { keepPrevious: true },
  );
  const take = useMutation(api.tickets.customerStep);
  const move = useMutation(api.tickets.customerMove);
  const change = useChange(zone);
  const [asking, setAsking] = useState<string | null>(null);
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState("");
  const [day, setDay] = useState<string | null>(null);
  const [hour, setHour] = useState<string | null>(null);
  const steps = offers?.steps.filter((step) => !HIDDEN.includes(step.action)) ?? [];
  if (offers === undefined || (steps.length === 0 && !movable)) return null;
  const close = () => {
    setAsking(null);
    setReason(null);
    setNote("");
    setDay(null);
    setHour(null);
  };
  const said = {
    ...(reason === null ? {} : { reason }),
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
  const send = async (step: Step) => {
    const done = await change.run(() =>
      take({
        token,
        expectedVersion: offers.version,
        action: step.action,
        input: said,
        operationId: crypto.randomUUID(),
      }),
    );
    if (done) close();
  };
  const reschedule = async () => {
    if (reason === null || day === null || hour === null) return;
    const done = await change.run(() =>
      move({
        token,
        expectedVersion: offers.version,
        startsAt: instantAt(day, Number(hour) * 60, zone),
        ...said,
        reason,
        operationId: crypto.randomUUID(),
      }),
    );
    if (done) close();
  };
  const today = serviceDayOf(now, zone);
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => addDays(today, ahead + 1));
  const chosen = steps.find((step) => step.action === asking);
  const reasonField = (options: readonly Reason[]) => (
    <>
      <Select
        size="phone"
        label={t("steps.reason")}
        value={reason}
        onChange={setReason}
        options={options.map((value) => ({ value, label: words.reason(value) }))}
      />
      <TextField
        multiline
        size="phone"
        label={t("steps.noteOptional")}
        value={note}
        onChange={setNote}
        maxLength={2000}
      />
    </>
  );
  const unfinished = reason === null || (reason === "other" && note.trim() === "");
  return (
    <section aria-labelledby="own-title" className="grid gap-3 rounded-lg border border-line bg-paper p-4">
      <h2 id="own-title" className="text-lg font-semibold">
        {t(movable ? "desk.steps.title" : "desk.steps.requestTitle")}
      </h2>
      <div className="flex flex-wrap gap-2">
        {steps.map((step) => (
          <div key={step.action} className="grid content-start gap-1">
            <Button
              size="phone"
              tone={step.action === "cancel" ? "danger" : "secondary"}
              isDisabled={!step.live || change.busy}
              onPress={() => {
                close();
                if (step.asks.includes("reason")) setAsking(step.action);
                else void send(step);
              }}
            >
              {t(`desk.steps.verb.${step.action}`, { defaultValue: words.action(step.action) })}
            </Button>
            {step.noticeHours !== null && (
              <span className="max-w-60 text-sm text-ink-2">
                {t("blockers.noticeTooShort", { hours: format.number(step.noticeHours) })}
              </span>
            )}
          </div>
        ))}
        {movable && (
          <Button
            size="phone"
            isDisabled={change.busy}
            onPress={() => {
              close();
              setAsking("move");
            }}
          >
            {t("desk.steps.move")}
          </Button>
        )}
      </div>
      {chosen !== undefined && (
        <div className="grid gap-3">
          {reasonField(reasonsFor(chosen.action))}
          <div className="flex flex-wrap gap-2">
            <Button
              size="phone"
              tone={chosen.action === "cancel" ? "danger" : "primary"}
              isDisabled={unfinished}
              isPending={change.busy}
              onPress={() => void send(chosen)}
            >
              {t(`desk.steps.verb.${chosen.action}`, { defaultValue: words.action(chosen.action) })}
            </Button>
            <Button size="phone" tone="quiet" onPress={close}>
              {t("desk.steps.keep")}
            </Button>
          </div>
        </div>
      )}
      {asking === "move" && (
        <div className="grid gap-3">
          <Select
            size="phone"
            label={t("desk.steps.day")}
            value={day}
            onChange={setDay}
            options={days.map((value) => ({ value, label: format.serviceDay(value) }))}
          />
          <Select
            size="phone"
            label={t("desk.steps.hour")}
            value={hour}
            onChange={setHour}
            options={HOURS.map((value) => ({
              value: String(value),
              label: format.time(instantAt(day ?? today, value * 60, zone), zone),
            }))}
          />
          {reasonField(reasonsFor("reschedule"))}
          <div className="flex flex-wrap gap-2">
            <Button
              size="phone"
              tone="primary"
              isDisabled={unfinished || day === null || hour === null}
              isPending={change.busy}
              onPress={() => void reschedule()}
            >
              {t("desk.steps.move")}
            </Button>
            <Button size="phone" tone="quiet" onPress={close}>
              {t("desk.steps.keep")}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
