/*
 * The import page's three steps: choose, check, run. Owns the file and its reader; every rule about rows is shared
 * with the server, which judges again.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type MappedColumn, suggestColumns } from "../../../shared/imports/columns";
import { useFormat } from "../../lib/useFormat";
import type { Me } from "../../lib/session";
import { useWords } from "../../lib/useWords";
import { Select } from "../../ui/Select";
import { DropFile } from "./DropFile";
import { FileReview } from "./FileReview";
import { RecentImports } from "./RecentImports";
import { RunProgress } from "./RunProgress";
import type { Encoding } from "./decodeText";
import { MAX_FILE_MB, MAX_FILE_ROWS } from "./importLimits";
import type { CheckResult, FileFacts, ImportReader } from "./importReader";
import { useImportRun } from "./useImportRun";

export interface ImportFlowProps {
  readonly me: Me;
  readonly branchId: string | undefined;
  readonly onBranch: (branchId: string) => void;
  /** Makes the reader of one file; a worker in the page, in-process in tests. */
  readonly createReader: () => ImportReader;
  readonly boardLink: ReactNode;
}

interface Chosen {
  readonly file: File;
  readonly reader: ImportReader;
  readonly facts: FileFacts;
}

const BYTES_PER_MB = 1_000_000;

export function ImportFlow({ me, branchId, onBranch, createReader, boardLink }: ImportFlowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const branch = me.branches.find((one) => one.branchId === branchId) ?? me.branches[0];
  const [reading, setReading] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [mapping, setMapping] = useState<readonly MappedColumn[]>([]);
  const [check, setCheck] = useState<CheckResult>();
  const [checked, setChecked] = useState(0);
  const { run, start, cancel, reset } = useImportRun();
  const reader = useRef<ImportReader | null>(null);
  useEffect(() => () => reader.current?.close(), []);

  const zone = branch?.zone ?? "UTC";
  const readFile = async (file: File, encoding: Encoding | null) => {
    setRefusal(null);
    if (file.size > MAX_FILE_MB * BYTES_PER_MB) {
      setRefusal(
        t("imports.refuse.tooLarge", { name: file.name, size: format.bytes(file.size), maxMb: MAX_FILE_MB }),
      );
      return;
    }
    reader.current?.close();
    const current = createReader();
    reader.current = current;
    setReading(file.name);
    try {
      const result = await current.read(file, encoding);
      if (!result.ok) {
        setRefusal(t(`imports.refuse.${result.refusal}`, { name: file.name }));
        return;
      }
      if (result.facts.rowCount > MAX_FILE_ROWS) {
        const { rowCount } = result.facts;
        setRefusal(t("imports.refuse.tooManyRows", { name: file.name, rows: rowCount, max: MAX_FILE_ROWS }));
        return;
      }
      setChosen({ file, reader: current, facts: result.facts });
      setMapping(suggestColumns(result.facts.header));
    } catch {
      // The reader died (out of memory, broken file handle): the person can only try another file.
      setRefusal(t("imports.refuse.unreadable", { name: file.name }));
    } finally {
      setReading(null);
    }
  };

  useEffect(() => {
    if (chosen === null) return;
    let current = true;
    setCheck(undefined);
    setChecked(0);
    void chosen.reader
      .check(mapping, zone, Date.now(), (share) => {
        if (current) setChecked(share);
      })
      .then((result) => {
        if (current) setCheck(result);
      });
    return () => {
      current = false;
    };
  }, [chosen, mapping, zone]);

  const again = () => {
    reader.current?.close();
    reader.current = null;
    setChosen(null);
    setCheck(undefined);
    reset();
  };

  if (branch === undefined) return null;
  return (
    <div className="mx-auto flex max-w-5xl flex-col gap-6 p-6">
      <header className="flex flex-wrap items-end gap-4">
        <div className="min-w-0 flex-1">
          <h1 className="text-2xl font-semibold">{t("imports.title")}</h1>
          <p className="mt-1 max-w-[70ch] text-sm text-ink-2">{t("imports.lead")}</p>
        </div>
        <Select
          label={t("imports.branch")}
          value={branch.branchId}
          onChange={onBranch}
          disabled={run.state === "running"}
          options={me.branches.map((one) => ({ value: String(one.branchId), label: words.name(one.name) }))}
        />
      </header>
      {chosen === null ? (
        <>
          <DropFile reading={reading} refusal={refusal} onFile={(file) => void readFile(file, null)} />
          <RecentImports branch={branch} />
        </>
      ) : run.state === "idle" ? (
        <FileReview
          file={chosen.file}
          facts={chosen.facts}
          mapping={mapping}
          check={check}
          checked={checked}
          onMapping={setMapping}
          onEncoding={(encoding) => void readFile(chosen.file, encoding)}
          onStart={() =>
            void start({
              branchId: branch.branchId,
              fileName: chosen.file.name,
              facts: chosen.facts,
              mapping,
              reader: chosen.reader,
            })
          }
          onAnother={again}
        />
      ) : (
        <RunProgress
          run={run}
          fileName={chosen.file.name}
          faults={check?.faults ?? []}
          zone={zone}
          onCancel={cancel}
          onAgain={again}
          boardLink={boardLink}
        />
      )}
    </div>
  );
}
