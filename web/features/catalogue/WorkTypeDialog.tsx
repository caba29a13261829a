/*
 * One work type with all it decides: path, length, price, skills, gates, proof of work, checklist, reminders, calling off.
 * Path and place are chosen once: tickets that are under way were made for them.
 */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import { ASSET_KINDS } from "../../../shared/catalogue/assetKinds";
import { builtInPolicy } from "../../../shared/catalogue/defaults";
import { SKILLS } from "../../../shared/catalogue/skills";
import { FLOW_PROFILES, SIGN_OFFS, WORK_MODES } from "../../../shared/catalogue/workTypePolicy";
import { SLA_POLICY_CODES } from "../../../shared/sla/policies";
import { useAttempt } from "../../lib/useAttempt";
import { useWords } from "../../lib/useWords";
import { CheckList } from "../../ui/CheckList";
import { Select } from "../../ui/Select";
import { Switch } from "../../ui/Switch";
import { TextField } from "../../ui/TextField";
import { majorText, minorOf } from "../../lib/typedNumber";
import type { ChecklistEntry, Policy, TradeEntry, WorkTypeEntry } from "./catalogueData";
import { EntryDialog, useFrame } from "./EntryDialog";
import { NumberField } from "./NumberField";
import { ReminderPlan } from "./ReminderPlan";

export interface WorkTypeDialogProps {
  readonly entry: WorkTypeEntry | null;
  readonly trades: readonly TradeEntry[];
  readonly checklists: readonly ChecklistEntry[];
  readonly editable: boolean;
  readonly onClose: () => void;
}

type Rest = Omit<Policy, "code" | "labels">;
const NO_CHECKLIST = "none";

/** A new type starts as a home repair with that path's usual rules. */
function startingPoint(): Rest {
  const { code: _code, labels: _labels, ...rest } = builtInPolicy("ac_repair");
  return {
    ...rest,
    skills: [],
    assetKinds: [],
    reminders: [...rest.reminders],
    statusLabels: { ...rest.statusLabels },
  };
}

