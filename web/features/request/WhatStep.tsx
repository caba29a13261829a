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
import { FieldError, Label, Radio, RadioGroup } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { useWords } from "../../lib/useWords";
import { Notice } from "../../ui/Notice";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";
import { ChosenPictures } from "./ChosenPictures";
import { DayField } from "./DayField";
import { FieldSlot } from "./FieldSlot";
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
  /** Pictures were chosen before the page was loaded again. */
  readonly lostPictures: boolean;
  readonly onPictures: (pictures: readonly File[]) => void;
}

export function WhatStep({
  options,
  draft,
  branch,
  onChange,
  errorOf,
  pictures,
  lostPictures,
  onPictures,
}: WhatStepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const chosen = options.workTypes.find((type) => type.code === draft.workType);
  const trades = options.trades.filter((trade) =>
    options.workTypes.some((type) => type.trade === trade.code),
  );
  return (
    <>
      <FieldSlot name="workType">
        <RadioGroup
          value={draft.workType}
          isInvalid={errorOf("workType").error !== undefined}
          onChange={(code) => {
            const type = options.workTypes.find((one) => one.code === code);
            onChange({ workType: code, assetKind: type?.assetKinds[0] ?? null });
          }}
          className="flex flex-col gap-3"
        >
          <Label className="text-sm font-medium text-ink-2">{t("request.what.type")}</Label>
          {trades.map((trade) => (
            <div key={trade.code} className="flex flex-col gap-2">
              <p className="text-xs text-ink-2">{words.name(trade.labels)}</p>
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
          <FieldError className="text-sm text-urgent">{errorOf("workType").error}</FieldError>
        </RadioGroup>
      </FieldSlot>
      {chosen && chosen.assetKinds.length > 0 && (
        <div className="grid gap-3 sm:grid-cols-3">
          {chosen.assetKinds.length > 1 && (
            <Select
              size="phone"
              label={t("request.what.device")}
              value={draft.assetKind}
              onChange={(assetKind) => onChange({ assetKind })}
              options={chosen.assetKinds.map((kind) => ({ value: kind, label: words.assetKind(kind) }))}
            />
          )}
          <TextField
            size="phone"
            label={t("request.what.brand")}
            value={draft.brand}
            maxLength={60}
            onChange={(brand) => onChange({ brand })}
          />
          <TextField
            size="phone"
            label={t("request.what.model")}
            value={draft.model}
            maxLength={60}
            onChange={(model) => onChange({ model })}
          />
        </div>
      )}
      <FieldSlot name="problem">
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
      </FieldSlot>
      {lostPictures && <Notice tone="info" title={t("request.pictures.again")} />}
      <ChosenPictures pictures={pictures} onChange={onPictures} />
      <DayField draft={draft} branch={branch} onChange={onChange} errorOf={errorOf} />
    </>
  );
}
