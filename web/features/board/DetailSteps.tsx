/* Buttons for the steps the shared plan offers. A closed one says every reason; one that asks opens its form. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Actor, TicketFacts } from "../../../shared/tickets/facts";
import { type OfferedStep, offeredSteps } from "../../../shared/tickets/plan";
import { isOpen } from "../../../shared/tickets/statuses";
import { presentError } from "../../lib/presentError";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { showToast } from "../../ui/toastQueue";
import { type AskedInput, StepDialog } from "./StepDialog";
import type { TicketRow } from "./boardData";

export interface DetailStepsProps {
  readonly ticket: TicketRow;
  readonly facts: TicketFacts;
  readonly actor: Actor;
  readonly zone: string;
  readonly now: number;
}

export function DetailSteps({ ticket, facts, actor, zone, now }: DetailStepsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const transition = useMutation(api.tickets.transition);
  const [asking, setAsking] = useState<OfferedStep | null>(null);
  const [busy, setBusy] = useState(false);
  const steps = offeredSteps(facts, actor, now);

  const take = async (step: OfferedStep, input: AskedInput) => {
    setBusy(true);
    try {
      await transition({
        ticketId: ticket.ticketId,
        expectedVersion: facts.version,
        action: step.action,
        input,
        operationId: crypto.randomUUID(),
      });
      setAsking(null);
    } catch (thrown) {
      const error = presentError(thrown, t, words, format, zone);
      showToast({ tone: "problem", title: error.title, lines: error.reasons });
    } finally {
      setBusy(false);
    }
  };

  if (steps.length === 0)
    return (
      <p className="text-sm text-ink-2">
        {isOpen(facts.status) ? t("board.detail.byTechnician") : t("board.detail.noActions")}
      </p>
    );
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {steps.map((step) => {
          const reasons = step.blockers.map((blocker) => words.blocker(blocker, zone));
          return (
            <div key={step.action} className="flex flex-col gap-0.5">
              <Button
                size="small"
                isDisabled={reasons.length > 0 || busy}
                onPress={() => (step.asks.length > 0 ? setAsking(step) : void take(step, {}))}
              >
                {words.action(step.action)}
              </Button>
              {reasons.map((reason) => (
                <span key={reason} className="text-xs text-ink-2">
                  {reason}
                </span>
              ))}
            </div>
          );
        })}
      </div>
      {asking !== null && (
        <StepDialog
          step={asking}
          facts={facts}
          actor={actor}
          zone={zone}
          now={now}
          busy={busy}
          onSubmit={(input) => void take(asking, input)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
