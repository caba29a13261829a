/* Asks before a draft is thrown away. */
import { useTranslation } from "react-i18next";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import type { Draft, PlanScopeValue } from "./planContext";
import { useDraftAdmin } from "./useDraftAdmin";

export interface DiscardDialogProps {
  readonly scope: PlanScopeValue;
  readonly draft: Draft;
  readonly onClose: () => void;
}

export function DiscardDialog({ scope, draft, onClose }: DiscardDialogProps) {
  const { t } = useTranslation();
  const admin = useDraftAdmin(scope, draft);
  return (
    <Dialog
      open
      title={t("plan.discard.title", { title: draft.title })}
      closeLabel={t("shell.close")}
      onClose={onClose}
      busy={admin.busy}
      actions={
        <>
          <Button onPress={onClose} isDisabled={admin.busy}>
            {t("plan.discard.cancel")}
          </Button>
          <Button tone="danger" isPending={admin.busy} onPress={() => void admin.discard().then(onClose)}>
            {t("plan.discard.submit")}
          </Button>
        </>
      }
    >
      <p className="text-sm">{t("plan.discard.text")}</p>
    </Dialog>
  );
}
