/*
 * The one fixed bar at the bottom [S-43]: one large button with the next step of the job, derived from the shared
 * plan; its form when it asks for something; everything that stands in the way, when it is not possible.
 */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Actor } from "../../../shared/tickets/facts";
import type { StepInput } from "../../../shared/tickets/inputs";
import type { OfferedStep } from "../../../shared/tickets/plan";
import { STATUS_META } from "../../../shared/tickets/statuses";
import type { StepAction } from "../../../shared/tickets/transitions";
import { useWords } from "../../lib/useWords";
import { applicableSteps, closedBy, leadsOn, nextStep } from "../../steps/applicableSteps";
import { EMPTY_DRAFT, inputOf, missingFor, needsForm, type StepDraft } from "../../steps/stepDraft";
import { StepForm } from "../../steps/StepForm";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import type { ForecastJob } from "./forecastDay";

export interface StepBarProps {
  readonly forecast: ForecastJob;
  readonly actor: Actor;
  readonly zone: string;
  readonly now: number;
  /** True while a position for the step is being looked for. */
  readonly busy: boolean;
  readonly onTake: (action: StepAction, input: StepInput) => void;
  /** Goes to the job after a finished one; absent when nothing is left. */
  readonly onNext?: () => void;
}

export function StepBar({ forecast, actor, zone, now, busy, onTake, onNext }: StepBarProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [open, setOpen] = useState<StepAction | null>(null);
  const [others, setOthers] = useState(false);
  const [draft, setDraft] = useState<StepDraft>(EMPTY_DRAFT);
  const { facts } = forecast;
  const { ticket } = forecast.job;
  const steps = applicableSteps(facts, actor, now);
  const main = nextStep(steps);
  const around = steps.filter((step) => step !== main);
  const opened = steps.find((step) => step.action === open);
  const shown = opened ?? main;

  const close = () => {
    setOpen(null);
    setDraft(EMPTY_DRAFT);
  };
  const press = (step: OfferedStep) => {
    if (needsForm(step, facts) && opened === undefined) {
      setOpen(step.action);
      return;
    }
    onTake(step.action, inputOf(opened ? draft : EMPTY_DRAFT, facts));
    close();
  };
  const otherSteps =
    opened === undefined && around.length > 0 ? (
      <>
        <Button
          tone="quiet"
          size="phone"
          aria-expanded={others}
          isDisabled={busy}
          onPress={() => setOthers(!others)}
        >
          {t("technician.more")}
        </Button>
        {others && (
          <div className="grid max-h-[40dvh] grid-cols-2 gap-2 overflow-y-auto">
            {around.map((step) => {
              const reasons = closedBy(step).map((blocker) => words.blocker(blocker, zone));
              return (
                <div key={step.action} className="grid content-start gap-1">
                  <Button
                    size="phone"
                    className="px-2 text-md whitespace-normal"
                    isDisabled={busy || reasons.length > 0}
                    onPress={() => {
                      setOthers(false);
                      if (needsForm(step, facts)) setOpen(step.action);
                      else onTake(step.action, {});
                    }}
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
        )}
      </>
    ) : null;

  if (!shown)
    return (
      <div className="grid gap-2">
        <p className="px-2 py-2 text-center text-lg text-ink-2">
          {STATUS_META[forecast.status].terminal
            ? t("technician.closed")
            : t(forecast.status === "assigned" ? "technician.waitForTime" : "technician.nothingNext")}
        </p>
        {onNext && (
          <Button tone="primary" size="phone" className="min-h-16 text-xl font-semibold" onPress={onNext}>
            {t("technician.nextJob")}
          </Button>
        )}
        {otherSteps}
      </div>
    );

  const pressable = opened !== undefined || !needsForm(shown, facts);
  const blockers = pressable
    ? missingFor(shown, opened ? draft : EMPTY_DRAFT, facts, actor, now)
    : closedBy(shown);
  const reasons = blockers.map((blocker) => words.blocker(blocker, zone));
  return (
    <section aria-label={t("technician.next", { number: facts.number })} className="grid gap-2">
      {opened && (
        <div className="max-h-[58dvh] overflow-y-auto overscroll-contain">
          <h3 className="mb-2 text-lg font-semibold">{words.action(opened.action)}</h3>
          <StepForm
            ticketId={ticket.ticketId}
            contactName={ticket.contactName}
            step={opened}
            facts={facts}
            actor={actor}
            zone={zone}
            draft={draft}
            onDraft={setDraft}
            size="phone"
          />
        </div>
      )}
      {reasons.length > 0 && (
        <div id="step-reasons" className="text-sm text-ink-2">
          <p className="font-medium">{t(opened ? "steps.missing" : "technician.cannotYet")}</p>
          <ul className="ms-5 list-disc">
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
      <div className="flex gap-2">
        {opened && (
          <Button size="phone" className="min-h-16" onPress={close}>
            {t("technician.back")}
          </Button>
        )}
        <Button
          tone={leadsOn(shown.action) ? "primary" : "danger"}
          size="phone"
          className="min-h-16 flex-1 flex-col gap-0 text-xl font-semibold whitespace-normal"
          isDisabled={reasons.length > 0}
          isPending={busy}
          {...(reasons.length > 0 ? { "aria-describedby": "step-reasons" } : {})}
          onPress={() => press(shown)}
        >
          <span>{busy ? t("technician.taking") : words.action(shown.action)}</span>
          <Ltr className="text-sm font-normal opacity-85">{facts.number}</Ltr>
        </Button>
      </div>
      {otherSteps}
    </section>
  );
}
