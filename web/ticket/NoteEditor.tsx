/*
 * Changing a note. What is being written stays whatever happens to the note meanwhile: a colleague's newer text is shown
 * beside it, and which of the two remains is decided by whoever writes.
 */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useDraft } from "../lib/useDraft";
import { useChange } from "../steps/useChange";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import { TextField } from "../ui/TextField";

export interface NoteEditorProps {
  readonly note: { readonly noteId: Id<"notes">; readonly body: string; readonly version: number };
  /** Who changed it last, in the reader's language. */
  readonly changedBy: string;
  readonly zone: string;
  readonly maxLength: number;
  readonly onTyping: () => void;
  readonly onClose: () => void;
}

/** What the draft of a changed note is kept under. */
export function noteDraft(noteId: string): string {
  return `edit.${noteId}`;
}

export function NoteEditor({ note, changedBy, zone, maxLength, onTyping, onClose }: NoteEditorProps) {
  const { t } = useTranslation();
  const edit = useMutation(api.notes.edit);
  const change = useChange(zone);
  const [draft, setDraft] = useDraft(noteDraft(note.noteId));
  const [base, setBase] = useDraft(`base.${note.noteId}`);
  // The version that was on screen when writing began; a newer one is a colleague's.
  const [seen, setSeen] = useState(() => (draft !== "" && base !== "" ? Number(base) : note.version));
  const [body, setBody] = useState(draft === "" ? note.body : draft);
  const overtaken = note.version !== seen;
  const close = () => {
    setDraft("");
    setBase("");
    onClose();
  };
  const save = async (expectedVersion: number) => {
    const done = await change.run(() =>
      edit({ noteId: note.noteId, body: body.trim(), expectedVersion, operationId: crypto.randomUUID() }),
    );
    if (done) close();
  };
  return (
    <div className="flex flex-col gap-2">
      <TextField
        multiline
        label={t("ticket.notes.label")}
        labelHidden
        value={body}
        onChange={(text) => {
          setBody(text);
          setDraft(text);
          setBase(String(seen));
          onTyping();
        }}
        maxLength={maxLength}
      />
      {overtaken && (
        <Notice tone="info" title={t("together.noteChanged", { name: changedBy })}>
          <p className="text-xs text-ink-2">{t("together.nowReads")}</p>
          <p dir="auto" className="break-words whitespace-pre-wrap">
            {note.body}
          </p>
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          tone="primary"
          isDisabled={body.trim() === ""}
          isPending={change.busy}
          onPress={() => void save(note.version)}
        >
          {overtaken ? t("together.saveMine") : t("ticket.notes.save")}
        </Button>
        {overtaken && (
          <Button
            size="small"
            onPress={() => {
              setDraft("");
              setBase("");
              setBody(note.body);
              setSeen(note.version);
            }}
          >
            {t("together.takeTheirs")}
          </Button>
        )}
        <Button size="small" onPress={close}>
          {t("shell.cancel")}
        </Button>
      </div>
    </div>
  );
}
