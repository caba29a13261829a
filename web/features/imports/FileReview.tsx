/* The second step: the file's facts, the mapping, and what would happen, judged row by row before anything is sent. */
import { useTranslation } from "react-i18next";
import type { MappedColumn } from "../../../shared/imports/columns";
import { useFormat } from "../../lib/useFormat";
import { Button } from "../../ui/Button";
import { Ltr } from "../../ui/Ltr";
import { Notice } from "../../ui/Notice";
import { Select } from "../../ui/Select";
import { FaultTable } from "./FaultTable";
import { MappingTable } from "./MappingTable";
import { type Encoding, ENCODINGS } from "./decodeText";
import type { CheckResult, FileFacts } from "./importReader";

export interface FileReviewProps {
  readonly file: { readonly name: string; readonly size: number };
  readonly facts: FileFacts;
  readonly mapping: readonly MappedColumn[];
  /** Undefined while rows are being checked. */
  readonly check: CheckResult | undefined;
  /** Share of rows checked so far. */
  readonly checked: number;
  readonly onMapping: (mapping: readonly MappedColumn[]) => void;
  readonly onEncoding: (encoding: Encoding) => void;
  readonly onStart: () => void;
  readonly onAnother: () => void;
}

export function FileReview(props: FileReviewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { file, facts, mapping, check, checked } = props;
  return (
    <div className="flex flex-col gap-6">
      <header className="flex flex-wrap items-end gap-3 rounded-lg border border-line bg-paper p-4">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold">
            <Ltr>{file.name}</Ltr>
          </h2>
          <p className="text-sm text-ink-2">
            {t("imports.file.facts", {
              rows: t("imports.file.rows", { count: facts.rowCount }),
              columns: t("imports.file.columns", { count: facts.header.length }),
              size: format.bytes(file.size),
            })}
          </p>
        </div>
        <Select
          label={t("imports.file.encoding")}
          value={facts.encoding}
          onChange={props.onEncoding}
          options={ENCODINGS.map((one) => ({ value: one, label: t(`imports.encodings.${one}`) }))}
        />
        <Button onPress={props.onAnother}>{t("imports.file.another")}</Button>
      </header>
      <section aria-labelledby="mapping-title">
        <h3 id="mapping-title" className="font-semibold">
          {t("imports.mapping.title")}
        </h3>
        <p className="mb-2 text-sm text-ink-2">{t("imports.mapping.text")}</p>
        {!mapping.some((column) => column.field === "problem") && (
          <Notice tone="problem" className="mb-2" title={t("imports.mapping.missing")} />
        )}
        <div className="rounded-lg border border-line bg-paper px-4 pb-2">
          <MappingTable
            header={facts.header}
            preview={facts.preview}
            mapping={mapping}
            onChange={props.onMapping}
          />
        </div>
      </section>
      <section
        aria-labelledby="check-title"
        className="sticky bottom-0 z-10 flex flex-wrap items-center gap-4 rounded-lg border border-line-strong bg-raised p-4 shadow-lift"
      >
        <div className="min-w-0 flex-1">
          <h3 id="check-title" className="sr-only">
            {t("imports.check.title")}
          </h3>
          <div role="status" className="text-sm">
            {check === undefined ? (
              t("imports.check.checking", { share: format.percent(checked) })
            ) : (
              <>
                <p className="font-medium">{t("imports.check.good", { count: check.goodRows })}</p>
                <p className="text-ink-2">
                  {check.badRows === 0
                    ? t("imports.check.noBad")
                    : t("imports.check.bad", { count: check.badRows })}
                </p>
              </>
            )}
          </div>
        </div>
        <Button
          tone="primary"
          isDisabled={check === undefined || check.goodRows === 0}
          onPress={props.onStart}
        >
          {check === undefined || check.goodRows > 0
            ? t("imports.check.start", { count: check?.goodRows ?? facts.rowCount })
            : t("imports.check.nothing")}
        </Button>
      </section>
      {check !== undefined && <FaultTable faults={check.faults} />}
    </div>
  );
}
