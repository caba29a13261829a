/* A whole number within bounds, typed in either kind of digits; says its bounds when it is none. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../../lib/useFormat";
import { TextField } from "../../ui/TextField";
import { wholeOf } from "../../lib/typedNumber";

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** NaN while what stands there is no such number. */
  readonly onChange: (value: number) => void;
  readonly disabled?: boolean;
}

export function NumberField({ label, value, min, max, onChange, disabled = false }: NumberFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState(Number.isNaN(value) ? "" : String(value));
  const valid = wholeOf(text, min, max) !== null;
  return (
    <TextField
      ltr
      inputMode="numeric"
      label={label}
      value={text}
      isDisabled={disabled}
      maxLength={9}
      onChange={(next) => {
        setText(next);
        onChange(wholeOf(next, min, max) ?? Number.NaN);
      }}
      {...(valid
        ? {}
        : { error: t("settings.bounds", { min: format.number(min), max: format.number(max) }) })}
    />
  );
}
