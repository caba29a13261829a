/*
 * What can be done next with one request for parts [D-05]. Ordering asks when the supplier promises them; taking a
 * request back asks once more.
 */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Role } from "../../shared/access/roles";
import { mayStepParts, PARTS_STEPS, type PartsStep, partsStep } from "../../shared/records/parts";
import { instantAt, isServiceDay } from "../../shared/time/zones";
import { useMe } from "../lib/session";
import { Button } from "../ui/Button";
import { Sure } from "../ui/Sure";
import { TextField } from "../ui/TextField";
import { useChange } from "./useChange";

export type PartsRequest = FunctionReturnType<typeof api.records.parts>[number];

export interface PartsStepsProps {
  readonly request: PartsRequest;
  readonly role: Role;
  readonly zone: string;
  readonly size?: "desk" | "phone";
}

/** A promised day counts to its end. */
const END_OF_DAY_MINUTE = 23 * 60 + 59;

export function PartsSteps({ request, role, zone, size = "desk" }: PartsStepsProps) {
  const { t } = useTranslation();
  const me = useMe();
  const step = useMutation(api.parts.step);
  const change = useChange(zone);
  const [asking, setAsking] = useState<"order" | "cancel" | null>(null);
  const [day, setDay] = useState("");
  const [note, setNote] = useState("");
  const buttonSize = size === "phone" ? "phone" : "small";
  const fieldSize = size === "phone" ? "phone" : "medium";
  const open = PARTS_STEPS.filter(
    (verb) =>
      partsStep(request.state, verb) !== null &&
      mayStepParts(role, request.by.userId === me.userId, verb, request.state),
  );
  if (open.length === 0) return null;
  const take = async (verb: PartsStep) => {
    const done = await change.run(() =>
      step({
        requestId: request.requestId,
        step: verb,
        note: verb === "order" ? note.trim() : "",
        expectedAt: verb === "order" && isServiceDay(day) ? instantAt(day, END_OF_DAY_MINUTE, zone) : null,
        expectedVersion: request.version,
        operationId: crypto.randomUUID(),
      }),
    );
    if (done) setAsking(null);
  };
  if (asking === "cancel")
    return (
      <Sure
        question={t("records.parts.cancelSure")}
        confirm={t("steps.parts.step.cancel")}
        cancel={t("shell.back")}
        busy={change.busy}
        size={buttonSize}
        onConfirm={() => void take("cancel")}
        onCancel={() => setAsking(null)}
      />
    );
  if (asking === "order")
    return (
      <fieldset className="mt-2 flex min-w-0 flex-col gap-2" aria-label={t("records.parts.order")}>
        <TextField
          ltr
          type="date"
          size={fieldSize}
          label={t("records.parts.expected")}
          value={day}
          onChange={setDay}
        />
        <TextField
          size={fieldSize}
          label={t("records.parts.supplier")}
          value={note}
          onChange={setNote}
          maxLength={1000}
        />
        <div className="flex flex-wrap gap-2">
          <Button size={buttonSize} tone="primary" isPending={change.busy} onPress={() => void take("order")}>
            {t("records.parts.order")}
          </Button>
          <Button size={buttonSize} tone="quiet" onPress={() => setAsking(null)}>
            {t("shell.cancel")}
          </Button>
        </div>
      </fieldset>
    );
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      {open.map((verb) => (
        <Button
          key={verb}
          size={buttonSize}
          tone={verb === "cancel" ? "quiet" : "secondary"}
          isDisabled={change.busy}
          onPress={() => {
            if (verb === "order" || verb === "cancel") setAsking(verb);
            else void take(verb);
          }}
        >
          {t(`steps.parts.step.${verb}`)}
        </Button>
      ))}
    </div>
  );
}
