/* One of a customer's devices or vehicles [J-51]; new, changed, or taken away. Earlier tickets keep their own description. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import { ASSET_KINDS, type AssetKind } from "../../../shared/catalogue/assetKinds";
import { isVehicle } from "../../../shared/contacts/contact";
import { wholeOf } from "../../lib/typedNumber";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { FormDialog } from "../../ui/FormDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import type { Asset } from "./customersData";

export interface AssetDialogProps {
  readonly contactId: Id<"contacts">;
  readonly asset?: Asset;
  readonly onClose: () => void;
}

export function AssetDialog({ contactId, asset, onClose }: AssetDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const add = useMutation(api.assets.add);
  const change = useMutation(api.assets.change);
  const { busy, problem, run } = useAttempt();
  const [operationId] = useState(() => crypto.randomUUID());
  const [draft, setDraft] = useState({
    kind: asset?.kind ?? ("ac" as AssetKind),
    brand: asset?.brand ?? "",
    model: asset?.model ?? "",
    serial: asset?.serial ?? "",
    plate: asset?.plate ?? "",
    vin: asset?.vin ?? "",
    warrantyUntil: asset?.warrantyUntil ?? "",
    note: asset?.note ?? "",
  });
  const [year, setYear] = useState(asset?.year?.toString() ?? "");
  const set = (part: Partial<typeof draft>) => setDraft({ ...draft, ...part });
  const vehicle = isVehicle(draft.kind);
  const save = async (remove: boolean) => {
    const sent = remove
      ? null
      : {
          ...draft,
          ...(vehicle ? { serial: "" } : { plate: "", vin: "" }),
          year: year.trim() === "" ? null : (wholeOf(year, 1900, 2100) ?? Number.NaN),
        };
    const done = await run(async () => {
      if (asset) await change({ assetId: asset.assetId, asset: sent, expectedVersion: asset.version });
      else if (sent) await add({ contactId, asset: sent, operationId });
    });
    if (done) onClose();
  };
  const field = (name: "brand" | "model" | "serial" | "plate" | "vin", ltr: boolean) => (
    <TextField
      ltr={ltr}
      label={t(`customers.assets.${name}`)}
      value={draft[name]}
      maxLength={60}
      onChange={(value) => set({ [name]: value })}
    />
  );
  return (
    <FormDialog
      busy={busy}
      title={asset ? t("customers.assets.edit") : t("customers.assets.add")}
      saveLabel={t("customers.save")}
      complete={year === "" || /^\d{4}$/.test(year)}
      onSave={() => void save(false)}
      onClose={onClose}
      remove={asset && { label: t("customers.remove"), onPress: () => void save(true) }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        <Select
          className="sm:col-span-2"
          label={t("customers.assets.kind")}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          options={ASSET_KINDS.map((kind) => ({ value: kind, label: words.assetKind(kind) }))}
        />
        {field("brand", false)}
        {field("model", false)}
        {vehicle ? (
          <>
            {field("plate", false)}
            {field("vin", true)}
          </>
        ) : (
          field("serial", true)
        )}
        <TextField
          ltr
          inputMode="numeric"
          label={t("customers.assets.year")}
          value={year}
          maxLength={4}
          onChange={setYear}
        />
        <TextField
          ltr
          type="date"
          label={t("customers.assets.warrantyUntil")}
          value={draft.warrantyUntil}
          onChange={(warrantyUntil) => set({ warrantyUntil })}
        />
        <TextField
          multiline
          className="sm:col-span-2"
          label={t("customers.note")}
          value={draft.note}
          maxLength={1000}
          onChange={(note) => set({ note })}
        />
        <div className="sm:col-span-2">
          <ProblemNotice problem={problem} />
        </div>
      </div>
    </FormDialog>
  );
}
