/* The third step: how far the import is, what it did, and what stayed out. Counts come live from the deployment. */
import { useConvexConnectionState } from "convex/react";
import type { ReactNode } from "react";
import { Label, ProgressBar } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { api } from "../../../convex/_generated/api";
import type { RowError } from "../../../shared/imports/fields";
import { presentError } from "../../lib/presentError";
import { useFormat } from "../../lib/useFormat";
import { useLive } from "../../lib/useLive";
import { useWords } from "../../lib/useWords";
import { Button } from "../../ui/Button";
import { Notice } from "../../ui/Notice";
import { FaultTable } from "./FaultTable";
import type { ImportRun } from "./useImportRun";

export interface RunProgressProps {
  readonly run: Exclude<ImportRun, { readonly state: "idle" }>;
  readonly fileName: string;
  readonly faults: readonly RowError[];
  readonly zone: string;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
  readonly boardLink: ReactNode;
}

export function RunProgress({ run, fileName, faults, zone, onCancel, onAgain, boardLink }: RunProgressProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useWords();
  const { isWebSocketConnected } = useConvexConnectionState();
  const view = useLive(api.imports.get, run.importId === null ? "skip" : { importId: run.importId });
  const counts = [
    { label: t("imports.run.inserted"), value: view?.insertedRows ?? 0 },
    { label: t("imports.run.duplicates"), value: view?.duplicateRows ?? 0 },
    { label: t("imports.run.rejected"), value: view?.rejectedRows ?? 0 },
  ];
  const error = run.state === "failed" ? presentError(run.error, t, words, format, zone) : null;
  return (
    <div className="flex flex-col gap-6">
      <section className="rounded-lg border border-line bg-paper p-5">
        {run.state === "running" && (
          <ProgressBar value={run.sent} maxValue={run.total} className="flex flex-col gap-2">
            {({ percentage }) => (
              <>
                <div className="flex items-baseline justify-between gap-4">
                  <Label className="font-semibold">{t("imports.run.title", { name: fileName })}</Label>
                  <span className="text-sm text-ink-2">
                    {t("imports.run.progress", { done: run.sent, total: run.total })}
                  </span>
                </div>
                <div className="h-2 overflow-hidden rounded-sm bg-sunken">
                  <div className="h-full bg-accent" style={{ width: `${percentage ?? 0}%` }} />
                </div>
              </>
            )}
          </ProgressBar>
        )}
        {run.state === "finished" && (
          <Notice
            tone="done"
            title={run.cancelled ? t("imports.run.cancelledTitle") : t("imports.run.doneTitle")}
          />
        )}
        {error !== null && (
          <Notice tone="problem" title={t("imports.run.failedTitle")}>
            <p>{error.title}</p>
            <p>{t("imports.run.failedText")}</p>
          </Notice>
        )}
        {run.state === "running" && !isWebSocketConnected && (
          <Notice tone="info" className="mt-3" title={t("imports.run.offline")} />
        )}
        <dl className="mt-4 grid grid-cols-3 gap-4">
          {counts.map(({ label, value }) => (
            <div key={label} className="rounded-md border border-line bg-raised px-3 py-2">
              <dt className="text-xs text-ink-3">{label}</dt>
              <dd className="text-xl font-semibold">{format.number(value)}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-4 flex flex-wrap items-center gap-3">
          {run.state === "running" ? (
            <>
              <Button onPress={onCancel}>{t("imports.run.cancel")}</Button>
              <span className="text-sm text-ink-3">{t("imports.run.cancelHint")}</span>
            </>
          ) : (
            <>
              {boardLink}
              <Button onPress={onAgain}>{t("imports.run.again")}</Button>
            </>
          )}
        </div>
      </section>
      <FaultTable faults={faults} />
    </div>
  );
}
