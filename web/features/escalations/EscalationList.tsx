/* Escalations with their acts: resolving with notes, opening again. Where they come from is the caller's business. */
import { useMutation } from "convex/react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { useMe } from "../../lib/session";
import { useNow } from "../../lib/useNow";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { EscalationCard } from "./EscalationCard";
import { type Escalation, mayResolve } from "./escalationData";
import { EscalationTextDialog } from "./EscalationTextDialog";

export interface EscalationListProps {
  readonly escalations: readonly Escalation[];
  readonly zone: string;
  /** A link to the ticket, where the reader is not looking at it already. */
  readonly ticketLink?: (escalation: Escalation) => ReactNode;
}

export function EscalationList({ escalations, zone, ticketLink }: EscalationListProps) {
  const { t } = useTranslation();
  const me = useMe();
  const now = useNow();
  const resolve = useMutation(api.escalations.resolve);
  const reopen = useMutation(api.escalations.reopen);
  const attempt = useAttempt(zone);
  const [resolving, setResolving] = useState<Escalation | null>(null);
  // What the dialog was opened on may change meanwhile: the version seen then is the one that is sent.
  const change = ({ escalationId, version }: Escalation) => ({
    escalationId,
    expectedVersion: version,
    operationId: crypto.randomUUID(),
  });
  const submit = async (escalation: Escalation, notes: string) => {
    if (await attempt.run(() => resolve({ ...change(escalation), notes }))) setResolving(null);
  };
  return (
    <>
      {resolving === null && <ProblemNotice problem={attempt.problem} />}
      <ul className="flex flex-col gap-3">
        {escalations.map((escalation) => (
          <li key={escalation.escalationId}>
            <EscalationCard
              escalation={escalation}
              zone={zone}
              now={now}
              mayAct={mayResolve(me.role, escalation)}
              busy={attempt.busy}
              {...(ticketLink ? { ticketLink: ticketLink(escalation) } : {})}
              onResolve={() => {
                attempt.forget();
                setResolving(escalation);
              }}
              onReopen={() => void attempt.run(() => reopen(change(escalation)))}
            />
          </li>
        ))}
      </ul>
      {resolving !== null && (
        <EscalationTextDialog
          title={t("escalations.dialogTitle", { number: resolving.number })}
          label={t("escalations.notes")}
          hint={t("escalations.notesHint")}
          submitLabel={t("escalations.resolve")}
          busy={attempt.busy}
          problem={attempt.problem}
          onSubmit={(notes) => void submit(resolving, notes)}
          onClose={() => {
            attempt.forget();
            setResolving(null);
          }}
        />
      )}
    </>
  );
}
