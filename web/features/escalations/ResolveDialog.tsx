/* Asks what was done; without it nothing is resolved [L-11]. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PresentedError } from "../../lib/presentError";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";

export interface ResolveDialogProps {
  readonly number: string;
  readonly busy: boolean;
  readonly problem: PresentedError | null;
  readonly onSubmit: (notes: string) => void;
  readonly onClose: () => void;
}

/** The server's bound. */
const MAX_LENGTH = 2000;

export function ResolveDialog({ number, busy, problem, onSubmit, onClose }: ResolveDialogProps) {
  const { t } = useTranslation();
  const [notes, setNotes] = useState("");
  const text = notes.trim();
  return (
    <Dialog
      open
      busy={busy}
      title={t("escalations.dialogTitle", { number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t("shell.cancel")}
          </Button>
          <Button tone="primary" isDisabled={text === ""} isPending={busy} onPress={() => onSubmit(text)}>
            {t("escalations.resolve")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField
          multiline
          isRequired
          maxLength={MAX_LENGTH}
          label={t("escalations.notes")}
          hint={t("escalations.notesHint")}
          value={notes}
          onChange={setNotes}
        />
        <ProblemNotice problem={problem} />
      </div>
    </Dialog>
  );
}
