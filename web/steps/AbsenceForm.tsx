/* From which day, for how long and why somebody cannot work [F-12]; for himself on the phone, for others at the desk. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ABSENCE_REASONS, type AbsenceReason } from "../../shared/technicians/absence";
import { addDays, instantAt, serviceDayOf } from "../../shared/time/zones";
import { useFormat } from "../lib/useFormat";
import { Button } from "../ui/Button";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";

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

const DAYS_AHEAD = 60;
const LENGTHS = [1, 2, 3, 5, 7, 14, 21, 30] as const;

export function AbsenceForm({ zone, now, size, verb, busy, onSend }: AbsenceFormProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = serviceDayOf(now, zone);
  const [from, setFrom] = useState(today);
  const [length, setLength] = useState("1");
  const [reason, setReason] = useState<AbsenceReason | null>(null);
  const [note, setNote] = useState("");
  const send = async () => {
    if (reason === null) return;
    const done = await onSend({
      from: from === today ? now : instantAt(from, 0, zone),
      until: instantAt(addDays(from, Number(length)), 0, zone),
      reason,
      ...(note.trim() === "" ? {} : { note: note.trim() }),
      operationId: crypto.randomUUID(),
    });
    if (!done) return;
    setReason(null);
    setNote("");
  };
  return (
    <>
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
        size={size === "phone" ? "phone" : "medium"}
        label={t("steps.noteOptional")}
        value={note}
        onChange={setNote}
        maxLength={500}
      />
      <Button
        size={size === "phone" ? "phone" : "medium"}
        isDisabled={reason === null || (reason === "other" && note.trim() === "")}
        isPending={busy}
        onPress={() => void send()}
      >
        {verb}
      </Button>
    </>
  );
}
