/*
 * One checklist of a ticket. While it is open its points are answered here, by several people at once if need be; what is
 * half filled in stays until it is saved. A finished one is read.
 */
import { useMutation } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import { type ChecklistAnswer, ITEM_VERDICTS, missingItems } from "../../shared/records/checks";
import { useFormat } from "../lib/useFormat";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { Segmented } from "../ui/Segmented";
import { TextField } from "../ui/TextField";
import { FaultCodes } from "./FaultCodes";
import { useChange } from "./useChange";

export type Run = FunctionReturnType<typeof api.records.checklists>[number];

export interface ChecklistRunProps {
  readonly run: Run;
  readonly zone: string;
  readonly size: "desk" | "phone";
}

export function ChecklistRun({ run, zone, size }: ChecklistRunProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const done = run.completedAt !== null;
  const answered = new Map(run.answers.map((answer) => [answer.code, answer]));
  return (
    <article
      className="rounded-md border border-line p-2 text-sm"
      aria-label={words.name(run.template.labels)}
    >
      <p className="flex flex-wrap items-baseline gap-x-2">
        <bdi className="font-medium">{words.name(run.template.labels)}</bdi>
        <span className="text-ink-2">
          {done
            ? t("records.checklists.done")
            : t("records.checklists.progress", {
                answered: format.number(run.answers.length),
                total: format.number(run.template.items.length),
              })}
        </span>
        <span className="text-xs text-ink-3">
          <bdi>{words.name(run.changedBy.name)}</bdi> ·{" "}
          {format.dateTime(run.completedAt ?? run.startedAt, zone)}
        </span>
      </p>
      {done ? (
        <ul className="mt-1 flex flex-col gap-0.5 text-xs text-ink-2">
          {run.template.items.map((item) => {
            const answer = answered.get(item.code);
            return (
              <li key={item.code}>
                <bdi>{words.name(item.labels)}</bdi>:{" "}
                <span className={answer?.verdict === "critical" ? "font-medium text-urgent" : "text-ink"}>
                  {answer === undefined
                    ? t("records.checklists.unanswered")
                    : t(`records.checklists.verdict.${answer.verdict}`)}
                </span>
                {answer !== undefined && answer.note !== "" && (
                  <>
                    {" · "}
                    <bdi>{answer.note}</bdi>
                  </>
                )}
              </li>
            );
          })}
        </ul>
      ) : (
        <Answers key={run.runId} run={run} zone={zone} size={size} />
      )}
      {done && <FaultCodes codes={run.faultCodes} />}
    </article>
  );
}

function Answers({ run, zone, size }: ChecklistRunProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const save = useMutation(api.checks.saveChecklist);
  const change = useChange(zone);
  // Only what was changed here lies over what is stored: a colleague's answers to other points stay his.
  const [edits, setEdits] = useState<ReadonlyMap<string, ChecklistAnswer>>(new Map());
  const [ownFaults, setOwnFaults] = useState<readonly string[] | null>(null);
  const faults = ownFaults ?? run.faultCodes;
  const answers = [...run.answers.filter((one) => !edits.has(one.code)), ...edits.values()];
  const fieldSize = size === "phone" ? "phone" : "medium";
  const buttonSize = size === "phone" ? "phone" : "small";
  const missing = missingItems(run.template, answers);
  const answer = (code: string, patch: Partial<ChecklistAnswer>) => {
    const now = answers.find((one) => one.code === code) ?? { code, verdict: "ok" as const, note: "" };
    setEdits(new Map(edits).set(code, { ...now, ...patch }));
  };
  const keep = async (complete: boolean) => {
    const kept = await change.run(() =>
      save({
        runId: run.runId,
        answers: answers.map((one) => ({ ...one, note: one.note.trim() })),
        faultCodes: [...faults],
        complete,
        expectedVersion: run.version,
        operationId: crypto.randomUUID(),
      }),
    );
    if (!kept) return;
    setEdits(new Map());
    setOwnFaults(null);
  };
  return (
    <div className="mt-2 flex flex-col gap-3">
      {run.template.items.map((item) => {
        const given = answers.find((one) => one.code === item.code);
        const label = item.required
          ? words.name(item.labels)
          : t("records.checklists.optional", { point: words.name(item.labels) });
        return (
          <div key={item.code} className="flex flex-col gap-1">
            <Segmented
              label={label}
              value={given?.verdict ?? ""}
              onChange={(verdict) => {
                if (verdict !== "") answer(item.code, { verdict });
              }}
              options={ITEM_VERDICTS.map((value) => ({
                value,
                label: t(`records.checklists.verdict.${value}`),
              }))}
            />
            {given !== undefined && (given.verdict === "issue" || given.verdict === "critical") && (
              <TextField
                size={fieldSize}
                label={t("steps.checks.what")}
                value={given.note}
                onChange={(note) => answer(item.code, { note })}
                maxLength={1000}
              />
            )}
          </div>
        );
      })}
      <FaultCodes codes={faults} onChange={setOwnFaults} />
      {missing.length > 0 && (
        <p className="text-xs text-ink-2">
          {t("records.checklists.missing", {
            points: format.list(
              run.template.items
                .filter((item) => missing.includes(item.code))
                .map((item) => words.name(item.labels)),
            ),
          })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size={buttonSize} isDisabled={change.busy} onPress={() => void keep(false)}>
          {t("records.checklists.keep")}
        </Button>
        <Button
          size={buttonSize}
          tone="primary"
          isDisabled={missing.length > 0 || change.busy}
          onPress={() => void keep(true)}
        >
          {t("records.checklists.finish")}
        </Button>
      </div>
    </div>
  );
}
