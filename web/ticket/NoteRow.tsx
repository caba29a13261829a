/* One internal note: who wrote it and when, its text and earlier wordings; its author and planners change or remove it. */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { isOneOf, PLANNERS } from "../../shared/access/roles";
import { useMe } from "../lib/session";
import { hasDraft } from "../lib/useDraft";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { useChange } from "../steps/useChange";
import { Bidi } from "../ui/Bidi";
import { Button } from "../ui/Button";
import { Sure } from "../ui/Sure";
import { NoteEditor, noteDraft } from "./NoteEditor";

type Note = FunctionReturnType<typeof api.records.notes>[number];

export interface NoteRowProps {
  readonly note: Note;
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
  const mayChange = own || isOneOf(PLANNERS, me.role);
  // A change begun before a reload is open again.
  const [doing, setDoing] = useState<"editing" | "removing" | "looking" | null>(() =>
    mayChange && hasDraft(me.userId, noteDraft(note.noteId)) ? "editing" : null,
  );
  return (
    <li className="rounded-md bg-sunken px-2.5 py-1.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2 text-2xs text-ink-2">
        <span className="min-w-0 flex-1">
          <bdi>{words.name(note.by.name)}</bdi> · {format.dateTime(note.addedAt, zone)}
          {note.version > 1 &&
            ` · ${t("ticket.notes.changed", { when: format.dateTime(note.changedAt, zone) })}`}
        </span>
        {doing !== "editing" && (
          <>
            {note.version > 1 && (
              <Button
                size="small"
                tone="quiet"
                aria-expanded={doing === "looking"}
                onPress={() => setDoing(doing === "looking" ? null : "looking")}
              >
                {t("records.notes.versions")}
              </Button>
            )}
            {mayChange && (
              <Button size="small" tone="quiet" onPress={() => setDoing("editing")}>
                {t("ticket.notes.edit")}
              </Button>
            )}
            {mayChange && (
              <Button size="small" tone="quiet" onPress={() => setDoing("removing")}>
                {t("records.notes.remove")}
              </Button>
            )}
          </>
        )}
      </p>
      {doing === "editing" ? (
        <NoteEditor
          note={note}
          changedBy={words.name(note.changedBy.name)}
          zone={zone}
          maxLength={maxLength}
          onTyping={onTyping}
          onClose={() => {
            setDoing(null);
            onDone();
          }}
        />
      ) : (
        <p className="break-words whitespace-pre-wrap" dir="auto">
          {note.body}
        </p>
      )}
      {doing === "removing" && <Removing note={note} zone={zone} onClose={() => setDoing(null)} />}
      {doing === "looking" && <Versions noteId={note.noteId} zone={zone} />}
    </li>
  );
}

function Removing(props: { readonly note: Note; readonly zone: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useMutation(api.notes.remove);
  const change = useChange(props.zone);
  const { noteId, version: expectedVersion } = props.note;
  return (
    <Sure
      question={t("records.notes.removeSure")}
      confirm={t("records.notes.remove")}
      cancel={t("shell.cancel")}
      busy={change.busy}
      onConfirm={() =>
        void change.run(() => remove({ noteId, expectedVersion, operationId: crypto.randomUUID() }))
      }
      onCancel={props.onClose}
    />
  );
}

function Versions({ noteId, zone }: { readonly noteId: Id<"notes">; readonly zone: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const versions = useLive(api.notes.versions, { noteId });
  return (
    <ol
      aria-label={t("records.notes.versions")}
      className="mt-1 flex flex-col gap-1 border-t border-line pt-1"
    >
      {versions?.map((one) => (
        <li key={one.version}>
          <p className="text-2xs text-ink-3">
            {t("records.notes.versionBy", {
              name: words.name(one.by.name),
              when: format.dateTime(one.at, zone),
            })}
          </p>
          <Bidi className="break-words whitespace-pre-wrap text-ink-2">{one.body}</Bidi>
        </li>
      ))}
    </ol>
  );
}
