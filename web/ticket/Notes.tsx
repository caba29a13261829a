/* Internal notes of a ticket: writing one, changing one with the version that was seen. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useMe } from "../lib/session";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { useChange } from "../steps/useChange";
import { Button } from "../ui/Button";
import { TextField } from "../ui/TextField";

export interface NotesProps {
  readonly ticketId: Id<"tickets">;
  readonly zone: string;
}

const MAX_LENGTH = 4_000;

export function Notes({ ticketId, zone }: NotesProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const me = useMe();
  const notes = useLive(api.records.notes, { ticketId });
  const add = useMutation(api.notes.add);
  const edit = useMutation(api.notes.edit);
  const change = useChange(zone);
  const [body, setBody] = useState("");
  const [editing, setEditing] = useState<{ noteId: Id<"notes">; body: string; version: number } | null>(null);
  const write = async () => {
    const done = await change.run(() =>
      add({ ticketId, body: body.trim(), operationId: crypto.randomUUID() }),
    );
    if (done) setBody("");
  };
  const save = async () => {
    if (editing === null) return;
    const { noteId, version } = editing;
    const done = await change.run(() =>
      edit({
        noteId,
        body: editing.body.trim(),
        expectedVersion: version,
        operationId: crypto.randomUUID(),
      }),
    );
    if (done) setEditing(null);
  };
  return (
    <div className="flex flex-col gap-3">
      <TextField
        multiline
        label={t("ticket.notes.label")}
        value={body}
        onChange={setBody}
        maxLength={MAX_LENGTH}
      />
      <Button
        size="small"
        className="self-start"
        isDisabled={body.trim() === ""}
        isPending={change.busy}
        onPress={() => void write()}
      >
        {t("ticket.notes.add")}
      </Button>
      {notes?.length === 0 && <p className="text-sm text-ink-2">{t("ticket.notes.empty")}</p>}
      <ul className="flex flex-col gap-2">
        {notes?.map((note) => (
          <li key={note.noteId} className="rounded-md bg-sunken px-2.5 py-1.5 text-sm">
            <p className="flex items-baseline gap-2 text-2xs text-ink-2">
              <span className="min-w-0 flex-1">
                <bdi>{words.name(note.by.name)}</bdi> · {format.dateTime(note.addedAt, zone)}
                {note.version > 1 &&
                  ` · ${t("ticket.notes.changed", { when: format.dateTime(note.changedAt, zone) })}`}
              </span>
              {note.by.userId === me.userId && editing?.noteId !== note.noteId && (
                <Button
                  size="small"
                  tone="quiet"
                  onPress={() => setEditing({ noteId: note.noteId, body: note.body, version: note.version })}
                >
                  {t("ticket.notes.edit")}
                </Button>
              )}
            </p>
            {editing?.noteId === note.noteId ? (
              <div className="flex flex-col gap-2">
                <TextField
                  multiline
                  label={t("ticket.notes.label")}
                  labelHidden
                  value={editing.body}
                  onChange={(text) => setEditing({ ...editing, body: text })}
                  maxLength={MAX_LENGTH}
                />
                <div className="flex gap-2">
                  <Button
                    size="small"
                    tone="primary"
                    isDisabled={editing.body.trim() === ""}
                    isPending={change.busy}
                    onPress={() => void save()}
                  >
                    {t("ticket.notes.save")}
                  </Button>
                  <Button size="small" onPress={() => setEditing(null)}>
                    {t("shell.cancel")}
                  </Button>
                </div>
              </div>
            ) : (
              <p className="break-words whitespace-pre-wrap" dir="auto">
                {note.body}
              </p>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
