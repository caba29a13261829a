/* Whose changes the audit log shows: everybody's, or one person's who is looked for by name or e-mail. */
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { LocalizedName } from "../../../shared/core/localized";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { SearchPicker } from "../../ui/SearchPicker";

export interface Person {
  readonly userId: Id<"users">;
  readonly name: LocalizedName;
}

export interface PersonFilterProps {
  /** Null shows everybody's. */
  readonly person: Person | null;
  readonly onChange: (person: Person | null) => void;
}

export function PersonFilter({ person, onChange }: PersonFilterProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [text, setText] = useState("");
  const wanted = text.trim();
  const found = useLive(api.people.searchMembers, wanted === "" ? "skip" : { text: wanted }, {
    keepPrevious: true,
  });
  if (person !== null)
    return (
      <div className="flex w-64 flex-col gap-1">
        <span className="text-sm font-medium text-ink-2">{t("settings.audit.person")}</span>
        <span className="flex h-9 items-center gap-1 rounded-md border border-line-strong bg-raised ps-3 text-sm">
          <bdi className="min-w-0 flex-1 truncate">{words.name(person.name)}</bdi>
          <button
            type="button"
            aria-label={t("settings.audit.anyPerson")}
            className="grid size-9 place-items-center text-ink-3 hover:text-ink"
            onClick={() => onChange(null)}
          >
            <X aria-hidden className="size-4" />
          </button>
        </span>
      </div>
    );
  return (
    <SearchPicker
      className="w-64"
      label={t("settings.audit.person")}
      placeholder={t("settings.audit.anyPerson")}
      nobody={t("people.none.title")}
      text={text}
      onText={setText}
      options={
        wanted === ""
          ? undefined
          : found?.map((one) => ({
              value: one.userId,
              label: words.name(one.name),
              ...(one.email === null ? {} : { note: one.email }),
            }))
      }
      onPick={(userId) => {
        const picked = found?.find((one) => one.userId === userId);
        if (picked) onChange({ userId: picked.userId, name: picked.name });
        setText("");
      }}
    />
  );
}
