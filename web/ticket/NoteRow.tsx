/* One internal note: who wrote it and when, its text, and for its author the way to change it. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../convex/_generated/api";
import { useMe } from "../lib/session";
import { hasDraft } from "../lib/useDraft";
import { useFormat } from "../lib/useFormat";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { NoteEditor, noteDraft } from "./NoteEditor";

export interface NoteRowProps {
  readonly note: FunctionReturnType<typeof api.records.notes>[number];
  readonly zone: string;
  readonly maxLength: number;
  readonly onTyping: () => void;
  readonly onDone: () => void;
}

export function NoteRow({ note, zone, maxLength, onTyping, onDone }: NoteRowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const own = note.by.userId === me.userId;
  // A change begun before a reload is open again.
  const [editing, setEditing] = useState(() => own && hasDraft(me.userId, noteDraft(note.noteId)));
  return (
    <li className="rounded-md bg-sunken px-2.5 py-1.5 text-sm">
      <p className="flex items-baseline gap-2 text-2xs text-ink-2">
        <span className="min-w-0 flex-1">
          <bdi>{words.name(note.by.name)}</bdi> · {format.dateTime(note.addedAt, zone)}
          {note.version > 1 &&
            ` · ${t("ticket.notes.changed", { when: format.dateTime(note.changedAt, zone) })}`}
        </span>
        {own && !editing && (
          <Button size="small" tone="quiet" onPress={() => setEditing(true)}>
            {t("ticket.notes.edit")}
          </Button>
        )}
      </p>
      {editing ? (
        <NoteEditor
          note={note}
          changedBy={words.name(note.changedBy.name)}
          zone={zone}
          maxLength={maxLength}
          onTyping={onTyping}
          onClose={() => {
            setEditing(false);
            onDone();
          }}
        />
      ) : (
        <p className="break-words whitespace-pre-wrap" dir="auto">
          {note.body}
        </p>
      )}
    </li>
  );
}
