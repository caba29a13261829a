/* Where a file is dropped or chosen. Refuses what is too large before a byte of it is read. */
import { FileUp } from "lucide-react";
import { DropZone, FileTrigger, isFileDropItem } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { MAX_FILE_MB, MAX_FILE_ROWS } from "./importLimits";

export interface DropFileProps {
  /** Name of the file being read, if one is. */
  readonly reading: string | null;
  /** Sentence saying why the last file was refused. */
  readonly refusal: string | null;
  readonly onFile: (file: File) => void;
}

export function DropFile({ reading, refusal, onFile }: DropFileProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-3">
      <DropZone
        getDropOperation={() => "copy"}
        onDrop={(event) => {
          const item = event.items.find(isFileDropItem);
          if (item) void item.getFile().then(onFile);
        }}
        className="flex min-h-64 flex-col items-center justify-center gap-3 rounded-lg border-2 border-dashed border-line-strong bg-paper p-6 text-center data-drop-target:border-accent data-drop-target:bg-accent-soft"
      >
        <FileUp aria-hidden className="size-8 text-ink-3" />
        {reading === null ? (
          <>
            <p className="text-lg font-medium">{t("imports.drop.title")}</p>
            <p className="text-sm text-ink-3">{t("imports.drop.or")}</p>
            <FileTrigger
              acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv", "text/tab-separated-values"]}
              onSelect={(files) => {
                const file = files?.[0];
                if (file) onFile(file);
              }}
            >
              <Button tone="primary">{t("imports.drop.choose")}</Button>
            </FileTrigger>
            <p className="mt-2 text-xs text-ink-3">
              {t("imports.drop.limits", { maxMb: MAX_FILE_MB, maxRows: MAX_FILE_ROWS })}
            </p>
          </>
        ) : (
          <p role="status">{t("imports.drop.reading", { name: reading })}</p>
        )}
      </DropZone>
      {refusal !== null && <Notice tone="problem" title={refusal} />}
    </div>
  );
}
