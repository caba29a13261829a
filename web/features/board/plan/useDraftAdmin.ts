/* What is done with a draft as a whole, beside applying it: sharing, discarding, bringing it back. */
import { useMutation } from "convex/react";
import { useTranslation } from "react-i18next";
import { api } from "../../../../convex/_generated/api";
import { isOneOf } from "../../../../shared/access/roles";
import type { PlanVisibility } from "../../../../shared/planning/moves";
import { OVERRIDE_ROLES } from "../../../../shared/tickets/technicianFit";
import { useAttempt } from "../../../lib/useAttempt";
import { showToast } from "../../../ui/toastQueue";
import type { Draft, PlanScopeValue } from "./planContext";

export interface DraftAdmin {
  readonly busy: boolean;
  readonly mayDiscard: boolean;
  readonly share: (visibility: PlanVisibility) => void;
  readonly restore: () => void;
  /** Discards and offers to bring the draft back. */
  readonly discard: () => Promise<boolean>;
}

export function useDraftAdmin({ me, branch, onDraft }: PlanScopeValue, draft: Draft): DraftAdmin {
  const { t } = useTranslation();
  const attempt = useAttempt(branch.zone);
  const change = useMutation(api.plans.change);
  const sendDiscard = useMutation(api.plans.discard);
  const sendRestore = useMutation(api.plans.restore);
  const { draftId, title, owner } = draft;
  const restore = async () => {
    const done = await attempt.run(async () => await sendRestore({ draftId }));
    if (done) onDraft(draftId);
  };
  return {
    busy: attempt.busy,
    mayDiscard: owner.userId === me.userId || isOneOf(OVERRIDE_ROLES, me.role),
    share: (visibility) => void attempt.run(async () => await change({ draftId, visibility })),
    restore: () => void restore(),
    discard: async () =>
      await attempt.run(async () => {
        await sendDiscard({ draftId });
        onDraft(null);
        showToast({
          tone: "info",
          title: t("plan.discard.done", { title }),
          action: {
            label: t("plan.discard.undo"),
            run: () => void sendRestore({ draftId }).then(() => onDraft(draftId)),
          },
        });
      }),
  };
}
