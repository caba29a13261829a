/*
 * One required text about a ticket: what was done, without which nothing is resolved [L-11], or a complaint in the
 * customer's own words, which escalates at once [L-07]. Sends nothing itself.
 */
import { useState } from "react";
import { ESCALATION_TEXT_MAX_LENGTH } from "../../../shared/sla/escalations";
import type { PresentedError } from "../../lib/presentError";
import { FormDialog } from "../../ui/FormDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { TextField } from "../../ui/TextField";

export interface EscalationTextDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly submitLabel: string;
  readonly busy: boolean;
  readonly problem: PresentedError | null;
  readonly onSubmit: (text: string) => void;
  readonly onClose: () => void;
}

export function EscalationTextDialog({
  title,
  label,
  hint,
  submitLabel,
  busy,
  problem,
  onSubmit,
  onClose,
}: EscalationTextDialogProps) {
  const [draft, setDraft] = useState("");
  const text = draft.trim();
  return (
    <FormDialog
      busy={busy}
      title={title}
      saveLabel={submitLabel}
      complete={text !== ""}
      onSave={() => onSubmit(text)}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <TextField
          multiline
          isRequired
          maxLength={ESCALATION_TEXT_MAX_LENGTH}
          label={label}
          hint={hint}
          value={draft}
          onChange={setDraft}
        />
        <ProblemNotice problem={problem} />
      </div>
    </FormDialog>
  );
}
