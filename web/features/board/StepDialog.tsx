/* Asks what a step needs before it is taken: a reason from the list, a note. Nothing is sent until both fit. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Reason, reasonsFor } from "../../../shared/tickets/inputs";
import { type OfferedStep, plan } from "../../../shared/tickets/plan";
import type { Actor, TicketFacts } from "../../../shared/tickets/facts";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";

/** What the form gathers; a field the person left out is absent. */
export interface AskedInput {
  readonly reason?: Reason;
  readonly note?: string;
}

export interface StepDialogProps {
  readonly step: OfferedStep;
  readonly facts: TicketFacts;
  readonly actor: Actor;
  readonly zone: string;
  readonly now: number;
  readonly busy: boolean;
  readonly onSubmit: (input: AskedInput) => void;
  readonly onClose: () => void;
}

export function StepDialog({ step, facts, actor, zone, now, busy, onSubmit, onClose }: StepDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState("");
  const input: AskedInput = {
    ...(reason === null ? {} : { reason }),
    ...(note.trim() === "" ? {} : { note: note.trim() }),
  };
  const verdict = plan({
    ticket: facts,
    actor,
    action: step.action,
    input,
    expectedVersion: facts.version,
    now,
  });
  const missing = verdict.ok ? [] : verdict.blockers.map((blocker) => words.blocker(blocker, zone));
  return (
    <Dialog
      open
      busy={busy}
      title={t("board.step.confirmTitle", { action: words.action(step.action), number: facts.number })}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} isDisabled={busy}>
            {t("shell.cancel")}
          </Button>
          <Button
            tone={step.action === "cancel" ? "danger" : "primary"}
            isDisabled={!verdict.ok}
            isPending={busy}
            onPress={() => onSubmit(input)}
          >
            {words.action(step.action)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {step.asks.includes("reason") && (
          <Select
            label={t("board.step.reason")}
            value={reason}
            onChange={setReason}
            options={reasonsFor(step.action).map((code) => ({ value: code, label: words.reason(code) }))}
          />
        )}
        <TextField
          multiline
          label={t("board.step.note")}
          hint={t("board.step.noteHint")}
          value={note}
          onChange={setNote}
        />
        {missing.length > 0 && (
          <ul className="text-xs text-ink-2">
            {missing.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
