/* A customer's name, number and how to reach him; new, or as it stands. A changed number is not proven any more [J-46]. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { CONTACT_CHANNELS, LANGUAGES } from "../../../shared/contacts/contact";
import { useAttempt } from "../../lib/useAttempt";
import { FormDialog } from "../../ui/FormDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import type { Contact } from "./customersData";

export interface ContactDialogProps {
  /** Absent for a new one. */
  readonly contact?: Contact;
  readonly onClose: () => void;
  readonly onEntered?: (contactId: Id<"contacts">) => void;
}

export function ContactDialog({ contact, onClose, onEntered }: ContactDialogProps) {
  const { t } = useTranslation();
  const create = useMutation(api.contacts.create);
  const change = useMutation(api.contacts.change);
  const { busy, problem, run } = useAttempt();
  const [operationId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState({
    name: contact?.name ?? "",
    phone: contact?.phone ?? "",
    email: contact?.email ?? "",
    language: contact?.language ?? ("ar" as const),
    channel: contact?.channel ?? ("sms" as const),
    note: contact?.note ?? "",
  });
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const submit = async () => {
    const done = await run(async () => {
      if (contact)
        await change({ contactId: contact.contactId, contact: draft, expectedVersion: contact.version });
      else onEntered?.(await create({ contact: draft, operationId }));
    });
    if (done) onClose();
  };
  return (
    <FormDialog
      busy={busy}
      title={contact ? t("customers.edit") : t("customers.new")}
      saveLabel={t("customers.save")}
      complete={draft.name.trim().length >= 3}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <TextField
          label={t("customers.name")}
          value={draft.name}
          maxLength={120}
          onChange={(name) => set({ name })}
        />
        <TextField
          ltr
          type="tel"
          label={t("customers.phone")}
          value={draft.phone}
          maxLength={40}
          onChange={(phone) => set({ phone })}
        />
        <TextField
          ltr
          type="email"
          label={t("customers.email")}
          value={draft.email}
          maxLength={200}
          onChange={(email) => set({ email })}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label={t("customers.language")}
            value={draft.language}
            onChange={(language) => set({ language })}
            options={LANGUAGES.map((one) => ({ value: one, label: t(`shell.language.${one}`) }))}
          />
          <Select
            label={t("customers.channel")}
            value={draft.channel}
            onChange={(channel) => set({ channel })}
            options={CONTACT_CHANNELS.map((one) => ({ value: one, label: t(`customers.channels.${one}`) }))}
          />
        </div>
        <TextField
          multiline
          label={t("customers.note")}
          value={draft.note}
          maxLength={2000}
          onChange={(note) => set({ note })}
        />
        <ProblemNotice problem={problem} />
      </div>
    </FormDialog>
  );
}
