/* The frame every entry of the catalogue is changed in: its code once, its words in both languages, in use or not. */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { CATALOGUE_CODE } from "../../../shared/catalogue/workTypePolicy";
import type { Attempt } from "../../lib/useAttempt";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";

export interface Frame {
  readonly code: string;
  readonly labels: { readonly ar: string; readonly en: string };
  readonly active: boolean;
}

/** What the frame holds of an entry, or of a new one. */
export function useFrame(
  entry: { readonly value: Pick<Frame, "code" | "labels">; readonly active: boolean } | null,
) {
  const [frame, setFrame] = useState<Frame>({
    code: entry?.value.code ?? "",
    labels: entry?.value.labels ?? { ar: "", en: "" },
    active: entry?.active ?? true,
  });
  const { ar, en } = frame.labels;
  const complete = frame.code !== "" && ar.trim() !== "" && en.trim() !== "";
  return { frame, setFrame, complete };
}

export interface EntryDialogProps {
  readonly title: string;
  readonly isNew: boolean;
  readonly editable: boolean;
  readonly frame: Frame;
  readonly onFrame: (frame: Frame) => void;
  /** What a code may look like; fault codes have a form of their own. */
  readonly codePattern?: RegExp;
  readonly complete: boolean;
  readonly attempt: Attempt;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

export function EntryDialog({
  title,
  isNew,
  editable,
  frame,
  onFrame,
  codePattern = CATALOGUE_CODE,
  complete,
  attempt: { busy, problem },
  onSave,
  onClose,
  children,
}: EntryDialogProps) {
  const { t } = useTranslation();
  const { code, labels, active } = frame;
  const codeFits = codePattern.test(code);
  return (
    <Dialog
      open
      wide
      busy={busy}
      title={title}
      closeLabel={t("shell.close")}
      onClose={onClose}
      actions={
        editable ? (
          <>
            <Button onPress={onClose} isDisabled={busy}>
              {t("shell.cancel")}
            </Button>
            <Button tone="primary" isDisabled={!complete || !codeFits} isPending={busy} onPress={onSave}>
              {t("settings.save")}
            </Button>
          </>
        ) : (
          <Button onPress={onClose}>{t("shell.close")}</Button>
        )
      }
    >
      <fieldset disabled={!editable} className="flex min-w-0 flex-col gap-4">
        {isNew && (
          <TextField
            ltr
            label={t("catalogue.code")}
            hint={t("catalogue.codeHint")}
            value={code}
            maxLength={40}
            onChange={(next) => onFrame({ ...frame, code: next.trim() })}
            {...(code === "" || codeFits ? {} : { error: t("catalogue.codeInvalid") })}
          />
        )}
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t("people.nameAr")}
            value={labels.ar}
            maxLength={80}
            isDisabled={!editable}
            onChange={(ar) => onFrame({ ...frame, labels: { ...labels, ar } })}
          />
          <TextField
            label={t("people.nameEn")}
            value={labels.en}
            maxLength={80}
            isDisabled={!editable}
            onChange={(en) => onFrame({ ...frame, labels: { ...labels, en } })}
          />
        </div>
        {children}
        <Switch on={active} disabled={!editable} onChange={(next) => onFrame({ ...frame, active: next })}>
          {t("catalogue.active")}
        </Switch>
        <ProblemNotice problem={problem} />
      </fieldset>
    </Dialog>
  );
}
