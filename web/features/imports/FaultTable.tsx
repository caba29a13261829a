/* Rows that stay out: line, field, reason and the offending text, in words; everything as a file to repair. */
import { Download } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RowError } from "../../../shared/imports/fields";
import { useFormat } from "../../lib/useFormat";
import { Button } from "../../ui/Button";
import { FAULTS_SHOWN } from "./importLimits";
import { saveText, toCsv } from "./saveCsv";

export interface FaultTableProps {
  readonly faults: readonly RowError[];
}

export function FaultTable({ faults }: FaultTableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (faults.length === 0) return null;
  const fieldName = (fault: RowError) =>
    fault.field === null ? t("imports.errors.wholeRow") : t(`importFields.${fault.field}`);
  const download = () => {
    const head = [
      t("imports.errors.line"),
      t("imports.errors.field"),
      t("imports.errors.reason"),
      t("imports.errors.value"),
    ];
    const rows = faults.map((fault) => [
      String(fault.line),
      fieldName(fault),
      t(`rowErrors.${fault.reason}`),
      fault.value ?? "",
    ]);
    saveText(t("imports.errors.fileName"), toCsv([head, ...rows]));
  };
  return (
    <section aria-labelledby="faults-title">
      <header className="mb-2 flex items-center gap-2">
        <h3 id="faults-title" className="flex-1 font-semibold">
          {t("imports.errors.title")}
        </h3>
        <Button size="small" icon={<Download aria-hidden className="size-3.5" />} onPress={download}>
          {t("imports.errors.download")}
        </Button>
      </header>
      <div className="max-h-96 overflow-auto rounded-md border border-line">
        <table className="w-full border-collapse text-sm">
          <thead className="sticky top-0 bg-paper">
            <tr className="text-xs text-ink-3">
              <th scope="col" className="px-3 py-1.5 text-start font-medium">
                {t("imports.errors.line")}
              </th>
              <th scope="col" className="px-3 py-1.5 text-start font-medium">
                {t("imports.errors.field")}
              </th>
              <th scope="col" className="px-3 py-1.5 text-start font-medium">
                {t("imports.errors.reason")}
              </th>
              <th scope="col" className="px-3 py-1.5 text-start font-medium">
                {t("imports.errors.value")}
              </th>
            </tr>
          </thead>
          <tbody>
            {faults.slice(0, FAULTS_SHOWN).map((fault) => (
              <tr key={`${fault.line} ${fault.field} ${fault.reason}`} className="border-t border-line">
                <td className="px-3 py-1 text-ink-2">{format.number(fault.line)}</td>
                <td className="px-3 py-1 whitespace-nowrap">{fieldName(fault)}</td>
                <td className="px-3 py-1">{t(`rowErrors.${fault.reason}`)}</td>
                <td className="max-w-48 truncate px-3 py-1 text-ink-2">
                  <bdi>{fault.value ?? ""}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.length > FAULTS_SHOWN && (
        <p className="mt-1 text-xs text-ink-3">
          {t("imports.errors.more", { count: faults.length - FAULTS_SHOWN })}
        </p>
      )}
    </section>
  );
}
