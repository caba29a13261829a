/* Opening a branch, or changing one. A known city brings its country and its middle along. */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { CITY_PLACES, isKnownCity } from "../../../shared/catalogue/cities";
import { marketPhone } from "../../../shared/market/phone";
import { COUNTRIES, MARKETS, type MarketCountry } from "../../../shared/market/profiles";
import { BRANCH_NAME_MAX } from "../../../shared/organization/branch";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { useCompanyLists } from "../../lib/vocabulary";
import { FormDialog } from "../../ui/FormDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { showToast } from "../../ui/toastQueue";

export type BranchEntry = FunctionReturnType<typeof api.branches.list>[number];

export interface BranchDialogProps {
  /** The branch to change; absent opens another one. */
  readonly branch?: BranchEntry;
  readonly onClose: () => void;
}

/** Degrees as typed, or null for anything that is none. */
function degrees(text: string, most: number): number | null {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) && Math.abs(value) <= most ? value : null;
}

export function BranchDialog({ branch, onClose }: BranchDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { cities } = useCompanyLists();
  const open = useMutation(api.branches.open);
  const change = useMutation(api.branches.change);
  const { busy, problem, run } = useAttempt();
  const [operationId] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(branch?.name ?? { ar: "", en: "" });
  const [city, setCity] = useState(branch?.city ?? "");
  const [country, setCountry] = useState<MarketCountry>(branch?.country ?? "SA");
  const [phone, setPhone] = useState(branch?.phone ?? "");
  const [lat, setLat] = useState(branch ? String(branch.center.lat) : "");
  const [lng, setLng] = useState(branch ? String(branch.center.lng) : "");
  const place = { lat: degrees(lat, 90), lng: degrees(lng, 180) };
  const phoneFits = marketPhone(phone, MARKETS[country]) !== null;
  const complete =
    (name.ar.trim() !== "" || name.en.trim() !== "") &&
    city !== "" &&
    phoneFits &&
    place.lat !== null &&
    place.lng !== null;
  const chooseCity = (next: string) => {
    setCity(next);
    if (!isKnownCity(next)) return;
    const { country: of, center } = CITY_PLACES[next];
    if (!branch) setCountry(of);
    setLat(String(center.lat));
    setLng(String(center.lng));
  };
  const save = async () => {
    const { lat: atLat, lng: atLng } = place;
    if (atLat === null || atLng === null) return;
    const fields = { name, city, phone, center: { lat: atLat, lng: atLng } };
    const done = await run(async () => {
      if (branch)
        await change({ branchId: branch.branchId, branch: fields, expectedVersion: branch.version });
      else await open({ branch: { ...fields, country }, operationId });
    });
    if (!done) return;
    showToast({ tone: "done", title: branch ? t("branches.saved") : t("branches.opened") });
    onClose();
  };
  const known = [...new Set([...cities, ...(city === "" ? [] : [city])])];
  const degreesField = (label: string, value: string, onChange: (next: string) => void, fits: boolean) => (
    <TextField
      ltr
      inputMode="decimal"
      label={label}
      value={value}
      maxLength={12}
      onChange={onChange}
      {...(value !== "" && !fits ? { error: t("branches.placeWrong") } : {})}
    />
  );
  return (
    <FormDialog
      busy={busy}
      title={branch ? t("branches.editTitle") : t("branches.addTitle")}
      saveLabel={branch ? t("branches.save") : t("branches.add")}
      complete={complete}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <ProblemNotice problem={problem} />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={t("branches.nameAr")}
            value={name.ar}
            maxLength={BRANCH_NAME_MAX}
            onChange={(ar) => setName({ ...name, ar })}
          />
          <TextField
            label={t("branches.nameEn")}
            value={name.en}
            maxLength={BRANCH_NAME_MAX}
            onChange={(en) => setName({ ...name, en })}
          />
        </div>
        <Select
          label={t("branches.city")}
          placeholder={t("intake.work.choose")}
          value={city === "" ? null : city}
          onChange={chooseCity}
          options={known.map((one) => ({ value: one, label: words.city(one) }))}
        />
        <div>
          <Select
            label={t("branches.country")}
            disabled={branch !== undefined}
            value={country}
            onChange={setCountry}
            options={COUNTRIES.map((one) => ({ value: one, label: t(`branches.countries.${one}`) }))}
          />
          <p className="mt-1 text-xs text-ink-3">{t("branches.countryHint")}</p>
        </div>
        <TextField
          ltr
          type="tel"
          label={t("branches.phone")}
          hint={t("branches.phoneHint")}
          value={phone}
          maxLength={40}
          onChange={setPhone}
          {...(phone !== "" && !phoneFits ? { error: t("branches.phoneWrong") } : {})}
        />
        <div>
          <div className="grid grid-cols-2 gap-3">
            {degreesField(t("branches.lat"), lat, setLat, place.lat !== null)}
            {degreesField(t("branches.lng"), lng, setLng, place.lng !== null)}
          </div>
          <p className="mt-1 text-xs text-ink-3">{t("branches.placeHint")}</p>
        </div>
      </div>
    </FormDialog>
  );
}
