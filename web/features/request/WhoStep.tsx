/* Step one: who asks, and where the work is, with a pin on the map [W-01] [W-02]. */
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../lib/useWords";
import { useCompanyLists } from "../../lib/vocabulary";
import { Select } from "../../ui/Select";
import { Skeleton } from "../../ui/Skeleton";
import { TextField } from "../../ui/TextField";
import { FieldSlot } from "./FieldSlot";
import type { StepProps } from "./stepProps";

// The map is heavy; everything else can be filled in while it comes.
const PointPicker = lazy(async () => ({ default: (await import("../../map/PointPicker")).PointPicker }));

export interface WhoStepProps extends StepProps {
  /** Proven number of the customer who is signed in; nothing is asked then. */
  readonly ownPhone: string | null;
}

export function WhoStep({ options, draft, branch, onChange, errorOf, ownPhone }: WhoStepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { cities } = useCompanyLists();
  return (
    <>
      {options.branches.length > 1 && (
        <FieldSlot name="branch">
          <Select
            size="phone"
            label={t("request.who.branch")}
            placeholder={t("request.choose")}
            value={draft.branchId}
            onChange={(branchId) => {
              const chosen = options.branches.find((one) => one.branchId === branchId);
              onChange({
                branchId,
                ...(draft.city === "" && chosen ? { city: chosen.city } : {}),
                point: null,
              });
            }}
            options={options.branches.map((one) => ({ value: one.branchId, label: words.name(one.name) }))}
            {...errorOf("branch")}
          />
        </FieldSlot>
      )}
      <FieldSlot name="name">
        <TextField
          size="phone"
          autoComplete="name"
          label={t("request.who.name")}
          value={draft.name}
          maxLength={120}
          onChange={(name) => onChange({ name })}
          {...errorOf("name")}
        />
      </FieldSlot>
      {ownPhone !== null && (
        <p className="text-ink-2">{t("account.customer.signedInAs", { phone: `\u200e${ownPhone}` })}</p>
      )}
      {ownPhone === null && (
        <FieldSlot name="phone">
          <TextField
            ltr
            size="phone"
            type="tel"
            autoComplete="tel"
            label={t("request.who.phone")}
            hint={t("request.who.phoneHint")}
            value={draft.phone}
            maxLength={40}
            onChange={(phone) => onChange({ phone })}
            {...errorOf("phone")}
          />
        </FieldSlot>
      )}
      <FieldSlot name="city">
        <Select
          size="phone"
          label={t("request.who.city")}
          placeholder={t("request.choose")}
          value={draft.city === "" ? null : draft.city}
          onChange={(city) => onChange({ city })}
          options={cities.map((city) => ({ value: city, label: words.city(city) }))}
          {...errorOf("city")}
        />
      </FieldSlot>
      <FieldSlot name="address">
        <TextField
          multiline
          size="phone"
          autoComplete="street-address"
          label={t("request.place.address")}
          hint={t("request.place.addressHint")}
          value={draft.address}
          maxLength={300}
          onChange={(address) => onChange({ address })}
          {...errorOf("address")}
        />
      </FieldSlot>
      {branch && (
        <FieldSlot name="point">
          <section
            tabIndex={-1}
            aria-label={t("request.place.map")}
            aria-describedby="point-error"
            className="flex flex-col gap-1 rounded-lg outline-offset-4 focus-visible:outline-2 focus-visible:outline-accent"
          >
            <h3 className="text-sm font-medium text-ink-2">{t("request.place.map")}</h3>
            <Suspense fallback={<Skeleton className="h-72 rounded-lg" />}>
              <PointPicker
                key={branch.branchId}
                value={draft.point}
                center={branch.center}
                label={t("request.place.map")}
                onChange={(point) => onChange({ point })}
              />
            </Suspense>
            <p id="point-error" className="text-sm text-urgent empty:hidden">
              {errorOf("point").error}
            </p>
          </section>
        </FieldSlot>
      )}
      <TextField
        multiline
        size="phone"
        label={t("request.place.access")}
        value={draft.accessNotes}
        maxLength={1000}
        onChange={(accessNotes) => onChange({ accessNotes })}
      />
    </>
  );
}
