/*
 * Every step a person may take with a ticket, the next one first. A closed one says everything that is in the way; one
 * that asks for something opens its form.
 */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import type { Actor, TicketFacts } from "../../shared/tickets/facts";
import type { OfferedStep } from "../../shared/tickets/plan";
import { isOpen } from "../../shared/tickets/statuses";
import type { StepAction } from "../../shared/tickets/transitions";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { applicableSteps, closedBy, nextStep } from "./applicableSteps";
import { StepDialog } from "./StepDialog";
import { needsForm, type SentInput } from "./stepDraft";
import { useChange } from "./useChange";

export interface StepButtonsProps {
  readonly ticketId: Id<"tickets">;
  readonly contactName: string;
  readonly facts: TicketFacts;
  readonly actor: Actor;
  readonly zone: string;
  readonly now: number;
}

export function StepButtons({ ticketId, contactName, facts, actor, zone, now }: StepButtonsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const transition = useMutation(api.tickets.transition);
  const change = useChange(zone);
  const [asking, setAsking] = useState<StepAction | null>(null);
  const steps = applicableSteps(facts, actor, now);
  const next = nextStep(steps);
  const asked = steps.find((step) => step.action === asking);

  const take = async (step: OfferedStep, input: SentInput) => {
    const done = await change.run(() =>
      transition({
        ticketId,
        expectedVersion: facts.version,
        action: step.action,
        input: step.asks.includes("fixOrReason") ? { ...input, noFixReason: "unavailable" } : input,
        operationId: crypto.randomUUID(),
      }),
    );
    if (done) setAsking(null);
  };

  if (steps.length === 0)
    return (
      <p className="text-sm text-ink-2">
        {isOpen(facts.status) ? t("steps.byTechnician") : t("steps.nothing")}
      </p>
    );
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {steps.map((step) => {
          const reasons = closedBy(step).map((blocker) => words.blocker(blocker, zone));
          return (
            <div key={step.action} className="flex flex-col gap-0.5">
              <Button
                size="small"
                tone={step === next && reasons.length === 0 ? "primary" : "secondary"}
                isDisabled={reasons.length > 0 || change.busy}
                onPress={() => (needsForm(step, facts) ? setAsking(step.action) : void take(step, {}))}
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
      {asked !== undefined && (
        <StepDialog
          ticketId={ticketId}
          contactName={contactName}
          step={asked}
          facts={facts}
          actor={actor}
          zone={zone}
          now={now}
          busy={change.busy}
          onSubmit={(input) => void take(asked, input)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
