/** Takes a step of a job: finds the position the step wants (or why there is none), then hands it to the outbox. */
import { useState } from "react";
import type { StepInput } from "../../../shared/tickets/inputs";
import type { StepAction } from "../../../shared/tickets/transitions";
import { sentInput } from "../../steps/stepDraft";
import type { FieldOutbox } from "./fieldOutbox";
import type { ForecastJob } from "./forecastDay";
import { fixForStep, type SharingState } from "./positionWatch";

/** Steps whose place is part of the ticket's story. */
const WITH_POSITION: readonly StepAction[] = ["start_trip", "arrive"];

export interface StepTaking {
  /** True while the phone looks for its position. */
  readonly finding: boolean;
  readonly take: (forecast: ForecastJob, action: StepAction, input: StepInput) => Promise<void>;
}

export function useTakeStep(outbox: Pick<FieldOutbox, "take">, sharing: SharingState): StepTaking {
  const [finding, setFinding] = useState(false);
  const place = async (action: StepAction, now: number): Promise<Pick<StepInput, "fix" | "noFixReason">> => {
    if (!WITH_POSITION.includes(action)) return {};
    setFinding(true);
    try {
      return await fixForStep(navigator.geolocation as Geolocation | undefined, sharing, now);
    } finally {
      setFinding(false);
    }
  };
  const take: StepTaking["take"] = async ({ job, facts }, action, input) => {
    const takenAt = Date.now();
    const where = await place(action, takenAt);
    outbox.take({
      operationId: crypto.randomUUID(),
      ticketId: job.ticket.ticketId,
      number: job.ticket.number,
      expectedVersion: facts.version,
      action,
      input: sentInput({ ...input, ...where, occurredAt: takenAt }),
      takenAt,
    });
  };
  return { finding, take };
}
