/*
 * Checklists of a ticket [F-17]: beginning one of the catalogue, and what was found in those that were begun. The
 * checklist of the kind of work is offered first.
 */
import { useMutation } from "convex/react";
import { ListChecks } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../../convex/_generated/api";
import type { Id } from "../../convex/_generated/dataModel";
import { useLive } from "../lib/useLive";
import { useWords } from "../lib/useWords";
import { Button } from "../ui/Button";
import { cx } from "../ui/classNames";
import { Select } from "../ui/Select";
import { ChecklistRun } from "./ChecklistRun";
import { useChange } from "./useChange";

export interface ChecklistPartProps {
  readonly ticketId: Id<"tickets">;
  readonly workType: string;
  readonly zone: string;
  readonly size?: "desk" | "phone";
  /** False where none can be begun any more. */
  readonly mayStart: boolean;
}

export function ChecklistPart({ ticketId, workType, zone, size = "desk", mayStart }: ChecklistPartProps) {
  const { t } = useTranslation();
  const words = useWords();
  const runs = useLive(api.records.checklists, { ticketId });
  const [starting, setStarting] = useState(false);
  const templates = useLive(api.catalogue.checklists, starting ? {} : "skip");
  const workTypes = useLive(api.catalogue.workTypes, starting ? {} : "skip");
  const begin = useMutation(api.checks.startChecklist);
  const change = useChange(zone);
  const [chosen, setChosen] = useState<string | null>(null);
  const buttonSize = size === "phone" ? "phone" : "small";
  const offered = templates?.filter((entry) => entry.active).map((entry) => entry.value) ?? [];
  const usual = workTypes?.find((entry) => entry.value.code === workType)?.value.checklist ?? null;
  const code = chosen ?? offered.find((one) => one.code === usual)?.code ?? offered[0]?.code ?? null;
  const start = async () => {
    if (code === null) return;
    const done = await change.run(() => begin({ ticketId, code, operationId: crypto.randomUUID() }));
    if (done) setStarting(false);
  };
  return (
    <div className={cx("flex flex-col gap-3", size === "desk" && "items-stretch [&>button]:self-start")}>
      {runs?.length === 0 && !mayStart && (
        <p className="text-sm text-ink-2">{t("records.checklists.none")}</p>
      )}
      {runs?.map((run) => (
        <ChecklistRun key={run.runId} run={run} zone={zone} size={size} />
      ))}
      {mayStart && !starting && (
        <Button
          size={buttonSize}
          icon={<ListChecks aria-hidden className="size-4" />}
          onPress={() => setStarting(true)}
        >
          {t("records.checklists.start")}
        </Button>
      )}
      {mayStart && starting && templates !== undefined && workTypes !== undefined && (
        <fieldset className="flex min-w-0 flex-col gap-3" aria-label={t("records.checklists.start")}>
          <Select
            label={t("records.checklists.which")}
            value={code}
            onChange={setChosen}
            options={offered.map((one) => ({ value: one.code, label: words.name(one.labels) }))}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              size={buttonSize}
              isDisabled={code === null}
              isPending={change.busy}
              onPress={() => void start()}
            >
              {t("records.checklists.begin")}
            </Button>
            <Button size={buttonSize} tone="quiet" onPress={() => setStarting(false)}>
              {t("shell.cancel")}
            </Button>
          </div>
        </fieldset>
      )}
    </div>
  );
}
