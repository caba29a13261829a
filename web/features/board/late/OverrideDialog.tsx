/* A supervisor decides against what is in the way of a drop, with a note that stays in the ticket's history [D-12]. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Blocker } from "../../../../shared/tickets/blockers";
import { NOTE_MAX_LENGTH } from "../../../../shared/tickets/inputs";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { TextField } from "../../../ui/TextField";
import type { Drop } from "../useDrop";

/** A refused drop that may be done nevertheless. */
export interface Overridable {
  readonly drop: Drop;
  readonly blockers: readonly Blocker[];
}

export interface OverrideDialogProps {
  readonly wanted: Overridable;
  readonly zone: string;
  readonly onDrop: (drop: Drop) => void;
  readonly onClose: () => void;
}

export function OverrideDialog({ wanted, zone, onDrop, onClose }: OverrideDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [note, setNote] = useState("");
  const override = note.trim();
  return (
    <Dialog
      open
      title={t("late.override.title", { number: wanted.drop.ticket.number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
    >
      <form
        className="flex flex-col gap-3 text-sm"
        onSubmit={(event) => {
          event.preventDefault();
          if (override === "") return;
          onDrop({ ...wanted.drop, override });
          onClose();
        }}
      >
        <p className="text-ink-2">{t("late.override.text")}</p>
        <ul className="list-disc ps-5">
          {wanted.blockers.map((blocker) => {
            const reason = words.blocker(blocker, zone);
            return <li key={reason}>{reason}</li>;
          })}
        </ul>
        <TextField
          label={t("late.override.note")}
          value={note}
          onChange={setNote}
          maxLength={NOTE_MAX_LENGTH}
        />
        <div className="flex justify-end gap-2">
          <Button onPress={onClose}>{t("late.override.cancel")}</Button>
          <Button type="submit" tone="primary" isDisabled={override === ""}>
            {t("late.override.confirm")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
