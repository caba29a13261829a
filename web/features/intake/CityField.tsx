/* The city of a place: one of the company's list [W-01], or any other in words. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../lib/useWords";
import { useCompanyLists } from "../../lib/vocabulary";
import { Select } from "../../ui/Select";
import { TextField } from "../../ui/TextField";

export interface CityFieldProps {
  readonly value: string;
  readonly onChange: (city: string) => void;
}

const ELSEWHERE = "other";

export function CityField({ value, onChange }: CityFieldProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { cities } = useCompanyLists();
  const [elsewhere, setElsewhere] = useState(value !== "" && !cities.includes(value));
  return (
    <>
      <Select
        label={t("intake.place.city")}
        placeholder={t("intake.work.choose")}
        value={elsewhere ? ELSEWHERE : value === "" ? null : value}
        onChange={(next) => {
          setElsewhere(next === ELSEWHERE);
          onChange(next === ELSEWHERE ? "" : next);
        }}
        options={[
          ...cities.map((city) => ({ value: city, label: words.city(city) })),
          { value: ELSEWHERE, label: t("intake.place.otherCity") },
        ]}
      />
      {elsewhere && (
        <TextField label={t("intake.place.cityName")} value={value} maxLength={80} onChange={onChange} />
      )}
    </>
  );
}
