/* Where a one-time code that was sent to a phone is typed. Knows nothing of what it proves. */
import { useTranslation } from "react-i18next";
import { codeDigits } from "../lib/codeDigits";
import { TextField } from "../ui/TextField";

export interface CodeFieldProps {
  readonly size: "phone" | "medium";
  readonly value: string;
  readonly onChange: (code: string) => void;
  /** The last one was refused. */
  readonly wrong: boolean;
}

export function CodeField({ size, value, onChange, wrong }: CodeFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      size={size}
      ltr
      label={t("steps.sign.code")}
      value={value}
      onChange={(text) => onChange(codeDigits(text))}
      inputMode="numeric"
      autoComplete="one-time-code"
      {...(wrong ? { error: t("steps.sign.wrong") } : {})}
    />
  );
}
