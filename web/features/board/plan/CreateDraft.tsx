/* Opens a draft: its name, and whether others see it. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import { PLAN_TITLE_MAX_LENGTH, type PlanVisibility } from "../../../../shared/planning/moves";
import { useAttempt } from "../../../lib/useAttempt";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import { Segmented } from "../../../ui/Segmented";
import { TextField } from "../../../ui/TextField";
import type { PlanScopeValue } from "./planContext";

export interface CreateDraftProps {
  readonly scope: PlanScopeValue;
  readonly onClose: () => void;
}

export function CreateDraft({ scope, onClose }: CreateDraftProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { me, branch, day } = scope;
  const [title, setTitle] = useState(() => t("plan.create.suggestion", { name: words.name(me.name) }));
  const [visibility, setVisibility] = useState<PlanVisibility>("private");
  const [operationId] = useState(() => crypto.randomUUID());
  const open = useMutation(api.plans.open);
  const attempt = useAttempt(branch.zone);
  const submit = () =>
    attempt.run(async () => {
      const { branchId } = branch;
      const draftId = await open({ branchId, serviceDay: day, title: title.trim(), visibility, operationId });
      onClose();
      scope.onDraft(draftId);
    });
  return (
    <Dialog
      open
      title={t("plan.create.title")}
      closeLabel={t("shell.close")}
      onClose={onClose}
      busy={attempt.busy}
      actions={
        <>
          <Button onPress={onClose} isDisabled={attempt.busy}>
            {t("plan.create.cancel")}
          </Button>
          <Button
            tone="primary"
            isPending={attempt.busy}
            isDisabled={title.trim() === ""}
            onPress={() => void submit()}
          >
            {t("plan.create.submit")}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== "") void submit();
        }}
      >
        <TextField
          label={t("plan.create.name")}
          placeholder={t("plan.create.placeholder")}
          value={title}
          onChange={setTitle}
          maxLength={PLAN_TITLE_MAX_LENGTH}
        />
        <div>
          <Segmented
            label={t("plan.create.who")}
            value={visibility}
            onChange={setVisibility}
            options={[
              { value: "private", label: t("plan.visibility.private") },
              { value: "shared", label: t("plan.visibility.shared") },
            ]}
          />
          <p className="mt-1 text-xs text-ink-3">
            {visibility === "private"
              ? t("plan.create.privateHint")
              : t("plan.create.sharedHint", { branch: words.name(branch.name) })}
          </p>
        </div>
        <ProblemNotice problem={attempt.problem} />
      </form>
    </Dialog>
  );
}
