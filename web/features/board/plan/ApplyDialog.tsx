/*
 * The last look before a draft becomes live: how many tickets move, and everything that is in the way as far as this
 * screen knows. The server judges again; what it refuses is listed here and nothing has changed. Somebody who may
 * decide against the fit can say why.
 */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import { isOneOf } from "../../../../shared/access/roles";
import { OVERRIDABLE, OVERRIDE_ROLES } from "../../../../shared/tickets/technicianFit";
import { useAttempt } from "../../../lib/useAttempt";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Notice } from "../../../ui/Notice";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import { TextField } from "../../../ui/TextField";
import { showToast } from "../../../ui/toastQueue";
import type { PlanMode, PlanScopeValue } from "./planContext";

export interface ApplyDialogProps {
  readonly scope: PlanScopeValue;
  readonly mode: PlanMode;
  readonly onUndo: (gestureId: string) => void;
  readonly onClose: () => void;
}

export function ApplyDialog({ scope, mode, onUndo, onClose }: ApplyDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { me, branch } = scope;
  const { draft, moves, conflicts } = mode;
  const [operationId] = useState(() => crypto.randomUUID());
  const [override, setOverride] = useState("");
  const apply = useMutation(api.plans.apply);
  const attempt = useAttempt(branch.zone);
  const blockers = conflicts.flatMap(({ live, verdict }) =>
    verdict?.kind === "blocked" ? verdict.blockers.map((blocker) => ({ number: live.number, blocker })) : [],
  );
  const there = moves.filter(({ verdict }) => verdict?.kind === "there").length;
  const refusedFit =
    attempt.problem?.data?.code === "plan.blocked" &&
    attempt.problem.data.params.moves.every((one) =>
      one.blockers.every(({ code }) => OVERRIDABLE.includes(code)),
    );
  const onlyFit = blockers.length > 0 && blockers.every(({ blocker }) => OVERRIDABLE.includes(blocker.code));
  const mayOverride = isOneOf(OVERRIDE_ROLES, me.role) && (onlyFit || refusedFit);
  const reason = mayOverride ? override.trim() : "";
  const blocked = blockers.length > 0 && reason === "";
  const submit = () =>
    attempt.run(async () => {
      const { draftId, revision: expectedRevision } = draft;
      const done = await apply({
        draftId,
        expectedRevision,
        operationId,
        ...(reason === "" ? {} : { override: reason }),
      });
      onClose();
      scope.onDraft(null);
      showToast({
        tone: "done",
        title: t("plan.apply.done", { count: done.applied }),
        ...(done.applied > 0
          ? { action: { label: t("boardActions.undo"), run: () => onUndo(operationId) } }
          : {}),
      });
    });
  return (
    <Dialog
      open
      title={t("plan.apply.title", { title: draft.title })}
      closeLabel={t("shell.close")}
      onClose={onClose}
      busy={attempt.busy}
      actions={
        <>
          <Button onPress={onClose} isDisabled={attempt.busy}>
            {t("plan.apply.cancel")}
          </Button>
          <Button
            tone="primary"
            isPending={attempt.busy}
            isDisabled={blocked || draft.hidden > 0}
            onPress={() => void submit()}
          >
            {t("plan.apply.submit")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-sm">
        <p>{t("plan.apply.text", { count: moves.length - there })}</p>
        {there > 0 && <p className="text-ink-2">{t("plan.apply.there", { count: there })}</p>}
        {draft.hidden > 0 && <Notice tone="problem" title={t("plan.apply.hidden")} />}
        {blockers.length > 0 && attempt.problem === null && (
          <Notice tone="problem" title={t("plan.apply.blocked")}>
            <ul className="list-disc ps-5">
              {blockers.map(({ number, blocker }) => {
                const sentence = t("plan.moveReason", {
                  number,
                  reason: words.blocker(blocker, branch.zone),
                });
                return <li key={sentence}>{sentence}</li>;
              })}
            </ul>
          </Notice>
        )}
        <ProblemNotice problem={attempt.problem} />
        {mayOverride && (
          <TextField
            label={t("plan.apply.override")}
            hint={t("plan.apply.overrideHint")}
            value={override}
            onChange={setOverride}
            multiline
          />
        )}
      </div>
    </Dialog>
  );
}
