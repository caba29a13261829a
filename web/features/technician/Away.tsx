/* Saying that one cannot work for some days, and why [F-12]; taking it back. Planned visits stay for the dispatcher. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { ABSENCE_REASONS, type AbsenceReason } from "../../../shared/technicians/absence";
import { addDays, instantAt, serviceDayOf } from "../../../shared/time/zones";
import { useFormat } from "../../lib/useFormat";
import { useChange } from "../../steps/useChange";
import { Section } from "../../ticket/Section";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import type { OwnDay } from "./ownDay";

export interface AwayProps {
  readonly day: OwnDay;
  readonly now: number;
}

const DAYS_AHEAD = 30;
const LENGTHS = [1, 2, 3, 5, 7, 14] as const;

export function Away({ day, now }: AwayProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { zone } = day.branch;
  const declare = useMutation(api.technicians.declareAbsence);
  const withdraw = useMutation(api.technicians.withdrawAbsence);
  const change = useChange(zone);
  const today = serviceDayOf(now, zone);
  const [from, setFrom] = useState(today);
  const [length, setLength] = useState("1");
  const [reason, setReason] = useState<AbsenceReason | null>(null);
  const [note, setNote] = useState("");
  const send = async () => {
    if (reason === null) return;
    const done = await change.run(() =>
      declare({
        from: from === today ? now : instantAt(from, 0, zone),
        until: instantAt(addDays(from, Number(length)), 0, zone),
        reason,
        ...(note.trim() === "" ? {} : { note: note.trim() }),
        operationId: crypto.randomUUID(),
      }),
    );
    if (!done) return;
    setReason(null);
    setNote("");
  };
  return (
    <div className="mt-4 border-t border-line bg-paper">
      <Section title={t("technician.away.title")}>
        <div className="grid gap-3">
          {day.absences.map((one) => (
            <p key={one.absenceId} className="flex items-center gap-2">
              <span className="min-w-0 flex-1">
                {t(`absenceReasons.${one.reason}`)}
                <span className="block text-sm text-ink-2">
                  {format.dateTime(one.from, zone)} – {format.dateTime(one.until, zone)}
                </span>
              </span>
              <Button
                size="phone"
                tone="quiet"
                isDisabled={change.busy}
                onPress={() => void change.run(() => withdraw({ absenceId: one.absenceId }))}
              >
                {t("technician.away.back")}
              </Button>
            </p>
          ))}
          <Select
            label={t("technician.away.from")}
            value={from}
            onChange={setFrom}
            options={Array.from({ length: DAYS_AHEAD }, (_, ahead) => addDays(today, ahead)).map((value) => ({
              value,
              label: format.serviceDay(value),
            }))}
          />
          <Select
            label={t("technician.away.length")}
            value={length}
            onChange={setLength}
            options={LENGTHS.map((days) => ({
              value: String(days),
              label: t("technician.away.days", { count: days }),
            }))}
          />
          <Select
            label={t("steps.reason")}
            value={reason}
            onChange={setReason}
            options={ABSENCE_REASONS.map((value) => ({ value, label: t(`absenceReasons.${value}`) }))}
          />
          <TextField
            size="phone"
            label={t("steps.noteOptional")}
            value={note}
            onChange={setNote}
            maxLength={500}
          />
          <Button
            size="phone"
            isDisabled={reason === null || (reason === "other" && note.trim() === "")}
            isPending={change.busy}
            onPress={() => void send()}
          >
            {t("technician.away.send")}
          </Button>
        </div>
      </Section>
    </div>
  );
}
