/* A step's form in a dialog: cancel and one primary button that stays closed until its minimum is there [S-56]. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { EMPTY_DRAFT, inputOf, missingFor, type SentInput } from "./stepDraft";
import { StepForm, type StepFormProps } from "./StepForm";

export interface StepDialogProps extends Omit<StepFormProps, "draft" | "onDraft" | "size"> {
  readonly now: number;
  readonly busy: boolean;
  readonly onSubmit: (input: SentInput) => void;
  readonly onClose: () => void;
}

/** Steps that end a ticket badly look like what they are. */
const HARD = ["cancel", "reject_request", "mark_not_fixed"];

export function StepDialog({ now, busy, onSubmit, onClose, ...form }: StepDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [draft, setDraft] = useState(EMPTY_DRAFT);
  const { step, facts, actor, zone } = form;
  const missing = missingFor(step, draft, facts, actor, now).map((blocker) => words.blocker(blocker, zone));
  return (
    <Dialog
      open
      wide
      busy={busy}
      title={t("steps.title", { action: words.action(step.action), number: facts.number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        <>
          {missing.length > 0 && (
            <ul className="me-auto self-center text-xs text-ink-2" aria-live="polite">
              {missing.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          <Button onPress={onClose} isDisabled={busy}>
            {t("shell.back")}
          </Button>
          <Button
            tone={HARD.includes(step.action) ? "danger" : "primary"}
            isDisabled={missing.length > 0}
            isPending={busy}
            onPress={() => onSubmit(inputOf(draft, facts))}
          >
            {words.action(step.action)}
          </Button>
        </>
      }
    >
      <StepForm {...form} draft={draft} onDraft={setDraft} />
    </Dialog>
  );
}
