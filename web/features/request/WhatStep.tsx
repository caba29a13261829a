/* Step two: what shall be done, on which device, what is wrong, and when it would suit [W-03] [W-04]. */
import {
  AirVent,
  Bike,
  Car,
  CookingPot,
  Droplets,
  type LucideIcon,
  MessagesSquare,
  Refrigerator,
  WashingMachine,
  Wrench,
  Zap,
} from "lucide-react";
import { Radio, RadioGroup, Label } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { DAY_SLOT_CODES } from "../../../shared/intake/request";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { ChosenPictures } from "./ChosenPictures";
import type { StepProps } from "./stepProps";

const ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^ac_/, AirVent],
  [/^fridge/, Refrigerator],
  [/^(washer|dishwasher)/, WashingMachine],
  [/^oven/, CookingPot],
  [/^plumbing/, Droplets],
  [/^electrical/, Zap],
  [/^car_/, Car],
  [/^motorbike/, Bike],
  [/^consultation/, MessagesSquare],
];

function iconOf(code: string): LucideIcon {
  return ICONS.find(([pattern]) => pattern.test(code))?.[1] ?? Wrench;
}

export interface WhatStepProps extends StepProps {
  /** Sent after the request; never stored here. */
  readonly pictures: readonly File[];
  readonly onPictures: (pictures: readonly File[]) => void;
}

export function WhatStep({ options, draft, onChange, errorOf, pictures, onPictures }: WhatStepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const chosen = options.workTypes.find((type) => type.code === draft.workType);
  const trades = options.trades.filter((trade) =>
    options.workTypes.some((type) => type.trade === trade.code),
  );
  return (
    <>
      <RadioGroup
        value={draft.workType}
        onChange={(code) => {
          const type = options.workTypes.find((one) => one.code === code);
          onChange({ workType: code, assetKind: type?.assetKinds[0] ?? null });
        }}
        className="flex flex-col gap-3"
      >
        <Label className="text-sm font-medium text-ink-2">{t("request.what.type")}</Label>
        {trades.map((trade) => (
          <div key={trade.code} className="flex flex-col gap-2">
            <p className="text-xs text-ink-3">{words.name(trade.labels)}</p>
            <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
              {options.workTypes
                .filter((type) => type.trade === trade.code)
                .map((type) => {
                  const Icon = iconOf(type.code);
                  return (
                    <Radio
                      key={type.code}
                      value={type.code}
                      className="flex min-h-24 flex-col items-center justify-center gap-1 rounded-lg border border-line-strong bg-raised p-2 text-center text-sm data-focus-visible:outline-2 data-selected:border-accent data-selected:bg-accent-soft data-selected:font-semibold"
                    >
                      <Icon aria-hidden className="size-6 text-ink-2" />
                      {words.name(type.labels)}
                      {type.price !== null && (
                        <span className="text-xs font-normal text-ink-3">
                          {t("request.what.from", {
                            price: format.money(type.price.amountMinor, type.price.currency),
                          })}
                        </span>
                      )}
                    </Radio>
                  );
                })}
            </div>
          </div>
        ))}
        {errorOf("workType").error !== undefined && (
          <p className="text-xs text-urgent">{errorOf("workType").error}</p>
        )}
      </RadioGroup>
      {chosen && chosen.assetKinds.length > 0 && (
        <div className="grid gap-3 sm:grid-cols-3">
          {chosen.assetKinds.length > 1 && (
            <Select
              label={t("request.what.device")}
              value={draft.assetKind}
              onChange={(assetKind) => onChange({ assetKind })}
              options={chosen.assetKinds.map((kind) => ({ value: kind, label: words.assetKind(kind) }))}
            />
          )}
          <TextField
            label={t("request.what.brand")}
            value={draft.brand}
            maxLength={60}
            onChange={(brand) => onChange({ brand })}
          />
          <TextField
            label={t("request.what.model")}
            value={draft.model}
            maxLength={60}
            onChange={(model) => onChange({ model })}
          />
        </div>
      )}
      <TextField
        multiline
        size="phone"
        label={t("request.what.problem")}
        hint={t("request.what.problemHint")}
        value={draft.problem}
        maxLength={2000}
        onChange={(problem) => onChange({ problem })}
        {...errorOf("problem")}
      />
      <ChosenPictures pictures={pictures} onChange={onPictures} />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          ltr
          type="date"
          label={t("request.what.day")}
          value={draft.day}
          onChange={(day) => onChange({ day })}
          {...errorOf("day")}
        />
        <Select
          label={t("request.what.slot")}
          disabled={draft.day === ""}
          value={draft.slot}
          onChange={(slot) => onChange({ slot })}
          options={DAY_SLOT_CODES.map((slot) => ({ value: slot, label: t(`intake.slots.${slot}`) }))}
        />
      </div>
    </>
  );
}
