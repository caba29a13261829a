/* Takes a complaint in the customer's own words; it escalates at once [L-07]. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PresentedError } from "../../lib/presentError";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";

export interface ComplaintDialogProps {
  readonly number: string;
  readonly busy: boolean;
  readonly problem: PresentedError | null;
  readonly onSubmit: (words: string) => void;
  readonly onClose: () => void;
}

/** The server's bound. */
const MAX_LENGTH = 2000;

export function ComplaintDialog({ number, busy, problem, onSubmit, onClose }: ComplaintDialogProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const text = words.trim();
  return (
    <Dialog
      open
      busy={busy}
      title={t("escalations.complain.title", { number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t("shell.cancel")}
          </Button>
          <Button tone="primary" isDisabled={text === ""} isPending={busy} onPress={() => onSubmit(text)}>
            {t("escalations.complain.send")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <TextField
          multiline
          isRequired
          maxLength={MAX_LENGTH}
          label={t("escalations.complain.words")}
          hint={t("escalations.complain.hint")}
          value={words}
          onChange={setWords}
        />
        <ProblemNotice problem={problem} />
      </div>
    </Dialog>
  );
}
