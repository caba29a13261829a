/* Which column of the file feeds which field, with the first values beside it so that the eye can judge. */
import { useTranslation } from "react-i18next";
import type { MappedColumn } from "../../../shared/imports/columns";
import { IMPORT_FIELDS, type ImportField, REQUIRED_IMPORT_FIELDS } from "../../../shared/imports/fields";
import { Select } from "../../ui/Select";

export interface MappingTableProps {
  readonly header: readonly string[];
  readonly preview: ReadonlyArray<readonly string[]>;
  readonly mapping: readonly MappedColumn[];
  readonly onChange: (mapping: readonly MappedColumn[]) => void;
}

const NONE = "none";
const EXAMPLES = 3;

/** The mapping with one field pointed at a column; that column leaves any other field. */
export function withColumn(
  mapping: readonly MappedColumn[],
  field: ImportField,
  column: number | null,
  header: readonly string[],
): MappedColumn[] {
  const others = mapping.filter((one) => one.field !== field && one.column !== column);
  return column === null ? others : [...others, { field, column, header: header[column] ?? "" }];
}

export function MappingTable({ header, preview, mapping, onChange }: MappingTableProps) {
  const { t } = useTranslation();
  const columns = header.map((name, index) => ({
    value: String(index),
    label: name === "" ? `#${index + 1}` : name,
  }));
  return (
    <table className="w-full table-fixed border-collapse text-sm">
      <thead>
        <tr className="border-b border-line-strong text-start text-xs text-ink-3">
          <th scope="col" className="w-44 py-1.5 pe-3 text-start font-medium">
            {t("imports.mapping.field")}
          </th>
          <th scope="col" className="w-72 py-1.5 pe-3 text-start font-medium">
            {t("imports.mapping.column")}
          </th>
          <th scope="col" className="py-1.5 text-start font-medium">
            {t("imports.mapping.example")}
          </th>
        </tr>
      </thead>
      <tbody>
        {IMPORT_FIELDS.map((field) => {
          const column = mapping.find((one) => one.field === field)?.column ?? null;
          const required = (REQUIRED_IMPORT_FIELDS as readonly ImportField[]).includes(field);
          const examples =
            column === null
              ? []
              : preview
                  .map((cells) => cells[column] ?? "")
                  .filter((cell) => cell.trim() !== "")
                  .slice(0, EXAMPLES);
          return (
            <tr key={field} className="border-b border-line">
              <th scope="row" className="py-1.5 pe-3 text-start font-normal whitespace-nowrap">
                {t(`importFields.${field}`)}
                {required && (
                  <span className="ms-1.5 text-xs text-ink-3">{t("imports.mapping.required")}</span>
                )}
              </th>
              <td className="py-1.5 pe-3">
                <Select
                  label={t(`importFields.${field}`)}
                  labelHidden
                  value={column === null ? NONE : String(column)}
                  onChange={(value) =>
                    onChange(withColumn(mapping, field, value === NONE ? null : Number(value), header))
                  }
                  options={[{ value: NONE, label: t("imports.mapping.none") }, ...columns]}
                />
              </td>
              <td className="truncate py-1.5 text-xs text-ink-2">
                {examples.map((example, index) => (
                  <span key={`${index} ${example}`}>
                    {index > 0 && <span className="px-1.5 text-ink-3">·</span>}
                    <bdi>{example}</bdi>
                  </span>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
