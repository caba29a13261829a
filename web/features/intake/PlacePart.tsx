/* Where the work is: one of the customer's own places, or a new one that is kept with him. */
import { useTranslation } from "react-i18next";
import type { FunctionReturnType } from "convex/server";
import type { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { useWords } from "../../lib/useWords";
import { TextField } from "../../ui/TextField";
import { Choices } from "./Choices";
import { CityField } from "./CityField";

type Location = FunctionReturnType<typeof api.contacts.get>["locations"][number];

export interface PlaceDraft {
  readonly locationId: Id<"locations"> | "new";
  readonly address: string;
  readonly city: string;
  readonly accessNotes: string;
}

export interface PlacePartProps {
  readonly locations: readonly Location[];
  readonly value: PlaceDraft;
  readonly onChange: (value: PlaceDraft) => void;
}

export function PlacePart({ locations, value, onChange }: PlacePartProps) {
  const { t } = useTranslation();
  const words = useWords();
  const set = (change: Partial<PlaceDraft>) => onChange({ ...value, ...change });
  return (
    <div className="flex flex-col gap-3">
      {locations.length > 0 && (
        <Choices<Id<"locations"> | "new">
          label={t("intake.place.choose")}
          value={value.locationId}
          onChange={(next) => set({ locationId: next })}
          options={[
            ...locations.map((location) => ({
              value: location.locationId,
              label: location.address,
              note: words.city(location.city),
            })),
            { value: "new" as const, label: t("intake.place.new") },
          ]}
        />
      )}
      {value.locationId === "new" && (
        <>
          <TextField
            label={t("intake.place.address")}
            hint={t("intake.place.addressHint")}
            value={value.address}
            maxLength={300}
            onChange={(next) => set({ address: next })}
          />
          <CityField value={value.city} onChange={(city) => set({ city })} />
          <TextField
            multiline
            label={t("intake.place.access")}
            value={value.accessNotes}
            maxLength={1000}
            onChange={(next) => set({ accessNotes: next })}
          />
        </>
      )}
    </div>
  );
}
