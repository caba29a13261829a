/* One of a customer's places: address, city, how to get in; new, changed, or taken away. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { useCompanyLists } from "../../lib/vocabulary";
import { FormDialog } from "../../ui/FormDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import type { Place } from "./customersData";

export interface PlaceDialogProps {
  readonly contactId: Id<"contacts">;
  readonly place?: Place;
  readonly onClose: () => void;
}

export function PlaceDialog({ contactId, place, onClose }: PlaceDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { cities } = useCompanyLists();
  const add = useMutation(api.contacts.addPlace);
  const change = useMutation(api.contacts.changePlace);
  const { busy, problem, run } = useAttempt();
  const [operationId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState({
    label: place?.label ?? "",
    address: place?.address ?? "",
    city: place?.city ?? "",
    point: place?.point ?? null,
    accessNotes: place?.accessNotes ?? "",
  });
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const save = async (location: typeof draft | null) => {
    const done = await run(async () => {
      if (place) await change({ locationId: place.locationId, location, expectedVersion: place.version });
      else if (location) await add({ contactId, location, operationId });
    });
    if (done) onClose();
  };
  const known = [...new Set([...cities, ...(draft.city === "" ? [] : [draft.city])])];
  return (
    <FormDialog
      busy={busy}
      title={place ? t("customers.places.edit") : t("customers.places.add")}
      saveLabel={t("customers.save")}
      complete={draft.address.trim().length >= 10 && draft.city !== ""}
      onSave={() => void save(draft)}
      onClose={onClose}
      remove={place && { label: t("customers.remove"), onPress: () => void save(null) }}
    >
      <div className="flex flex-col gap-3">
        <TextField
          label={t("customers.places.label")}
          value={draft.label}
          maxLength={60}
          onChange={(label) => set({ label })}
        />
        <TextField
          multiline
          label={t("intake.place.address")}
          hint={t("intake.place.addressHint")}
          value={draft.address}
          maxLength={300}
          // A pin belongs to the address it was put for.
          onChange={(address) => set({ address, point: address === place?.address ? place.point : null })}
        />
        <Select
          label={t("intake.place.city")}
          placeholder={t("intake.work.choose")}
          value={draft.city === "" ? null : draft.city}
          onChange={(city) => set({ city })}
          options={known.map((city) => ({ value: city, label: words.city(city) }))}
        />
        <TextField
          multiline
          label={t("intake.place.access")}
          value={draft.accessNotes}
          maxLength={1000}
          onChange={(accessNotes) => set({ accessNotes })}
        />
        <ProblemNotice problem={problem} />
      </div>
    </FormDialog>
  );
}
