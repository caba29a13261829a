/* Some technicians of a company of any size: those chosen, each with a way to take him off, and a search to add others. */
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { SearchPicker } from "../../ui/SearchPicker";

export interface TechnicianChoiceProps {
  readonly label: string;
  readonly value: readonly Id<"technicians">[];
  readonly onChange: (value: Id<"technicians">[]) => void;
}

export function TechnicianChoice({ label, value, onChange }: TechnicianChoiceProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [text, setText] = useState("");
  const wanted = text.trim();
  const named = useLive(
    api.people.namedTechnicians,
    value.length > 0 ? { technicianIds: [...value] } : "skip",
    { keepPrevious: true },
  );
  const found = useLive(
    api.people.searchTechnicians,
    wanted === "" ? "skip" : { text: wanted, branchId: null },
    { keepPrevious: true },
  );
  const chosen = (named ?? []).filter((one) => value.includes(one.technicianId));
  return (
    <div className="flex flex-col gap-2">
      <SearchPicker
        label={label}
        placeholder={t("customers.wishes.search")}
        nobody={t("people.none.title")}
        text={text}
        onText={setText}
        options={
          wanted === ""
            ? undefined
            : found
                ?.filter((one) => one.active && !value.includes(one.technicianId))
                .map((one) => ({
                  value: one.technicianId,
                  label: words.name(one.name),
                  note: one.employeeId,
                }))
        }
        onPick={(picked) => {
          onChange([...value, picked]);
          setText("");
        }}
      />
      {chosen.length > 0 && (
        <ul className="flex flex-wrap gap-1.5" aria-label={label}>
          {chosen.map((one) => (
            <li
              key={one.technicianId}
              className="flex items-center gap-1 rounded-full border border-line bg-sunken ps-3 text-sm"
            >
              <bdi>{words.name(one.name)}</bdi>
              <button
                type="button"
                aria-label={t("customers.wishes.remove", { name: words.name(one.name) })}
                className="grid size-8 place-items-center rounded-full text-ink-3 hover:text-ink"
                onClick={() => onChange(value.filter((id) => id !== one.technicianId))}
              >
                <X aria-hidden className="size-4" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
