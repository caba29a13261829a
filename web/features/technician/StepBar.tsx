/*
 * The one fixed bar at the bottom [S-43]: one large button with the next step of the job, derived from the shared
 * plan; its form when it asks for something; everything that stands in the way, when it is not possible.
 */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Actor } from "../../../shared/tickets/facts";
import type { StepInput } from "../../../shared/tickets/inputs";
import { type OfferedStep, offeredSteps, plan } from "../../../shared/tickets/plan";
import { STATUS_META } from "../../../shared/tickets/statuses";
import type { StepAction } from "../../../shared/tickets/transitions";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import type { ForecastJob } from "./forecastDay";
import { type StepDraft, StepForm } from "./StepForm";

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

/** Steps that lead away from finishing the job stand behind "other steps". */
const DETOURS: readonly StepAction[] = ["turn_back", "unassign", "cancel"];
const EMPTY: StepDraft = { note: "", reason: null };

function inputOf(draft: StepDraft): StepInput {
  const note = draft.note.trim();
  return { ...(note === "" ? {} : { note }), ...(draft.reason ? { reason: draft.reason } : {}) };
}

/** A form opens for what a person must fill in; a position is found by the phone. */
function needsForm(step: OfferedStep): boolean {
  return step.asks.includes("notes") || step.asks.includes("reason");
}

export function StepBar({ forecast, actor, zone, now, busy, onTake, onNext }: StepBarProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [open, setOpen] = useState<StepAction | null>(null);
  const [draft, setDraft] = useState<StepDraft>(EMPTY);
  const { facts } = forecast;
  const steps = offeredSteps(facts, actor, now);
  const main = steps.find((step) => !DETOURS.includes(step.action));
  const detours = steps.filter((step) => DETOURS.includes(step.action));
  const opened = steps.find((step) => step.action === open);
  const shown = opened ?? main;
  const input = inputOf(opened ? draft : EMPTY);

  const missing = (step: OfferedStep): string[] => {
    // The position is looked for when the button is pressed, so it is not missing yet.
    const verdict = plan({
      ticket: facts,
      actor,
      action: step.action,
      input: step.asks.includes("fixOrReason") ? { ...input, noFixReason: "unavailable" } : input,
      expectedVersion: facts.version,
      now,
    });
    return verdict.ok ? [] : verdict.blockers.map((blocker) => words.blocker(blocker, zone));
  };
  const close = () => {
    setOpen(null);
    setDraft(EMPTY);
  };
  const press = (step: OfferedStep) => {
    if (needsForm(step) && opened === undefined) {
      setOpen(step.action);
      return;
    }
    onTake(step.action, input);
    close();
  };

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
      </div>
    );

  const pressable = opened !== undefined || !needsForm(shown);
  const reasons = pressable ? missing(shown) : shown.blockers.map((blocker) => words.blocker(blocker, zone));
  return (
    <section aria-label={t("technician.next", { number: facts.number })} className="grid gap-2">
      {opened && <StepForm step={opened} draft={draft} onDraft={setDraft} />}
      {reasons.length > 0 && (
        <div id="step-reasons" className="text-sm text-ink-2">
          <p className="font-medium">{t("technician.cannotYet")}</p>
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
          tone={DETOURS.includes(shown.action) ? "danger" : "primary"}
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
      {opened === undefined &&
        detours.map((step) => (
          <Button
            key={step.action}
            tone="quiet"
            size="phone"
            isDisabled={busy}
            onPress={() => setOpen(step.action)}
          >
            {words.action(step.action)}
          </Button>
        ))}
    </section>
  );
}
