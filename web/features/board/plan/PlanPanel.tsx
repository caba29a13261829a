/* Beside the panes while a draft is open: what is in the way, what changes for whom, and every move with its way back. */
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";
import { ConflictList } from "./ConflictList";
import { DifferenceTable } from "./DifferenceTable";
import { MoveList } from "./MoveList";
import { usePlanScope } from "./planContext";

export interface PlanPanelProps {
  readonly now: number;
  readonly onSelect: (ticketId: string) => void;
}

export function PlanPanel({ now, onSelect }: PlanPanelProps) {
  const { t } = useTranslation();
  const scope = usePlanScope();
  if (scope?.situation.kind !== "open" || !scope.panelOpen) return null;
  const { mode } = scope.situation;
  const { conflicts, moves, editable } = mode;
  const part = "border-b border-line px-3 py-3";
  const heading = "mb-2 text-sm font-semibold";
  return (
    <aside
      aria-label={t("plan.panel.label")}
      className="flex w-88 max-w-full shrink-0 flex-col border-s border-line-strong bg-paper max-xl:absolute max-xl:inset-y-0 max-xl:end-0 max-xl:z-30 max-xl:shadow-lift"
    >
      <header className="flex items-center gap-2 border-b border-line ps-3 pe-1 py-1">
        <h2 className="min-w-0 flex-1 truncate text-sm font-semibold">{t("plan.panel.label")}</h2>
        <IconButton
          size="small"
          label={t("plan.panel.close")}
          icon={<X aria-hidden className="size-4" />}
          onPress={() => scope.onPanel(false)}
        />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {editable && (
          <section className={part}>
            <h3 className={heading}>{t("plan.panel.tabs.conflicts")}</h3>
            <ConflictList mode={mode} conflicts={conflicts} zone={scope.branch.zone} onSelect={onSelect} />
          </section>
        )}
        <section className={part}>
          <h3 className={heading}>{t("plan.panel.tabs.differences")}</h3>
          <DifferenceTable comparison={mode.comparison} technicians={mode.technicians} />
        </section>
        <section className={part}>
          <h3 className={heading}>{t("plan.panel.tabs.moves")}</h3>
          <MoveList mode={mode} moves={moves} zone={scope.branch.zone} now={now} onSelect={onSelect} />
        </section>
      </div>
    </aside>
  );
}
