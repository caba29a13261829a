/* One checklist: its points in order, each with words in both languages and whether it must be answered. */
import { useMutation } from "convex/react";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { useAttempt } from "../../lib/useAttempt";
import { Button } from "../../ui/Button";
import { IconButton } from "../../ui/IconButton";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";
import type { ChecklistEntry } from "./catalogueData";
import { EntryDialog, useFrame } from "./EntryDialog";

export interface ChecklistDialogProps {
  readonly entry: ChecklistEntry | null;
  readonly editable: boolean;
  readonly onClose: () => void;
}

const MAX_POINTS = 60;

/** A code nobody has to think of; answers of earlier runs keep theirs. */
function freshCode(taken: readonly string[]): string {
  for (let number = taken.length + 1; ; number += 1)
    if (!taken.includes(`point_${number}`)) return `point_${number}`;
}

export function ChecklistDialog({ entry, editable, onClose }: ChecklistDialogProps) {
  const { t } = useTranslation();
  const put = useMutation(api.catalogue.putChecklistTemplate);
  const attempt = useAttempt();
  const { frame, setFrame, complete } = useFrame(entry);
  const [items, setItems] = useState(entry?.value.items ?? []);
  const { code, labels, active } = frame;
  const change = (index: number, part: Partial<(typeof items)[number]>) =>
    setItems(items.map((item, at) => (at === index ? { ...item, ...part } : item)));
  const whole =
    items.length > 0 && items.every(({ labels: { ar, en } }) => ar.trim() !== "" && en.trim() !== "");
  const save = async () => {
    const template = { code, labels: { ar: labels.ar, en: labels.en }, items };
    if (await attempt.run(() => put({ template, active, expectedVersion: entry?.version ?? 0 }))) onClose();
  };
  return (
    <EntryDialog
      title={t(entry ? "catalogue.checklists.edit" : "catalogue.checklists.new")}
      isNew={entry === null}
      editable={editable}
      frame={frame}
      onFrame={setFrame}
      complete={complete && whole}
      attempt={attempt}
      onSave={() => void save()}
      onClose={onClose}
    >
      <ol className="flex flex-col gap-3">
        {items.map((item, index) => (
          <li
            key={item.code}
            className="grid gap-2 rounded-md border border-line p-2 sm:grid-cols-[1fr_1fr_auto_auto] sm:items-end"
          >
            <TextField
              label={`${t("people.nameAr")} ${index + 1}`}
              value={item.labels.ar}
              maxLength={160}
              isDisabled={!editable}
              onChange={(ar) => change(index, { labels: { ...item.labels, ar } })}
            />
            <TextField
              label={`${t("people.nameEn")} ${index + 1}`}
              value={item.labels.en}
              maxLength={160}
              isDisabled={!editable}
              onChange={(en) => change(index, { labels: { ...item.labels, en } })}
            />
            <Switch
              on={item.required}
              disabled={!editable}
              onChange={(required) => change(index, { required })}
            >
              {t("catalogue.checklists.required")}
            </Switch>
            {editable && (
              <IconButton
                label={t("catalogue.checklists.removePoint", { number: index + 1 })}
                icon={<Trash2 aria-hidden className="size-4" />}
                onPress={() => setItems(items.filter((_one, at) => at !== index))}
              />
            )}
          </li>
        ))}
      </ol>
      {editable && items.length < MAX_POINTS && (
        <Button
          size="small"
          className="self-start"
          icon={<Plus aria-hidden className="size-3.5" />}
          onPress={() =>
            setItems([
              ...items,
              { code: freshCode(items.map((item) => item.code)), labels: { ar: "", en: "" }, required: true },
            ])
          }
        >
          {t("catalogue.checklists.addPoint")}
        </Button>
      )}
    </EntryDialog>
  );
}
