/* When somebody cannot work and why [F-12], in whole days or in hours; for himself on the phone, for others at the desk. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ABSENCE_REASONS, type AbsenceReason, LONGEST_ABSENCE_MS } from "../../shared/technicians/absence";
import { isServiceDay, serviceDayOf } from "../../shared/time/zones";
import { Button } from "../ui/Button";
import { Segmented } from "../ui/Segmented";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";
import { type AbsenceTimes, firstTimes, spanOfTimes } from "./absenceTimes";
import { HourSelect } from "./HourSelect";

export interface AbsenceWish {
  readonly from: number;
  readonly until: number;
  readonly reason: AbsenceReason;
  readonly note?: string;
  readonly operationId: string;
}

export interface AbsenceFormProps {
  readonly zone: string;
  readonly now: number;
  readonly size: "desk" | "phone";
  readonly verb: string;
  readonly busy: boolean;
  /** Answers whether it was written down; only then the form is emptied. */
  readonly onSend: (wish: AbsenceWish) => Promise<boolean>;
}

export function AbsenceForm({ zone, now, size, verb, busy, onSend }: AbsenceFormProps) {
  const { t } = useTranslation();
  const today = serviceDayOf(now, zone);
  const [times, setTimes] = useState<AbsenceTimes>(() => firstTimes(now, zone));
  const [reason, setReason] = useState<AbsenceReason | null>(null);
  const [note, setNote] = useState("");
  const face = size === "phone" ? "phone" : "medium";
  const span = spanOfTimes(times, now, zone);
  const isPast = isServiceDay(times.firstDay) && times.firstDay < today;
  const endsBefore = span !== null && span.until <= Math.max(span.from, now);
  const isTooLong = span !== null && span.until - span.from > LONGEST_ABSENCE_MS;
  const endFault = endsBefore
    ? t("records.away.endsBefore")
    : isTooLong
      ? t("records.away.tooLong")
      : isServiceDay(times.lastDay)
        ? null
        : t("planning.noDay");
  const startFault = isServiceDay(times.firstDay)
    ? isPast
      ? t("records.away.past")
      : null
    : t("planning.noDay");
  const change = (next: Partial<AbsenceTimes>) => setTimes({ ...times, ...next });
  const send = async () => {
    if (reason === null || span === null) return;
    const done = await onSend({
      ...span,
      reason,
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      operationId: crypto.randomUUID(),
    });
    if (!done) return;
    setReason(null);
    setNote("");
    setTimes(firstTimes(now, zone));
  };
  const incomplete =
    span === null ||
    startFault !== null ||
    endFault !== null ||
    reason === null ||
    (reason === "other" && note.trim() === "");
  return (
    <>
      <Segmented
        label={t("records.away.lasts")}
        labelHidden
        value={times.kind}
        onChange={(kind) => change({ kind })}
        options={[
          { value: "days", label: t("records.away.wholeDays") },
          { value: "hours", label: t("records.away.someHours") },
        ]}
      />
      <div className="grid grid-cols-2 items-start gap-3">
        <TextField
          ltr
          type="date"
          size={face}
          label={t(times.kind === "days" ? "records.away.firstDay" : "records.away.fromDay")}
          value={times.firstDay}
          {...(startFault === null ? {} : { error: startFault })}
          onChange={(firstDay) =>
            // A last day that would lie before the first one moves along; one that was chosen later stays.
            change({ firstDay, ...(times.lastDay < firstDay ? { lastDay: firstDay } : {}) })
          }
        />
        {times.kind === "hours" && (
          <HourSelect
            size={face}
            label={t("records.away.fromHour")}
            day={times.firstDay}
            zone={zone}
            after={times.firstDay === today ? now : null}
            soon={times.firstDay === today ? t("records.away.fromNow") : null}
            value={times.from}
            onChange={(from) => change({ from })}
          />
        )}
        <TextField
          ltr
          type="date"
          size={face}
          label={t(times.kind === "days" ? "records.away.lastDay" : "records.away.untilDay")}
          value={times.lastDay}
          {...(endFault === null ? {} : { error: endFault })}
          onChange={(lastDay) => change({ lastDay })}
        />
        {times.kind === "hours" && (
          <HourSelect
            size={face}
            label={t("records.away.untilHour")}
            day={times.lastDay}
            zone={zone}
            withMidnight
            after={times.from === "now" ? now : times.from}
            soon={null}
            value={times.until}
            onChange={(until) => change({ until })}
          />
        )}
      </div>
      <Select
        size={face}
        label={t("steps.reason")}
        value={reason}
        onChange={setReason}
        options={ABSENCE_REASONS.map((value) => ({ value, label: t(`absenceReasons.${value}`) }))}
      />
      <TextField
        size={face}
        label={t("steps.noteOptional")}
        value={note}
        onChange={setNote}
        maxLength={500}
      />
      <Button size={face} isDisabled={incomplete} isPending={busy} onPress={() => void send()}>
        {verb}
      </Button>
    </>
  );
}
