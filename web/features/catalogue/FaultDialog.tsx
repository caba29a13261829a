/* One fault code: what it is called, what to do about it, which parts are usual. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { FAULT_CODE } from "../../../shared/records/checks";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import type { FaultEntry, TradeEntry } from "./catalogueData";
import { EntryDialog, useFrame } from "./EntryDialog";

export interface FaultDialogProps {
  readonly entry: FaultEntry | null;
  readonly trades: readonly TradeEntry[];
  readonly editable: boolean;
  readonly onClose: () => void;
}

export function FaultDialog({ entry, trades, editable, onClose }: FaultDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const put = useMutation(api.catalogue.putFault);
  const attempt = useAttempt();
  const { frame, setFrame, complete } = useFrame(entry);
  const [trade, setTrade] = useState(entry?.value.trade ?? trades[0]?.value.code ?? "");
  const [procedure, setProcedure] = useState(entry?.value.procedure ?? { ar: "", en: "" });
  const [parts, setParts] = useState((entry?.value.parts ?? []).join("\n"));
  const { code, labels, active } = frame;
  const whole = complete && trade !== "" && procedure.ar.trim() !== "" && procedure.en.trim() !== "";
  const save = async () => {
    const fault = {
      code,
      trade,
      labels: { ar: labels.ar, en: labels.en },
      procedure: { ar: procedure.ar, en: procedure.en },
      parts: parts
        .split("\n")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    };
    if (await attempt.run(() => put({ fault, active, expectedVersion: entry?.version ?? 0 }))) onClose();
  };
  return (
    <EntryDialog
      title={t(entry ? "catalogue.faults.edit" : "catalogue.faults.new")}
      isNew={entry === null}
      editable={editable}
      frame={frame}
      onFrame={setFrame}
      codePattern={FAULT_CODE}
      complete={whole}
      attempt={attempt}
      onSave={() => void save()}
      onClose={onClose}
    >
      <Select
        label={t("catalogue.trade")}
        value={trade}
        disabled={!editable}
        onChange={setTrade}
        options={trades.map((one) => ({ value: one.value.code, label: words.name(one.value.labels) }))}
      />
      {(["ar", "en"] as const).map((language) => (
        <TextField
          key={language}
          multiline
          label={t(`catalogue.faults.procedure.${language}`)}
          value={procedure[language]}
          maxLength={2000}
          isDisabled={!editable}
          onChange={(text) => setProcedure({ ...procedure, [language]: text })}
        />
      ))}
      <TextField
        multiline
        label={t("catalogue.faults.parts")}
        hint={t("catalogue.faults.partsHint")}
        value={parts}
        maxLength={2000}
        isDisabled={!editable}
        onChange={setParts}
      />
    </EntryDialog>
  );
}
