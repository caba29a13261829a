/* Takes a file of a ticket away, after asking once more: its bytes are gone then, and only the row says who did it. */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import { useChange } from "../steps/useChange";
import { Button } from "../ui/Button";
import { Sure } from "../ui/Sure";

export interface RemoveFileProps {
  readonly file: FunctionReturnType<typeof api.attachments.gallery>[number];
  readonly zone: string;
  readonly onRemoved: () => void;
}

export function RemoveFile({ file, zone, onRemoved }: RemoveFileProps) {
  const { t } = useTranslation();
  const remove = useMutation(api.attachments.remove);
  const change = useChange(zone);
  const [asked, setAsked] = useState(false);
  const kind = t(`steps.fileKinds.${file.kind}`);
  if (!asked)
    return (
      <Button
        size="small"
        tone="quiet"
        className="self-start"
        icon={<Trash2 aria-hidden className="size-4" />}
        aria-label={t("ticket.gallery.remove", { kind })}
        onPress={() => setAsked(true)}
      >
        {t("ticket.gallery.removeVerb")}
      </Button>
    );
  return (
    <Sure
      question={t("ticket.gallery.removeSure")}
      confirm={t("ticket.gallery.removeYes")}
      cancel={t("shell.cancel")}
      busy={change.busy}
      onConfirm={() =>
        void change
          .run(() => remove({ attachmentId: file.attachmentId }))
          .then((done) => (done ? onRemoved() : undefined))
      }
      onCancel={() => setAsked(false)}
    />
  );
}
