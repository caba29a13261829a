/* A modal sheet with a form: what it saves, the way back, and where there is one, taking the thing away. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Dialog } from "./Dialog";

export interface FormDialogProps {
  readonly title: string;
  readonly saveLabel: string;
  /** Whether it can be saved as it is filled in. */
  readonly complete: boolean;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  /** Taking the thing away; stands apart from saving. */
  readonly remove?: { readonly label: string; readonly onPress: () => void } | undefined;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function FormDialog({
  title,
  saveLabel,
  complete,
  busy,
  onSave,
  onClose,
  remove,
  wide = false,
  children,
}: FormDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open
      wide={wide}
      busy={busy}
      title={title}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        <>
          {remove && (
            <Button tone="danger" className="me-auto" isDisabled={busy} onPress={remove.onPress}>
              {remove.label}
            </Button>
          )}
          <Button onPress={onClose} isDisabled={busy}>
            {t("shell.cancel")}
          </Button>
          <Button tone="primary" isDisabled={!complete} isPending={busy} onPress={onSave}>
            {saveLabel}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
