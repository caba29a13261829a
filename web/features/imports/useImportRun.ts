/*
 * Sends the checked file in batches, one at a time, and can be stopped between two of them. A lost connection only
 * pauses it: the client keeps the batch and sends it again, and the server recognises a batch it already has.
 */
import { useMutation } from "convex/react";
import { useCallback, useRef, useState } from "react";
import { api } from "../../../convex/_generated/api";
import type { Id } from "../../../convex/_generated/dataModel";
import type { MappedColumn } from "../../../shared/imports/columns";
import { IMPORT_BATCH_SIZE } from "../../../shared/imports/fields";
import type { FileFacts, ImportReader } from "./importReader";

export type ImportRun =
  | { readonly state: "idle" }
  | {
      readonly state: "running";
      readonly importId: Id<"imports"> | null;
      readonly sent: number;
      readonly total: number;
    }
  | { readonly state: "finished"; readonly importId: Id<"imports">; readonly cancelled: boolean }
  | { readonly state: "failed"; readonly importId: Id<"imports"> | null; readonly error: unknown };

export interface StartInput {
  readonly branchId: Id<"branches">;
  readonly fileName: string;
  readonly facts: FileFacts;
  readonly mapping: readonly MappedColumn[];
  readonly reader: ImportReader;
}

export interface ImportRunControl {
  readonly run: ImportRun;
  readonly start: (input: StartInput) => Promise<void>;
  /** Stops after the batch under way; what came in stays. */
  readonly cancel: () => void;
  readonly reset: () => void;
}

export function useImportRun(): ImportRunControl {
  const [run, setRun] = useState<ImportRun>({ state: "idle" });
  const stopped = useRef(false);
  const open = useMutation(api.imports.start);
  const addRows = useMutation(api.imports.addRows);
  const finish = useMutation(api.imports.finish);

  const start = useCallback(
    async ({ branchId, fileName, facts, mapping, reader }: StartInput) => {
      stopped.current = false;
      const total = facts.rowCount;
      let importId: Id<"imports"> | null = null;
      setRun({ state: "running", importId, sent: 0, total });
      try {
        importId = await open({
          branchId,
          fileName,
          fileHash: facts.hash,
          mapping: mapping.map((column) => ({ ...column })),
          totalRows: total,
          operationId: crypto.randomUUID(),
        });
        const batches = Math.ceil(total / IMPORT_BATCH_SIZE);
        let sent = 0;
        for (let batch = 0; batch < batches && !stopped.current; batch += 1) {
          const rows = await reader.batch(batch);
          await addRows({
            importId,
            batch,
            rows: rows.map(({ line, cells }) => ({ line, cells: definedCells(cells) })),
          });
          sent += rows.length;
          setRun({ state: "running", importId, sent, total });
        }
        await finish({ importId });
        setRun({ state: "finished", importId, cancelled: stopped.current });
      } catch (error) {
        setRun({ state: "failed", importId, error });
      }
    },
    [open, addRows, finish],
  );

  return {
    run,
    start,
    cancel: useCallback(() => {
      stopped.current = true;
    }, []),
    reset: useCallback(() => setRun({ state: "idle" }), []),
  };
}

type Cells = Parameters<
  ReturnType<typeof useMutation<typeof api.imports.addRows>>
>[0]["rows"][number]["cells"];

/** Absent instead of undefined: undefined is no value on the wire. */
function definedCells(cells: Readonly<Record<string, string | undefined>>): Cells {
  return Object.fromEntries(Object.entries(cells).filter(([, value]) => value !== undefined));
}
