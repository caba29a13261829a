/* Whose request it is: found by number or name, or entered as a new customer. */
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { useLive } from "../../lib/useLive";
import { Segmented } from "../../ui/Segmented";
import { TextField } from "../../ui/TextField";
import { Choices } from "./Choices";

export interface CustomerDraft {
  readonly mode: "find" | "new";
  readonly text: string;
  readonly contactId: Id<"contacts"> | null;
  readonly name: string;
  readonly phone: string;
}

export interface CustomerPartProps {
  readonly value: CustomerDraft;
  readonly onChange: (value: CustomerDraft) => void;
}

const SHORTEST_SEARCH = 3;

export function CustomerPart({ value, onChange }: CustomerPartProps) {
  const { t } = useTranslation();
  const { mode, text, contactId, name, phone } = value;
  const searching = mode === "find" && text.trim().length >= SHORTEST_SEARCH;
  const found = useLive(api.contacts.search, searching ? { text } : "skip");
  const set = (change: Partial<CustomerDraft>) => onChange({ ...value, ...change });
  return (
    <div className="flex flex-col gap-3">
      <Segmented
        labelHidden
        label={t("intake.customer.mode")}
        value={mode}
        onChange={(next) => set({ mode: next, contactId: null })}
        options={[
          { value: "find", label: t("intake.customer.find") },
          { value: "new", label: t("intake.customer.new") },
        ]}
      />
      {mode === "find" ? (
        <>
          <TextField
            label={t("intake.customer.search")}
            hint={t("intake.customer.searchHint")}
            value={text}
            maxLength={120}
            onChange={(next) => set({ text: next, contactId: null })}
          />
          {searching && found?.length === 0 && (
            <p className="text-sm text-ink-2">{t("intake.customer.nobody")}</p>
          )}
          {searching && found !== undefined && found.length > 0 && (
            <Choices
              label={t("intake.customer.found")}
              value={contactId}
              onChange={(next) => set({ contactId: next })}
              options={found.map((contact) => ({
                value: contact.contactId,
                label: contact.name,
                note: contact.phone ?? "",
                ltrNote: true,
                mark: contact.standing === "guest" ? t("intake.customer.guest") : null,
              }))}
            />
          )}
        </>
      ) : (
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t("intake.customer.name")}
            value={name}
            maxLength={120}
            onChange={(next) => set({ name: next })}
          />
          <TextField
            ltr
            type="tel"
            label={t("intake.customer.phone")}
            value={phone}
            maxLength={40}
            onChange={(next) => set({ phone: next })}
          />
        </div>
      )}
    </div>
  );
}
