/* Internal notes of a ticket: writing one, reading them, and who else is writing. A half-written one is never lost. */
import { useMutation } from "convex/react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useTellWriting } from "../lib/presence/presenceContext";
import { useDraft } from "../lib/useDraft";
import { useLive } from "../lib/useLive";
import { useChange } from "../steps/useChange";
import { Button } from "../ui/Button";
import { TextField } from "../ui/TextField";
import { NoteRow } from "./NoteRow";
import { NotesWriters } from "./NotesWriters";

export interface NotesProps {
  readonly ticketId: Id<"tickets">;
  readonly zone: string;
}

const MAX_LENGTH = 4_000;

export function Notes({ ticketId, zone }: NotesProps) {
  const { t } = useTranslation();
  const notes = useLive(api.records.notes, { ticketId });
  const add = useMutation(api.notes.add);
  const change = useChange(zone);
  const [body, setBody] = useDraft(`note.${ticketId}`);
  const writing = useTellWriting(ticketId);
  const latest = useRef(body);
  latest.current = body;
  const write = async () => {
    const sent = body;
    const done = await change.run(() =>
      add({ ticketId, body: sent.trim(), operationId: crypto.randomUUID() }),
    );
    if (!done) return;
    writing.done();
    // What was typed while it was being sent stays.
    if (latest.current === sent) setBody("");
  };
  return (
    <div className="flex flex-col gap-3">
      <TextField
        multiline
        label={t("ticket.notes.label")}
        value={body}
        onChange={(text) => {
          setBody(text);
          writing.typing();
        }}
        onBlur={writing.done}
        maxLength={MAX_LENGTH}
        {...(body === "" ? {} : { hint: t("together.draftKept") })}
      />
      <NotesWriters ticketId={ticketId} />
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
          <NoteRow
            key={note.noteId}
            note={note}
            zone={zone}
            maxLength={MAX_LENGTH}
            onTyping={writing.typing}
            onDone={writing.done}
          />
        ))}
      </ul>
    </div>
  );
}
