/* Quality checks of a ticket [G-05]: what was found, and a new check whose result follows from its worst verdict. */
import { useMutation } from "convex/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import {
  CHECK_STAGES,
  type CheckStage,
  checkSchema,
  resultOf,
  type Verdict,
  VERDICTS,
} from "../../shared/records/checks";
import { useFormat } from "../lib/useFormat";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { cx } from "../ui/classNames";
import { Segmented } from "../ui/Segmented";
import { Select } from "../ui/Select";
import { TextField } from "../ui/TextField";
import { useChange } from "./useChange";

export interface CheckPartProps {
  readonly ticketId: Id<"tickets">;
  readonly zone: string;
  readonly size?: "desk" | "phone";
  /** The check a step waits for; opens its form at once. */
  readonly asking?: CheckStage;
}

/** What every final inspection looks at; each point is judged and stored with its words. */
const POINTS = ["works", "safe", "complete", "clean"] as const;
type Point = (typeof POINTS)[number];

export function CheckPart({ ticketId, zone, size = "desk", asking }: CheckPartProps) {
  const { t } = useTranslation();
  const words = useWords();
  const format = useFormat();
  const checks = useLive(api.records.checks, { ticketId });
  const add = useMutation(api.checks.add);
  const change = useChange(zone);
  const [open, setOpen] = useState(asking !== undefined);
  const [stage, setStage] = useState<CheckStage>(asking ?? "final_inspection");
  const [verdicts, setVerdicts] = useState<Partial<Record<Point, Verdict>>>({});
  const [notes, setNotes] = useState<Partial<Record<Point, string>>>({});
  const buttonSize = size === "phone" ? "phone" : "small";
  const fieldSize = size === "phone" ? "phone" : "medium";
  const parsed = checkSchema.safeParse({
    stage,
    criteria: POINTS.map((point) => ({
      label: t(`steps.checks.points.${point}`),
      verdict: verdicts[point],
      note: notes[point] ?? "",
    })),
    note: "",
  });
  const save = async () => {
    if (!parsed.success) return;
    const done = await change.run(() =>
      add({ ticketId, check: parsed.data, operationId: crypto.randomUUID() }),
    );
    if (!done) return;
    setOpen(false);
    setVerdicts({});
    setNotes({});
  };
  return (
    <div className={cx("flex flex-col gap-3", size === "desk" && "items-stretch [&>button]:self-start")}>
      {checks?.map((one) => (
        <article key={one.checkId} className="rounded-md border border-line p-2 text-sm">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{t(`steps.checks.stage.${one.stage}`)}</span>
            <span>{t(`steps.checks.result.${one.result}`)}</span>
            <span className="text-xs text-ink-3">
              <bdi>{words.name(one.by.name)}</bdi> · {format.dateTime(one.at, zone)}
            </span>
          </p>
          <ul className="mt-1 text-xs text-ink-2">
            {one.criteria.map((criterion) => (
              <li key={criterion.label}>
                <bdi>{criterion.label}</bdi>: {t(`steps.checks.verdict.${criterion.verdict}`)}
                {criterion.note !== "" && (
                  <>
                    {" · "}
                    <bdi>{criterion.note}</bdi>
                  </>
                )}
              </li>
            ))}
          </ul>
        </article>
      ))}
      {open ? (
        <fieldset className="flex min-w-0 flex-col gap-3" aria-label={t("steps.checks.add")}>
          {asking === undefined && (
            <Select
              label={t("steps.checks.stageLabel")}
              value={stage}
              onChange={setStage}
              options={CHECK_STAGES.map((value) => ({ value, label: t(`steps.checks.stage.${value}`) }))}
            />
          )}
          {POINTS.map((point) => {
            const verdict = verdicts[point];
            return (
              <div key={point} className="flex flex-col gap-1">
                <Segmented
                  label={t(`steps.checks.points.${point}`)}
                  value={verdict ?? ("" as Verdict)}
                  onChange={(value) => setVerdicts({ ...verdicts, [point]: value })}
                  options={VERDICTS.map((value) => ({ value, label: t(`steps.checks.verdict.${value}`) }))}
                />
                {verdict !== undefined && verdict !== "ok" && (
                  <TextField
                    size={fieldSize}
                    label={t("steps.checks.what")}
                    value={notes[point] ?? ""}
                    onChange={(note) => setNotes({ ...notes, [point]: note })}
                    maxLength={1000}
                  />
                )}
              </div>
            );
          })}
          {parsed.success && (
            <p className="text-sm">
              {t("steps.checks.follows")}{" "}
              <strong>
                {t(`steps.checks.result.${resultOf(parsed.data.criteria.map((one) => one.verdict))}`)}
              </strong>
            </p>
          )}
          <Button
            size={size === "phone" ? "phone" : "medium"}
            isDisabled={!parsed.success}
            isPending={change.busy}
            onPress={() => void save()}
          >
            {t("steps.checks.save")}
          </Button>
          {asking === undefined && (
            <Button
              size={size === "phone" ? "phone" : "medium"}
              tone="quiet"
              isDisabled={change.busy}
              onPress={() => setOpen(false)}
            >
              {t("shell.cancel")}
            </Button>
          )}
        </fieldset>
      ) : (
        <Button size={buttonSize} onPress={() => setOpen(true)}>
          {t("steps.checks.add")}
        </Button>
      )}
    </div>
  );
}
