/* Fault codes found at a ticket, with what the catalogue says to do; where `onChange` is given they are chosen here. */
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { Bidi } from "../ui/Bidi";
import { IconButton } from "../ui/IconButton";
import { Ltr } from "../ui/Ltr";
import { Select } from "../ui/Select";

export interface FaultCodesProps {
  readonly codes: readonly string[];
  readonly onChange?: (codes: readonly string[]) => void;
}

export function FaultCodes({ codes, onChange }: FaultCodesProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const asked = onChange !== undefined || codes.length > 0;
  const faults = useLive(api.catalogue.faultCodes, asked ? {} : "skip");
  if (!asked) return null;
  const open = faults?.filter((entry) => entry.active && !codes.includes(entry.value.code)) ?? [];
  return (
    <div className="mt-2 flex flex-col gap-2">
      {codes.map((code) => {
        const known = faults?.find((entry) => entry.value.code === code)?.value;
        return (
          <div key={code} className="flex items-start gap-2 rounded-sm bg-sunken px-2 py-1.5 text-xs">
            <div className="min-w-0 flex-1">
              <p>
                <Ltr className="font-medium">{code}</Ltr>{" "}
                {known !== undefined && <bdi>{words.name(known.labels)}</bdi>}
              </p>
              {known !== undefined && <Bidi className="text-ink-2">{words.name(known.procedure)}</Bidi>}
              {known !== undefined && known.parts.length > 0 && (
                <p className="text-ink-3">{t("records.faults.parts", { parts: format.list(known.parts) })}</p>
              )}
            </div>
            {onChange !== undefined && (
              <IconButton
                size="small"
                label={t("records.faults.remove", { code })}
                icon={<X aria-hidden className="size-4" />}
                onPress={() => onChange(codes.filter((one) => one !== code))}
              />
            )}
          </div>
        );
      })}
      {onChange !== undefined && open.length > 0 && (
        <Select
          label={t("records.faults.add")}
          value={null}
          onChange={(code) => onChange([...codes, code])}
          options={open.map(({ value }) => ({
            value: value.code,
            label: `${value.code} · ${words.name(value.labels)}`,
          }))}
        />
      )}
    </div>
  );
}
