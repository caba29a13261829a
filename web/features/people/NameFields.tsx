/* A person's name in both writings, side by side. One may stay empty. */
import { useTranslation } from "react-i18next";
import type { LocalizedName } from "../../../shared/core/localized";
import { TextField } from "../../ui/TextField";

export interface NameFieldsProps {
  readonly name: LocalizedName;
  readonly onChange: (name: LocalizedName) => void;
  readonly size?: "medium" | "phone";
}

export function NameFields({ name, onChange, size = "medium" }: NameFieldsProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        size={size}
        label={t("people.nameAr")}
        value={name.ar}
        maxLength={80}
        onChange={(ar) => onChange({ ...name, ar })}
      />
      <TextField
        size={size}
        label={t("people.nameEn")}
        value={name.en}
        maxLength={80}
        onChange={(en) => onChange({ ...name, en })}
      />
    </div>
  );
}