export function WorkTypeDialog({ entry, trades, checklists, editable, onClose }: WorkTypeDialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const put = useMutation(api.catalogue.putType);
  const attempt = useAttempt();
  const { frame, setFrame, complete } = useFrame(entry);
  const [rest, setRest] = useState<Rest>(() => {
    if (entry === null) return startingPoint();
    const { code: _code, labels: _labels, ...known } = entry.value;
    return known;
  });
  const [price, setPrice] = useState(rest.price === null ? "" : majorText(rest.price.amountMinor));
  const [fee, setFee] = useState(majorText(rest.cancellation.lateFeeMinor));
  const set = (part: Partial<Rest>) => setRest({ ...rest, ...part });
  const { gates, evidence, cancellation } = rest;
  const currency = rest.price?.currency ?? "SAR";
  const priceMinor = price.trim() === "" ? null : minorOf(price);
  const feeMinor = minorOf(fee);
  const numbers = [
    rest.visitMinutes,
    evidence.inspectionPhotos,
    evidence.completionPhotos,
    evidence.completionPhotosMax,
    cancellation.freeUntilHours,
    cancellation.lateCredits,
    rest.callBackDays,
    ...rest.reminders.map((reminder) => reminder.offsetMinutes),
  ];
  const whole =
    complete &&
    !numbers.some(Number.isNaN) &&
    (price.trim() === "" || priceMinor !== null) &&
    feeMinor !== null &&
    evidence.completionPhotos <= evidence.completionPhotosMax;
  const save = async () => {
    if (feeMinor === null) return;
    const policy: Policy = {
      ...rest,
      code: frame.code,
      labels: { ar: frame.labels.ar, en: frame.labels.en },
      price: priceMinor === null ? null : { amountMinor: priceMinor, currency },
      cancellation: { ...cancellation, lateFeeMinor: feeMinor },
    };
    const sent = { policy, active: frame.active, expectedVersion: entry?.version ?? 0 };
    if (await attempt.run(() => put(sent))) onClose();
  };
  const number = (
    label: string,
    value: number,
    min: number,
    max: number,
    onChange: (next: number) => void,
  ) => <NumberField {...{ label, value, min, max, onChange }} disabled={!editable} />;
  const gate = (name: keyof typeof gates) => (
    <Switch on={gates[name]} disabled={!editable} onChange={(on) => set({ gates: { ...gates, [name]: on } })}>
      {t(`catalogue.gates.${name}`)}
    </Switch>
  );
  return (
    <EntryDialog
      title={t(entry ? "catalogue.workTypes.edit" : "catalogue.workTypes.new")}
      isNew={entry === null}
      editable={editable}
      frame={frame}
      onFrame={setFrame}
      complete={whole}
      attempt={attempt}
      onSave={() => void save()}
      onClose={onClose}
    >
      <div className="grid gap-3 sm:grid-cols-3">
        <Select
          label={t("catalogue.trade")}
          value={rest.trade}
          disabled={!editable}
          onChange={(trade) => set({ trade })}
          options={trades.map((one) => ({ value: one.value.code, label: words.name(one.value.labels) }))}
        />
        <Select
          label={t("catalogue.profile")}
          value={rest.profile}
          disabled={!editable || entry !== null}
          onChange={(profile) => set({ profile })}
          options={FLOW_PROFILES.map((profile) => ({ value: profile, label: t(`flowProfiles.${profile}`) }))}
        />
        <Select
          label={t("catalogue.mode")}
          value={rest.mode}
          disabled={!editable || entry !== null}
          onChange={(mode) => set({ mode })}
          options={WORK_MODES.map((mode) => ({ value: mode, label: t(`catalogue.modes.${mode}`) }))}
        />
        {number(t("catalogue.visitMinutes"), rest.visitMinutes, 10, 720, (visitMinutes) =>
          set({ visitMinutes }),
        )}
        <TextField
          ltr
          inputMode="decimal"
          label={t("catalogue.price", { currency })}
          hint={t("catalogue.priceHint")}
          value={price}
          maxLength={12}
          isDisabled={!editable}
          onChange={setPrice}
          {...(price.trim() === "" || priceMinor !== null ? {} : { error: t("catalogue.noAmount") })}
        />
        {number(t("catalogue.callBackDays"), rest.callBackDays, 0, 365, (callBackDays) =>
          set({ callBackDays }),
        )}
      </div>
      <CheckList
        label={t("catalogue.skills")}
        hint={t("catalogue.skillsHint")}
        disabled={!editable}
        value={rest.skills}
        onChange={(skills) => set({ skills })}
        options={SKILLS.map((skill) => ({ value: skill, label: words.skill(skill) }))}
      />
      <CheckList
        label={t("catalogue.assetKinds")}
        disabled={!editable}
        value={rest.assetKinds}
        onChange={(assetKinds) => set({ assetKinds })}
        options={ASSET_KINDS.map((kind) => ({ value: kind, label: words.assetKind(kind) }))}
      />
      <fieldset className="flex min-w-0 flex-col gap-2">
        <legend className="mb-1 text-sm font-medium text-ink-2">{t("catalogue.gates.title")}</legend>
        {gate("staffReview")}
        {gate("prepayment")}
        {gate("customerApproval")}
      </fieldset>
      <fieldset className="grid min-w-0 gap-3 sm:grid-cols-2">
        <legend className="mb-1 text-sm font-medium text-ink-2">{t("catalogue.evidence.title")}</legend>
        {number(
          t("catalogue.evidence.inspectionPhotos"),
          evidence.inspectionPhotos,
          0,
          10,
          (inspectionPhotos) => set({ evidence: { ...evidence, inspectionPhotos } }),
        )}
        {number(
          t("catalogue.evidence.completionPhotos"),
          evidence.completionPhotos,
          0,
          20,
          (completionPhotos) => set({ evidence: { ...evidence, completionPhotos } }),
        )}
        {number(
          t("catalogue.evidence.completionPhotosMax"),
          evidence.completionPhotosMax,
          1,
          40,
          (completionPhotosMax) => set({ evidence: { ...evidence, completionPhotosMax } }),
        )}
        <Select
          label={t("catalogue.evidence.signOff")}
          value={evidence.signOff}
          disabled={!editable}
          onChange={(signOff) => set({ evidence: { ...evidence, signOff } })}
          options={SIGN_OFFS.map((one) => ({ value: one, label: t(`catalogue.evidence.signOffs.${one}`) }))}
        />
        <Select
          label={t("catalogue.checklist")}
          value={rest.checklist ?? NO_CHECKLIST}
          disabled={!editable}
          onChange={(checklist) => set({ checklist: checklist === NO_CHECKLIST ? null : checklist })}
          options={[
            { value: NO_CHECKLIST, label: t("catalogue.noChecklist") },
            ...checklists
              .filter((one) => one.active || one.value.code === rest.checklist)
              .map((one) => ({ value: one.value.code, label: words.name(one.value.labels) })),
          ]}
        />
        <Select
          label={t("catalogue.slaPolicy")}
          value={rest.slaPolicy}
          disabled={!editable}
          onChange={(slaPolicy) => set({ slaPolicy })}
          options={SLA_POLICY_CODES.map((one) => ({
            value: one,
            label: t(`catalogue.slaPolicies.${one as "standard"}`),
          }))}
        />
      </fieldset>
      <fieldset className="grid min-w-0 gap-3 sm:grid-cols-2">
        <legend className="mb-1 text-sm font-medium text-ink-2">{t("catalogue.cancellation.title")}</legend>
        {number(
          t("catalogue.cancellation.freeUntilHours"),
          cancellation.freeUntilHours,
          0,
          240,
          (freeUntilHours) => set({ cancellation: { ...cancellation, freeUntilHours } }),
        )}
        <TextField
          ltr
          inputMode="decimal"
          label={t("catalogue.cancellation.lateFee", { currency })}
          value={fee}
          maxLength={12}
          isDisabled={!editable}
          onChange={setFee}
          {...(feeMinor === null ? { error: t("catalogue.noAmount") } : {})}
        />
        <div className="sm:col-span-2">
          <Switch
            on={cancellation.customerLate}
            disabled={!editable}
            onChange={(customerLate) => set({ cancellation: { ...cancellation, customerLate } })}
          >
            {t("catalogue.cancellation.customerLate")}
          </Switch>
        </div>
      </fieldset>
      <ReminderPlan value={rest.reminders} editable={editable} onChange={(reminders) => set({ reminders })} />
    </EntryDialog>
  );
}
