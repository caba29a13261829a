/*
 * Moves that would not hold now, each with everything that is in its way: who changed the ticket, who is absent, what
 * overlaps. One takes the live place, or looks again and keeps the draft's; what is in the way by itself stays listed.
 */
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useWords } from "../../../lib/useWords";
import { Button } from "../../../ui/Button";
import { Ltr } from "../../../ui/Ltr";
import type { JudgedMove, PlanMode } from "./planContext";

export interface ConflictListProps {
  readonly mode: PlanMode;
  readonly conflicts: readonly JudgedMove[];
  readonly zone: string;
  readonly onSelect: (ticketId: string) => void;
}

function blockersOf({ verdict }: JudgedMove) {
  return verdict?.kind === "blocked" ? verdict.blockers : [];
}

function changed(one: JudgedMove): boolean {
  return blockersOf(one).some(({ code }) => code === "changedMeanwhile");
}

export function ConflictList({ mode, conflicts, zone, onSelect }: ConflictListProps) {
  const { t } = useTranslation();
  const words = useWords();
  if (conflicts.length === 0)
    return (
      <p className="flex items-center gap-1.5 text-sm text-ink-2">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-ink-3" />
        {t("plan.panel.noConflict")}
      </p>
    );
  const onlyChanged = conflicts.filter((one) =>
    blockersOf(one).every(({ code }) => code === "changedMeanwhile"),
  );
  return (
    <>
      <ul className="flex flex-col gap-2">
        {conflicts.map((one) => {
          const { live, move } = one;
          const { number, ticketId } = live;
          return (
            <li
              key={ticketId}
              className="rounded-md border-s-4 border-urgent bg-urgent-soft px-2 py-1.5 text-xs text-urgent-ink"
            >
              <button
                type="button"
                title={t("plan.panel.select", { number })}
                onClick={() => onSelect(ticketId)}
                className="flex w-full cursor-default items-center gap-1.5 text-start font-medium"
              >
                <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
                <bdi className="min-w-0 flex-1 truncate">{live.problem}</bdi>
                <Ltr className="shrink-0 text-2xs">{number}</Ltr>
              </button>
              <ul className="mt-0.5 list-disc ps-5">
                {blockersOf(one).map((blocker) => {
                  const reason = words.blocker(blocker, zone);
                  return <li key={reason}>{reason}</li>;
                })}
              </ul>
              <div className="mt-1.5 flex flex-wrap gap-1.5">
                <Button
                  size="small"
                  aria-label={t("plan.panel.takeLiveOf", { number })}
                  onPress={() => void mode.remove(move)}
                >
                  {t("plan.panel.takeLive")}
                </Button>
                {changed(one) && (
                  <Button
                    size="small"
                    aria-label={t("plan.panel.keepMineOf", { number })}
                    onPress={() => void mode.keep(one)}
                  >
                    {t("plan.panel.keepMine")}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {onlyChanged.length > 1 && (
        <Button
          size="small"
          className="mt-2"
          onPress={() =>
            void onlyChanged.reduce(async (before, one) => {
              await before;
              await mode.keep(one);
            }, Promise.resolve())
          }
        >
          {t("plan.panel.keepAll")}
        </Button>
      )}
    </>
  );
}
